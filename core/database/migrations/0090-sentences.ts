/**
 * What a job says is stored as sentences too, so that a page words it in its reader's language. Older
 * jobs keep their English.
 */
export const sentences = `
ALTER TABLE job ADD COLUMN title_said TEXT NOT NULL DEFAULT '[]';
ALTER TABLE job ADD COLUMN message_said TEXT NOT NULL DEFAULT '[]';
`
