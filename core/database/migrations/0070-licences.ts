/**
 * Under which terms a collection stands. Until now the share pack took them from the layout of the
 * files: that stays as it was, and is marked as assumed. The reports of the sample project come with
 * the app, which knows their terms.
 */
export const licences = `
ALTER TABLE collection ADD COLUMN licence TEXT CHECK (licence IN (
  'CC0-1.0', 'CC-BY-4.0', 'CC-BY-SA-4.0', 'CC-BY-NC-4.0', 'CC-BY-NC-SA-4.0', 'own', 'other'));
-- In words, for 'other' alone.
ALTER TABLE collection ADD COLUMN licence_text TEXT NOT NULL DEFAULT '';
-- Who is to be named.
ALTER TABLE collection ADD COLUMN attribution TEXT NOT NULL DEFAULT '';
-- 1: taken from the layout of the files, and said by nobody.
ALTER TABLE collection ADD COLUMN licence_assumed INTEGER NOT NULL DEFAULT 0;

UPDATE collection SET licence = 'CC-BY-NC-SA-4.0', licence_assumed = 1
WHERE confidential = 0 AND (format_name LIKE 'PMC-Patients%' OR format_name LIKE 'Asclepius%');
UPDATE collection SET licence = 'CC0-1.0', licence_assumed = 0
WHERE confidential = 0 AND name = 'Sample case reports' AND file_name = 'case-reports.json'
  AND project_id IN (SELECT id FROM project WHERE is_sample = 1);
`
