import { createHash } from 'node:crypto'
import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { open, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ExportFormat, Side } from '../../../contract/instructions'
import { sides } from '../../../contract/instructions'
import { say } from '../../../contract/sentences'
import type { TaskId } from '../../../contract/tasks'
import type { ReadableDb } from '../../database/types'
import { defineJob, type JobContext } from '../../jobs/definition'
import { syncFolder } from '../../kernel/files'
import { Refusal } from '../../kernel/refusal'
import { projectById } from '../../projects/queries'
import { isNoteKeptSql, leakageOf } from '../rows'
import { dataCard } from './card'
import { encodings } from './encode'
import type { FileRow } from './file-row'

export interface ExportParams {
  readonly projectId: string
  readonly format: ExportFormat
  readonly shareable: boolean
  readonly withoutConfidential: boolean
  /** The folder that will be there at the end; the work is done in one beside it. */
  readonly target: string
}

interface WrittenFile {
  readonly name: string
  readonly side: string
  readonly rows: number
  readonly bytes: number
  readonly sha256: string
}

const pageRows = 500
/** Rows whose case has no side yet. */
const unsplit = 'not-split'

/**
 * Writes kept rows as files, one for each side, with a data card and a manifest of SHA-256. All of
 * it is written and synced in a folder aside, which is renamed at the end: under the final name
 * there is a whole export or none.
 */
export const exportJob = defineJob<ExportParams>({
  kind: 'instruction-export',
  resource: 'disk',
  unit: 'rows',
  canPause: false,
  touches: [],
  run: async (context, params) => {
    const db = context.services.vault.db()
    const aside = `${params.target}.part`
    refuseConfidential(db, params)
    rmSync(aside, { recursive: true, force: true })
    try {
      const rows = await writeRows(context, params, aside)
      renameSync(aside, params.target)
      syncFolder(join(params.target, '..'))
      context.commit(
        {
          action: 'instructions.exported',
          object: params.projectId,
          detail: { format: params.format, rows, shareable: params.shareable },
        },
        () => undefined,
      )
      return { made: [say('rows-exported', { count: rows })] }
    } catch (cause) {
      rmSync(aside, { recursive: true, force: true })
      throw cause
    }
  },
  discard: (_db, params) => rmSync(`${params.target}.part`, { recursive: true, force: true }),
})

/** @throws Refusal `confidential-rows` where a shareable export would hold one. */
export function refuseConfidential(
  db: ReadableDb,
  params: Pick<ExportParams, 'projectId' | 'shareable' | 'withoutConfidential'>,
): void {
  if (!params.shareable || params.withoutConfidential) return
  const found = confidentialRows(db, params.projectId)
  if (found > 0) throw new Refusal('confidential-rows', say('confidential-rows', { count: found }))
}

function confidentialRows(db: ReadableDb, projectId: string): number {
  return (
    db.one<{ n: number }>(
      `SELECT count(*) AS n FROM instruction_row r LEFT JOIN note n ON n.id = r.note_id
       WHERE r.project_id = ? AND r.kept = 1 AND r.confidential = 1
         AND (r.note_id IS NULL OR ${isNoteKeptSql})`,
      projectId,
    )?.n ?? 0
  )
}

/** Writes rows, data card and manifest into a folder that is not there yet. @returns the number of rows */
export async function writeRows(
  context: JobContext,
  params: Omit<ExportParams, 'target'>,
  folder: string,
): Promise<number> {
  const { services } = context
  mkdirSync(join(folder, params.format === 'hugging-face' ? 'data' : '.'), { recursive: true })
  const db = services.vault.db()
  const project = projectById(db, params.projectId)
  const isMarked = !params.shareable
  const secret = params.withoutConfidential ? 0 : confidentialRows(db, project.id)
  const prefix = secret > 0 ? 'CONFIDENTIAL-' : ''
  const total = countRows(db, params)
  const files: WrittenFile[] = []
  let done = 0
  for (const side of [...sides, null]) {
    const stem = side ?? unsplit
    const name = `${params.format === 'hugging-face' ? 'data/' : ''}${prefix}${stem}.${encodings[params.format].extension}`
    const written = await writeSide(
      context,
      params,
      { side, isMarked, path: join(folder, name) },
      (n) => {
        context.progress({ done: done + n, total, step: say(`writing-${side ?? 'unsplit'}`) })
      },
    )
    done += written.rows
    if (written.rows > 0) files.push({ ...written, name, side: stem })
    else rmSync(join(folder, name), { force: true })
  }
  if (done === 0) throw new Refusal('nothing-to-export', say('nothing-to-export'))
  const card = dataCard(db, {
    projectId: project.id,
    projectName: project.name,
    format: params.format,
    shareable: params.shareable,
    confidentialRows: secret,
    files,
    at: services.clock.now(),
    appVersion: services.appVersion,
  })
  const cardFile = await writeWhole(folder, 'README.md', card)
  const { state, splitSha256 } = leakageOf(db, project.id)
  const manifest = {
    kind: 'Asclepius Workstation instructions',
    version: 1,
    appVersion: services.appVersion,
    project: project.name,
    format: params.format,
    createdAt: services.clock.now(),
    shareable: params.shareable,
    rows: done,
    confidentialRows: secret,
    split: { leakage: state, sha256: splitSha256 },
    files: [...files.map(({ side: _, ...file }) => file), cardFile],
  }
  await writeWhole(folder, 'manifest.json', `${JSON.stringify(manifest, null, 2)}\n`)
  for (const each of ['data', '.']) {
    if (each === '.' || params.format === 'hugging-face') syncFolder(join(folder, each))
  }
  return done
}

async function writeSide(
  context: JobContext,
  params: Omit<ExportParams, 'target'>,
  to: { readonly side: Side | null; readonly isMarked: boolean; readonly path: string },
  tell: (rows: number) => void,
): Promise<{ rows: number; bytes: number; sha256: string }> {
  const encoding = encodings[params.format]
  const hash = createHash('sha256')
  const file = await open(to.path, 'w', 0o600)
  let rows = 0
  let bytes = 0
  const put = async (text: string): Promise<void> => {
    const piece = Buffer.from(text)
    hash.update(piece)
    bytes += piece.length
    await file.writeFile(piece)
  }
  try {
    await put(encoding.head(to.isMarked))
    for (const page of rowPages(context.services.vault.db(), params, to.side)) {
      context.signal.throwIfAborted()
      await put(page.map((row) => encoding.line(row, to.isMarked)).join(''))
      rows += page.length
      tell(rows)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { rows, bytes, sha256: hash.digest('hex') }
}

async function writeWhole(
  folder: string,
  name: string,
  text: string,
): Promise<{ name: string; bytes: number; sha256: string }> {
  const bytes = Buffer.from(text)
  await writeFile(join(folder, name), bytes, { mode: 0o600, flush: true })
  return { name, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
}

const exported = `r.kept = 1 AND r.project_id = :projectId AND (r.note_id IS NULL OR ${isNoteKeptSql})`

function countRows(db: ReadableDb, params: Omit<ExportParams, 'target'>): number {
  return (
    db.one<{ n: number }>(
      `SELECT count(*) AS n FROM instruction_row r LEFT JOIN note n ON n.id = r.note_id
       WHERE ${exported} AND (r.confidential = 0 OR :all = 1)`,
      { projectId: params.projectId, all: params.withoutConfidential ? 0 : 1 },
    )?.n ?? 0
  )
}

/** Kept rows of a side in the order of their ids; null: those without one. */
export function* rowPages(
  db: ReadableDb,
  params: Pick<ExportParams, 'projectId' | 'withoutConfidential'>,
  side: Side | null,
): Generator<FileRow[]> {
  for (let after = 0; ; ) {
    const rows = db.all<{
      id: number
      caseId: string
      task: TaskId
      note: string
      question: string
      answer: string
      answerable: number
      confidential: number
      side: Side | null
    }>(
      `SELECT r.id, c.external_id AS caseId, r.task, coalesce(n.text, o.text) AS note, r.question,
              r.answer, r.answerable, r.confidential, r.side
       FROM instruction_row r JOIN instruction_case c ON c.id = r.case_id
         LEFT JOIN note n ON n.id = r.note_id LEFT JOIN instruction_note o ON o.id = r.own_note_id
       WHERE ${exported} AND r.side IS :side AND (r.confidential = 0 OR :all = 1) AND r.id > :after
       ORDER BY r.id LIMIT :limit`,
      {
        projectId: params.projectId,
        all: params.withoutConfidential ? 0 : 1,
        side,
        after,
        limit: pageRows,
      },
    )
    if (rows.length > 0)
      yield rows.map(({ id: _, ...row }) => ({
        ...row,
        answerable: row.answerable === 1,
        confidential: row.confidential === 1,
      }))
    const last = rows.at(-1)
    if (!last || rows.length < pageRows) return
    after = last.id
  }
}
