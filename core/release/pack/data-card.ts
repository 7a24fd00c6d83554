import { sides } from '../../../contract/instructions'
import type { MemorisationResult } from '../../../contract/memorisation'
import { inEnglish } from '../../../contract/sentences'
import type { SourceLicence } from '../../../contract/share-pack'
import type { TaskId } from '../../../contract/tasks'
import type { ReadableDb } from '../../database/types'
import { taskName } from '../../instructions/files/file-row'
import { isNoteKeptSql, leakageOf } from '../../instructions/rows'
import { projectById } from '../../projects/queries'
import { tableCell } from '../../text/table-cell'
import { licenceLines } from './licences'
import { memorisationLines } from './memorisation-lines'

interface DataCardFacts {
  readonly projectId: string
  readonly baseName: string
  /** Folders under `data/` with what they hold. */
  readonly formats: readonly { readonly folder: string; readonly name: string }[]
  readonly rows: number
  readonly memorisation: MemorisationResult
  readonly licences: readonly SourceLicence[]
  readonly at: string
  readonly appVersion: string
}

/** Where the data come from, how they were made and sorted, and what they must not be used for. */
export function packDataCard(db: ReadableDb, facts: DataCardFacts): string {
  const { projectId } = facts
  return [
    `# Data of ${tableCell(projectById(db, projectId).name)}`,
    '',
    `${facts.rows.toLocaleString('en')} rows of a synthetic discharge note, a question or instruction about it, and an answer from the note alone. Written ${facts.at} by Asclepius Workstation ${facts.appVersion}. **Research use only. Not for patient care.** Nothing in their lineage is marked as confidential.`,
    '',
    '## What they must not be used for',
    '',
    '- As facts about patients: notes, questions and answers were written by language models.',
    '- To train what then answers about real patients, without a study by clinicians of its own.',
    '- To look for the people behind the published case reports that they come from.',
    '',
    '## Where the rows are',
    '',
    ...facts.formats.map(({ folder, name }) => `- \`${folder}\`: ${name}, with a card of its own`),
    '',
    '| part | cases | rows |',
    '| --- | ---: | ---: |',
    ...sideLines(db, projectId),
    '',
    `The parts are split by source case. Check for leakage between them: ${inEnglish([leakageOf(db, projectId).reason])}`,
    '',
    '| task | rows |',
    '| --- | ---: |',
    ...taskLines(db, projectId),
    '',
    '## Where they come from',
    '',
    ...licenceLines(facts.licences, tableCell(facts.baseName)),
    '',
    '## How they were made and sorted',
    '',
    ...makingLines(db, projectId),
    '',
    '## How much of them the adapter knows by heart',
    '',
    ...memorisationLines(facts.memorisation),
    '',
  ].join('\n')
}

const kept = `r.project_id = ? AND r.kept = 1 AND (r.note_id IS NULL OR ${isNoteKeptSql})`

function sideLines(db: ReadableDb, projectId: string): string[] {
  const found = db.all<{ side: string | null; cases: number; n: number }>(
    `SELECT r.side, count(DISTINCT r.case_id) AS cases, count(*) AS n
     FROM instruction_row r LEFT JOIN note n ON n.id = r.note_id WHERE ${kept} GROUP BY r.side`,
    projectId,
  )
  return [...sides, null].flatMap((side) => {
    const one = found.find((row) => row.side === side)
    return one ? [`| ${side ?? 'not split'} | ${one.cases} | ${one.n} |`] : []
  })
}

function taskLines(db: ReadableDb, projectId: string): string[] {
  return db
    .all<{ task: TaskId; n: number }>(
      `SELECT r.task, count(*) AS n FROM instruction_row r LEFT JOIN note n ON n.id = r.note_id
       WHERE ${kept} GROUP BY r.task ORDER BY r.task`,
      projectId,
    )
    .map(({ task, n }) => `| ${taskName(task)} | ${n} |`)
}

function makingLines(db: ReadableDb, projectId: string): string[] {
  const notes = db.all<{
    model: string
    sha256: string
    template: string
    made: number
    kept: number
  }>(
    `SELECT m.name AS model, m.sha256, t.name || ' version ' || t.version AS template,
            count(n.id) AS made, coalesce(sum(${isNoteKeptSql}), 0) AS kept
     FROM synthesis_run s JOIN model m ON m.id = s.model_id JOIN template t ON t.id = s.template_id
       JOIN note n ON n.run_id = s.id
     WHERE s.project_id = ? GROUP BY s.id ORDER BY s.created_at`,
    projectId,
  )
  const rows = db.one<{ made: number; kept: number; edited: number }>(
    `SELECT count(*) AS made, coalesce(sum(kept), 0) AS kept,
            coalesce(sum(kept = 1 AND edits > 0), 0) AS edited
     FROM instruction_row WHERE project_id = ?`,
    projectId,
  ) ?? { made: 0, kept: 0, edited: 0 }
  return [
    ...notes.map(
      (one) =>
        `- Notes by ${tableCell(one.model)} (SHA-256 ${one.sha256}) with the template "${tableCell(one.template)}": ${one.made} written, ${one.kept} kept by the gates and by people.`,
    ),
    `- Rows: ${rows.made} in all, ${rows.kept} kept by the filters and by people, ${rows.edited} of these edited by hand.`,
    '',
    'The gates check form, likeness to the source, doses, numbers and negations. Nobody has checked every row for truth.',
  ]
}
