import type { PackObstacle } from '../../../contract/share-pack'
import type { ReadableDb } from '../../database/types'
import { Refusal } from '../../kernel/refusal'
import { type ModelRow, modelRow } from '../../models/queries'
import { type AdapterRow, adapterRow } from '../../training/adapters'
import type { ReportData } from '../../validation/results/report/data'
import { unchanged } from '../../validation/results/report/export'
import { isLineageUnknown, markedCases } from '../lineage'
import { finishedTest, type TestRow } from '../memorisation/queries'
import { type ReportRow, reportRow } from '../queries'
import { armOf, confidentialLine, dataCounts, reportsAbout, studyMarks } from './queries'

export interface PackWish {
  readonly projectId: string
  readonly adapterId: string
  readonly reportId: string | null
}

/** What a pack is about, or everything that stands in its way. */
export interface PackSubject {
  readonly adapter: AdapterRow
  readonly model: ModelRow
  readonly report: {
    readonly row: ReportRow
    readonly data: ReportData
    readonly arm: string
  } | null
  readonly test: TestRow | null
  readonly rows: number
  readonly obstacles: readonly PackObstacle[]
}

export function packSubject(db: ReadableDb, wish: PackWish): PackSubject {
  // One that is blocked for what it learned from is looked at all the same, so that this is listed.
  const adapter = adapterRow(db, wish.adapterId)
  if (!adapter || adapter.removed_at !== null)
    throw new Refusal('no-adapter', 'This adapter is not here any more. Choose another.')
  const model = modelRow(db, adapter.model_id)
  if (!model) throw new Refusal('no-model', 'The base model of this adapter is not here any more.')
  const counts = dataCounts(db, wish.projectId)
  const row = reportOf(db, adapter, wish.reportId)
  const data = row && intact(row)
  const arm = row && armOf(db, row.study_id, adapter.sha256)
  const test = finishedTest(db, adapter) ?? null
  const marks = row && studyMarks(db, row)
  const withdrawn = markedCases(db, adapter.id, 'withdrawn')
  const obstacles: PackObstacle[] = [
    ...confidentialLine(db, adapter.id).map(({ name }) =>
      because('adapter-confidential', null, name),
    ),
    ...some('adapter-confidential', markedCases(db, adapter.id, 'confidential')),
    ...(isLineageUnknown(db, adapter.id) ? [because('adapter-unknown', null, adapter.name)] : []),
    ...some('records-withdrawn', withdrawn),
    ...some('rows-confidential', counts.confidentialRows),
    ...some('notes-confidential', counts.confidentialNotes),
    ...some('questions-confidential', marks?.questions ?? 0),
    ...(row && (marks?.isConfidential || data?.study.confidential)
      ? [because('report-confidential', null, data?.study.name ?? null)]
      : []),
    ...(row && !data ? [because('report-altered')] : []),
    ...(row ? [] : [because('no-report')]),
    ...(test ? [] : [because('no-memorisation')]),
    ...(counts.rows === 0 ? [because('no-rows')] : []),
  ]
  return {
    adapter,
    model,
    report: row && data && arm ? { row, data, arm } : null,
    test,
    rows: counts.rows,
    obstacles,
  }
}

function because(
  code: PackObstacle['code'],
  count: number | null = null,
  subject: string | null = null,
): PackObstacle {
  return { code, count, subject }
}

function some(code: PackObstacle['code'], count: number): PackObstacle[] {
  return count > 0 ? [because(code, count)] : []
}

/** The wished one where it is about this adapter, or the newest that is. */
function reportOf(
  db: ReadableDb,
  adapter: AdapterRow,
  reportId: string | null,
): ReportRow | undefined {
  const about = reportsAbout(db, adapter)
  const chosen = reportId === null ? about[0] : about.find(({ id }) => id === reportId)
  return chosen && reportRow(db, chosen.id)
}

function intact(row: ReportRow): ReportData | null {
  try {
    return unchanged(row)
  } catch (cause) {
    if (cause instanceof Refusal) return null
    throw cause
  }
}

const sentences: Readonly<Record<PackObstacle['code'], (obstacle: PackObstacle) => string>> = {
  'adapter-confidential': ({ count, subject }) =>
    subject === null
      ? `the adapter learned from ${count} confidential records`
      : `the adapter "${subject}" is confidential`,
  'adapter-unknown': ({ subject }) =>
    `"${subject}" or what it goes on from came from a file, so that nobody knows what it learned from`,
  'records-withdrawn': ({ count }) => `the adapter learned from ${count} withdrawn records`,
  'rows-confidential': ({ count }) => `${count} kept rows are confidential`,
  'notes-confidential': ({ count }) => `${count} kept notes are confidential`,
  'questions-confidential': ({ count }) =>
    `${count} questions of the study are about confidential notes`,
  'report-confidential': () => 'the report is confidential',
  'report-altered': () => 'the stored report is not what its hash says',
  'no-report': () => 'there is no report of a closed study about this adapter',
  'no-memorisation': () => 'it was not measured what this adapter knows by heart',
  'no-rows': () => 'there is no kept row',
}

/** @throws Refusal `pack-refused` with all reasons at once. */
export function refuseObstacles({ adapter, obstacles }: PackSubject): void {
  if (obstacles.length === 0) return
  const reasons = obstacles.map((one) => sentences[one.code](one)).join('; ')
  throw new Refusal(
    'pack-refused',
    `"${adapter.name}" cannot be packed for sharing: ${reasons}. Nothing was written.`,
  )
}
