import { createHash } from 'node:crypto'
import type { Side } from '../../../contract/instructions'
import { sides } from '../../../contract/instructions'
import { inEnglish, type Sentence, say } from '../../../contract/sentences'
import type { TaskId } from '../../../contract/tasks'
import type { ReadableDb, WritableDb } from '../../database/types'
import { defineJob, type JobContext } from '../../jobs/definition'
import { Refusal } from '../../kernel/refusal'
import type { SourceProblem } from '../../sources/formats/types'
import { countWords } from '../../sources/import-job'
import { notWhole } from '../../sources/problems'
import { noteSignature } from '../../synthesis/gates/near-duplicate-index'
import { signatureToBytes } from '../../text/minhash'
import { type CaseRow, caseOfImport, recordsByIdentifier } from '../cases'
import { settle } from '../generation-job'
import { measureRow, type SeedIndexes, seedIndexes } from '../measure'
import { findModelTalk } from '../model-talk'
import { insertRow, sortRows } from '../queries'
import { currentSeeds } from '../seeds'
import type { FileRow } from './file-row'
import { readRows } from './read-rows'

export interface RowImportParams {
  readonly importId: string
  readonly projectId: string
  readonly paths: readonly string[]
  readonly bytes: number
  /** All of it, whatever the file says. */
  readonly confidential: boolean
  /** The file is called confidential: rows without a mark of their own are. */
  readonly isMarked: boolean
  readonly task: TaskId
  readonly onProblem: 'keep-good' | 'all-or-nothing'
}

/** Problems beyond so many are counted, and not stored one by one. */
const storedProblems = 1000
const indexStep = 2000

interface OwnNote {
  readonly id: number
  readonly talk: number
}

interface Work {
  readonly context: JobContext
  readonly params: RowImportParams
  readonly seeds: SeedIndexes
  readonly records: ReadonlyMap<string, number>
  readonly cases: Map<string, CaseRow>
  readonly notes: Map<string, OwnNote>
  readonly seen: Set<string>
  rows: number
  duplicates: number
  problems: number
}

/**
 * Reads rows into a hidden place and shows them with the last commit; a stop of any kind before
 * that leaves nothing. A row that the project has already, letter for letter, is left out. Sides
 * that the file names are kept, so that an export comes back as it was.
 */
export const rowImportJob = defineJob<RowImportParams>({
  kind: 'instruction-import',
  resource: 'disk',
  unit: 'rows',
  canPause: false,
  isPastLosing: (db, { importId }) => stateOf(db, importId) === 'ready',
  touches: ['instructions', 'projects'],
  run: async (context, params) => {
    const isShown = stateOf(context.services.vault.db(), params.importId) === 'ready'
    const tally = isShown ? null : await readAll(context, params)
    await makeSearchable(context, params.importId, isShown)
    await settle(context, params.projectId)
    return {
      made: tally ? summary(tally) : [say('rows-searchable')],
      resultId: params.importId,
    }
  },
  discard: (db, { importId }) => {
    if (stateOf(db, importId) !== 'importing') return
    for (const table of ['instruction_row', 'instruction_note', 'instruction_import_problem'])
      db.run(`DELETE FROM ${table} WHERE import_id = ?`, importId)
    db.run('DELETE FROM instruction_import WHERE id = ?', importId)
  },
})

function stateOf(db: ReadableDb, importId: string): string | undefined {
  return db.one<{ state: string }>('SELECT state FROM instruction_import WHERE id = ?', importId)
    ?.state
}

async function readAll(context: JobContext, params: RowImportParams): Promise<Work> {
  const { services } = context
  const db = services.vault.db()
  const seeds = currentSeeds(db, services.resources)
  const work: Work = {
    context,
    params,
    seeds: seedIndexes(seeds.map((set) => [set.task, set.questions] as const)),
    records: recordsByIdentifier(db, params.projectId),
    cases: new Map(),
    notes: new Map(),
    seen: knownRows(db, params.projectId),
    rows: 0,
    duplicates: 0,
    problems: 0,
  }
  const known = work.seen.size
  let before = 0
  for (const path of params.paths) {
    let read = 0
    for await (const batch of readRows(path, {
      task: params.task,
      confidential: params.isMarked,
    })) {
      context.signal.throwIfAborted()
      const [problem] = batch.problems
      if (problem && params.onProblem === 'all-or-nothing') throw notWhole(problem)
      storeBatch(work, batch.rows, batch.problems)
      read = batch.bytesRead
      const share = (before + read) / Math.max(1, params.bytes)
      context.progress({
        done: work.rows,
        total: share > 0 ? Math.max(work.rows, Math.round(work.rows / share)) : null,
        step: say('reading-file', { percent: Math.round(share * 100) }),
      })
      await breathe()
    }
    before += read
  }
  if (work.rows === 0) throw nothingNew(work, known)
  finish(work)
  return work
}

function nothingNew(work: Work, known: number): Refusal {
  if (work.duplicates > 0 && known > 0)
    return new Refusal('rows-known', say('rows-known', { count: work.duplicates }))
  return new Refusal(
    'nothing-to-import',
    work.problems > 0 ? say('only-faulty-rows', { count: work.problems }) : say('no-rows'),
  )
}

function storeBatch(
  work: Work,
  rows: readonly FileRow[],
  problems: readonly SourceProblem[],
): void {
  const { importId } = work.params
  work.context.stage((db) => {
    for (const row of rows) {
      const key = rowKey(row)
      if (work.seen.has(key)) {
        work.duplicates += 1
        continue
      }
      work.seen.add(key)
      storeRow(db, work, row)
      work.rows += 1
    }
    for (const { file, line, reason } of problems.slice(
      0,
      Math.max(0, storedProblems - work.problems),
    ))
      db.run(
        'INSERT INTO instruction_import_problem VALUES (?, ?, ?, ?)',
        importId,
        file,
        line,
        inEnglish([reason]),
      )
    work.problems += problems.length
  })
}

function storeRow(db: WritableDb, work: Work, row: FileRow): void {
  const { params, context } = work
  const { clock, appVersion } = context.services
  const source = caseFor(db, work, row.caseId)
  const side = row.side ?? source.side
  const confidential = params.confidential || row.confidential
  const note = noteFor(db, work, row, source, side, confidential)
  const measures = measureRow(row, work.seeds, { withoutSupport: true, talkInNote: note.talk })
  insertRow(
    db,
    {
      projectId: null,
      runId: null,
      ordinal: null,
      importId: params.importId,
      caseId: source.id,
      noteId: null,
      ownNoteId: note.id,
      task: row.task,
      question: row.question,
      answer: row.answer,
      answerable: row.answerable ? 1 : 0,
      confidential: confidential ? 1 : 0,
      side,
      lineage: '{}',
      appVersion,
      createdAt: clock.now(),
    },
    measures,
  )
}

function caseFor(db: WritableDb, work: Work, externalId: string): CaseRow {
  const known = work.cases.get(externalId)
  if (known) return known
  const { projectId } = work.params
  const made = caseOfImport(db, projectId, externalId, work.records.get(externalId))
  work.cases.set(externalId, made)
  return made
}

/** Rows about the same note of the same case share it. */
function noteFor(
  db: WritableDb,
  work: Work,
  row: FileRow,
  source: CaseRow,
  side: Side | null,
  confidential: boolean,
): OwnNote {
  const key = `${source.id}:${side}:${confidential}:${digest(row.note)}`
  const known = work.notes.get(key)
  if (known) return known
  const { lastId } = db.run(
    `INSERT INTO instruction_note (project_id, import_id, case_id, text, words, signature, confidential, side)
     VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)`,
    work.params.importId,
    source.id,
    row.note,
    countWords(row.note),
    Buffer.from(signatureToBytes(noteSignature(row.note))),
    confidential ? 1 : 0,
    side,
  )
  const made = { id: lastId, talk: findModelTalk(row.note).length }
  work.notes.set(key, made)
  return made
}

/** Shows the import: from here on its rows count. */
function finish(work: Work): void {
  const { context, params } = work
  const { importId, projectId } = params
  const figures = { rows: work.rows, duplicates: work.duplicates, problems: work.problems }
  context.commit({ action: 'instructions.imported', object: importId, detail: figures }, (db) => {
    for (const table of ['instruction_row', 'instruction_note'])
      db.run(`UPDATE ${table} SET project_id = ? WHERE import_id = ?`, projectId, importId)
    db.run(
      `UPDATE instruction_import SET state = 'ready', rows = :rows, duplicates = :duplicates,
         problems = :problems WHERE id = :importId`,
      { importId, ...figures },
    )
    adoptSides(db, context, projectId, importId)
    sortRows(db, projectId, { importId })
  })
}

/** A split that came with the file holds for cases that had no side; it still has to be checked. */
function adoptSides(
  db: WritableDb,
  { actor, services }: JobContext,
  projectId: string,
  importId: string,
): void {
  db.run(
    `UPDATE instruction_case SET side = (SELECT o.side FROM instruction_note o
         WHERE o.case_id = instruction_case.id AND o.import_id = :importId AND o.side IS NOT NULL
         ORDER BY o.id LIMIT 1)
     WHERE side IS NULL AND id IN (SELECT case_id FROM instruction_note
         WHERE import_id = :importId AND side IS NOT NULL)`,
    { importId },
  )
  const counted = new Map(
    db
      .all<{ side: Side; n: number }>(
        `SELECT side, count(*) AS n FROM instruction_case WHERE project_id = ? AND side IS NOT NULL
         GROUP BY side`,
        projectId,
      )
      .map(({ side, n }) => [side, n] as const),
  )
  const total = [...counted.values()].reduce((sum, n) => sum + n, 0)
  if (total === 0) return
  const shares = Object.fromEntries(
    sides.map((side) => [side, Math.round(((counted.get(side) ?? 0) / total) * 100) / 100]),
  )
  db.run(
    `INSERT INTO instruction_split (project_id, seed, shares, made_at, made_by) VALUES (?, 0, ?, ?, ?)
     ON CONFLICT (project_id) DO NOTHING`,
    projectId,
    JSON.stringify(shares),
    services.clock.now(),
    actor.name,
  )
}

/** Search works on the part that is done; after a cut the whole index is made anew. */
async function makeSearchable(
  context: JobContext,
  importId: string,
  isAgain: boolean,
): Promise<void> {
  if (isAgain) {
    context.stage((db) =>
      db.run("INSERT INTO instruction_search (instruction_search) VALUES ('rebuild')"),
    )
    return
  }
  for (let after: number | null = 0; after !== null; ) {
    context.signal.throwIfAborted()
    const from: number = after
    after = context.stage((db) => indexSome(db, importId, from))
    await breathe()
  }
}

function indexSome(db: WritableDb, importId: string, after: number): number | null {
  const ids = db.all<{ id: number }>(
    'SELECT id FROM instruction_row WHERE import_id = ? AND id > ? ORDER BY id LIMIT ?',
    importId,
    after,
    indexStep,
  )
  const last = ids.at(-1)
  if (!last) return null
  db.run(
    `INSERT INTO instruction_search (rowid, question, answer) SELECT id, question, answer
     FROM instruction_row WHERE import_id = ? AND id > ? AND id <= ?`,
    importId,
    after,
    last.id,
  )
  return last.id
}

/** What makes a row the same row again. */
function rowKey(row: Omit<FileRow, 'side' | 'confidential'>): string {
  return digest(
    [row.caseId, row.task, String(row.answerable), row.note, row.question, row.answer].join('\0'),
  )
}

/** Every row of the project, whatever its filters say: it need not come a second time. */
function knownRows(db: ReadableDb, projectId: string): Set<string> {
  const known = new Set<string>()
  for (let after = 0; ; ) {
    const rows = db.all<Parameters<typeof rowKey>[0] & { id: number; yes: number }>(
      `SELECT r.id, c.external_id AS caseId, r.task, r.answerable AS yes, r.question, r.answer,
              coalesce(n.text, o.text) AS note
       FROM instruction_row r JOIN instruction_case c ON c.id = r.case_id
         LEFT JOIN note n ON n.id = r.note_id LEFT JOIN instruction_note o ON o.id = r.own_note_id
       WHERE r.project_id = ? AND r.id > ? ORDER BY r.id LIMIT ?`,
      projectId,
      after,
      indexStep,
    )
    for (const row of rows) known.add(rowKey({ ...row, answerable: row.yes === 1 }))
    const last = rows.at(-1)
    if (!last || rows.length < indexStep) return known
    after = last.id
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest().toString('latin1', 0, 16)
}

function summary({ rows, duplicates, problems }: Work): readonly Sentence[] {
  return [
    say('rows-imported', { count: rows }),
    ...(duplicates > 0 ? [say('known-rows-left-out', { count: duplicates })] : []),
    ...(problems > 0 ? [say('rows-unreadable', { count: problems })] : []),
  ]
}

function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
