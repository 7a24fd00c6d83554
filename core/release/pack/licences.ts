import type { SourceLicence } from '../../../contract/share-pack'
import type { ReadableDb } from '../../database/types'
import { formatNames } from '../../sources/formats/layouts'

/*
 * Whose terms bind what was made here. A collection has no field for its licence, but the published
 * layouts name where it comes from: PMC-Patients and the Asclepius data are CC BY-NC-SA 4.0.
 */

const shareAlike = [
  formatNames['pmc-patients-json'],
  formatNames['pmc-patients-csv'],
  formatNames['asclepius-csv'],
  'Asclepius',
]

/** Every collection and import that a project's notes and rows come from. */
export function licencesOf(db: ReadableDb, projectId: string): SourceLicence[] {
  const isSample =
    db.one<{ is_sample: number }>('SELECT is_sample FROM project WHERE id = ?', projectId)
      ?.is_sample === 1
  return db
    .all<{ name: string; format: string }>(
      `SELECT name, format_name AS format FROM collection
       WHERE project_id = :projectId AND state = 'ready' AND confidential = 0
       UNION ALL
       SELECT name, format FROM instruction_import
       WHERE project_id = :projectId AND state = 'ready'
       ORDER BY 1, 2`,
      { projectId },
    )
    .map(({ name, format }) => ({
      source: `${name} (${format})`,
      licence: isSample ? 'CC0-1.0' : licenceOfFormat(format),
    }))
}

function licenceOfFormat(format: string): SourceLicence['licence'] {
  return shareAlike.some((name) => format.startsWith(name)) ? 'CC-BY-NC-SA-4.0' : null
}

/** The terms of the whole: the strictest of its sources; null where nothing is known. */
export function licenceOfAll(sources: readonly SourceLicence[]): SourceLicence['licence'] {
  if (sources.some(({ licence }) => licence === 'CC-BY-NC-SA-4.0')) return 'CC-BY-NC-SA-4.0'
  const isFree = sources.length > 0 && sources.every(({ licence }) => licence === 'CC0-1.0')
  return isFree ? 'CC0-1.0' : null
}

/** What LICENSES/README.md says, and what the cards repeat. */
export function licenceLines(sources: readonly SourceLicence[], baseName: string): string[] {
  const all = licenceOfAll(sources)
  return [
    all === 'CC-BY-NC-SA-4.0'
      ? 'At least one source is under CC BY-NC-SA 4.0: the data and the adapter may be shared with attribution, not for commercial use, and only under the same terms. The text is in `LICENSES/CC-BY-NC-SA-4.0.txt`.'
      : all === 'CC0-1.0'
        ? 'All sources are under CC0 1.0 (`LICENSES/CC0-1.0.txt`).'
        : 'The terms of the sources are not recorded in the workspace that made this pack. Ask whoever gave it to you before you use it. If any of them comes from PMC-Patients or the Asclepius data, CC BY-NC-SA 4.0 applies to what was made of it.',
    '',
    '| source | licence |',
    '| --- | --- |',
    ...sources.map(({ source, licence }) => `| ${cell(source)} | ${licence ?? 'not recorded'} |`),
    '',
    `The base model, ${baseName}, is not in this pack; its own licence applies to it and to what is run with it.`,
  ]
}

/** A name in a Markdown table. */
export function cell(text: string): string {
  return text.replace(/[\r\n]+/g, ' ').replaceAll('|', '\\|')
}
