import type { ExportFormat } from '../../../contract/instructions'
import type { CombinedTerms } from '../../../contract/licences'
import { inEnglish } from '../../../contract/sentences'
import type { TaskId } from '../../../contract/tasks'
import type { ReadableDb } from '../../database/types'
import { projectLicences } from '../../sources/terms-queries'
import { combineTerms } from '../../sources/terms-rules'
import { termsTable, wholeTerms } from '../../sources/terms-words'
import { leakageOf } from '../rows'
import { formatNames, taskName } from './file-row'

export interface CardFacts {
  readonly projectId: string
  readonly projectName: string
  readonly format: ExportFormat
  readonly shareable: boolean
  readonly confidentialRows: number
  readonly files: readonly { readonly name: string; readonly rows: number; readonly side: string }[]
  readonly at: string
  readonly appVersion: string
}

/** The data card: what is in the files, what made it, what it must not be used for. */
export function dataCard(db: ReadableDb, facts: CardFacts): string {
  const rows = facts.files.reduce((sum, file) => sum + file.rows, 0)
  const leakage = leakageOf(db, facts.projectId)
  const sources = projectLicences(db, facts.projectId)
  const terms = combineTerms(sources.map((one) => one.terms))
  const title = `${facts.projectName}: notes, questions and answers`
  return [
    ...(facts.format === 'hugging-face' ? frontMatter(facts, rows, terms) : []),
    `# ${title}`,
    '',
    ...(facts.confidentialRows > 0
      ? [
          `> **CONFIDENTIAL.** ${facts.confidentialRows.toLocaleString('en')} of these rows were made from local notes. They must not leave the house. The field \`confidential\` names them.`,
          '',
        ]
      : []),
    `${rows.toLocaleString('en')} rows of a discharge note, a question or instruction about it, and an answer from the note alone. Format: ${formatNames[facts.format]}. Written ${facts.at} by Asclepius Workstation ${facts.appVersion}. Research use only; not for patient care.`,
    '',
    '## Files',
    '',
    '| file | part | rows |',
    '| --- | --- | ---: |',
    ...facts.files.map(({ name, side, rows: n }) => `| ${name} | ${side} | ${n} |`),
    '',
    `The parts are split by source case. Check for leakage between them: ${inEnglish([leakage.reason])}`,
    '',
    '## Tasks',
    '',
    '| task | rows | of these unanswerable |',
    '| --- | ---: | ---: |',
    ...taskLines(db, facts.projectId),
    '',
    'An unanswerable row asks for something that its note does not hold; its answer says so.',
    '',
    '## How it was made',
    '',
    ...originLines(db, facts.projectId),
    '',
    '## What it does not show',
    '',
    'Questions and answers were written by a language model and sorted by filters of form and similarity. Nobody has checked every row for truth.',
    '',
    '## Licence',
    '',
    wholeTerms(terms),
    '',
    ...termsTable(sources),
    '',
    'The first sentence is a reading of what was recorded for each source, by a fixed rule, and no legal advice.',
    '',
    '`manifest.json` has the SHA-256 of every file.',
    '',
  ].join('\n')
}

function frontMatter(facts: CardFacts, rows: number, { licence }: CombinedTerms): string[] {
  const size =
    rows < 1000 ? 'n<1K' : rows < 10_000 ? '1K<n<10K' : rows < 100_000 ? '10K<n<100K' : '100K<n<1M'
  const isPublished = licence !== null && licence !== 'own' && facts.confidentialRows === 0
  return [
    '---',
    'language: en',
    `license: ${isPublished ? licence.toLowerCase() : 'other'}`,
    'task_categories:',
    '- question-answering',
    '- summarization',
    'tags:',
    '- clinical',
    '- synthetic',
    ...(facts.confidentialRows > 0 ? ['- confidential'] : []),
    `size_categories: ${size}`,
    'configs:',
    '- config_name: default',
    '  data_files:',
    ...facts.files.flatMap(({ name, side }) => [
      `  - split: ${side.replace(/[^a-z]/g, '_')}`,
      `    path: ${JSON.stringify(name)}`,
    ]),
    '---',
    '',
  ]
}

function taskLines(db: ReadableDb, projectId: string): string[] {
  return db
    .all<{ task: TaskId; n: number; unanswerable: number }>(
      `SELECT task, count(*) AS n, sum(answerable = 0) AS unanswerable FROM instruction_row
       WHERE project_id = ? AND kept = 1 GROUP BY task ORDER BY task`,
      projectId,
    )
    .map(({ task, n, unanswerable }) => `| ${taskName(task)} | ${n} | ${unanswerable} |`)
}

function originLines(db: ReadableDb, projectId: string): string[] {
  const runs = db.all<{ model: string; sha256: string; prompt: string; n: number }>(
    `SELECT m.name AS model, m.sha256, json_extract(g.prompt, '$.id') AS prompt, count(r.id) AS n
     FROM instruction_run g JOIN model m ON m.id = g.model_id
       JOIN instruction_row r ON r.run_id = g.id AND r.kept = 1
     WHERE g.project_id = ? GROUP BY g.id ORDER BY g.created_at`,
    projectId,
  )
  const imports = db.all<{ name: string; n: number }>(
    `SELECT i.name, count(r.id) AS n FROM instruction_import i
       JOIN instruction_row r ON r.import_id = i.id AND r.kept = 1
     WHERE i.project_id = ? AND i.state = 'ready' GROUP BY i.id ORDER BY i.created_at`,
    projectId,
  )
  return [
    ...runs.map(
      ({ model, sha256, prompt, n }) =>
        `- ${n} rows by ${model} (SHA-256 ${sha256}) with the prompt ${prompt}`,
    ),
    ...imports.map(({ name, n }) => `- ${n} rows imported as "${name}"`),
  ]
}
