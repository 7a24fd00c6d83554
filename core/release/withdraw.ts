import type { LineageReach } from '../../contract/release'
import { say } from '../../contract/sentences'
import type { ReadableDb, WritableDb } from '../database/types'
import type { CallContext } from '../kernel/context'
import { Refusal } from '../kernel/refusal'
import { documentFull } from '../sources/document-queries'
import { marksOf } from '../sources/record-marks'
import { adaptersFrom, derivedCounts, type MarkKind, openRunsFrom } from './lineage'
import { type NamedRelease, releaseRow, setWithdrawn } from './queries'
import { examine } from './signatures'
import { spreadConfidential } from './spread'

/** Everything that a withdrawal of this record would block, or has blocked. */
export function reachOf(db: ReadableDb, documentId: number, now: string): LineageReach {
  if (!documentFull(db, documentId)) throw new Refusal('no-document', say('no-record'))
  const adapters = adaptersFrom(db, documentId)
  const ids = adapters.map(({ id }) => id)
  return {
    marks: marksOf(db, documentId),
    ...derivedCounts(db, documentId),
    runs: openRunsFrom(db, documentId, ids),
    adapters,
    releases: releasesWith(db, ids).map((release) => ({
      id: release.id,
      name: release.name,
      state: examine(db, release, now).state,
    })),
  }
}

function releasesWith(db: ReadableDb, adapterIds: readonly string[]): NamedRelease[] {
  return db
    .all<{ id: string }>(
      `SELECT id FROM release WHERE adapter_id IN (SELECT value FROM json_each(?))
       ORDER BY created_at DESC, id DESC`,
      JSON.stringify(adapterIds),
    )
    .map(({ id }) => releaseRow(db, id))
}

interface Withdrawal {
  readonly documentId: number
  readonly kind: MarkKind
  readonly reason: string
}

/** Stores the mark with all that follows from it in one transaction. */
export function withdrawCase(
  context: CallContext<never>,
  { documentId, kind, reason }: Withdrawal,
): { adapters: number; releases: number } {
  const at = context.clock.now()
  const reach = reachOf(context.db, documentId, at)
  if (reach.marks.some((mark) => mark.kind === kind))
    throw new Refusal('marked-already', say(`record-${kind}`))
  if (kind === 'confidential' && documentFull(context.db, documentId)?.confidential)
    throw new Refusal('marked-already', say(`record-${kind}`))
  const ending = reach.releases.filter(({ state }) => state !== 'withdrawn')
  const by = context.person.name
  context.commit(
    {
      action: `record.${kind === 'withdrawn' ? 'withdrawn' : 'found-confidential'}`,
      object: String(documentId),
      detail: {
        adapters: reach.adapters.map(({ id }) => id).join(' '),
        releases: ending.map(({ id }) => id).join(' '),
      },
    },
    (db) => {
      db.run('INSERT INTO withdrawn_case VALUES (?, ?, ?, ?, ?)', documentId, kind, reason, at, by)
      for (const { id } of ending)
        setWithdrawn(db, id, { at, by, reason: `${endings[kind]} ${reason}` })
      if (kind === 'confidential') spreadConfidential(db, documentId)
      else leaveOut(db, documentId, by)
    },
  )
  return { adapters: reach.adapters.length, releases: ending.length }
}

const endings: Readonly<Record<MarkKind, string>> = {
  withdrawn: 'A source record that it learned from was withdrawn:',
  confidential: 'A source record that it learned from turned out to be confidential:',
}

/** Rows and imported notes of a withdrawn record are not learned from any more; they stay to be read. */
function leaveOut(db: WritableDb, documentId: number, by: string): void {
  const cases = '(SELECT id FROM instruction_case WHERE document_id = ?)'
  db.run(
    `UPDATE instruction_row SET verdict = 'left-out', verdict_by = ?,
       verdict_reason = 'The source record was withdrawn.' WHERE case_id IN ${cases}`,
    by,
    documentId,
  )
  db.run(`UPDATE instruction_note SET side = NULL WHERE case_id IN ${cases}`, documentId)
}
