import { say } from '../../../contract/sentences'
import type { ReportSummary } from '../../../contract/study-results'
import type { ReadableDb } from '../../database/types'
import { canonicalJson, sha256Hex } from '../../kernel/canonical-json'
import type { Handlers } from '../../kernel/context'
import { newId } from '../../kernel/ids'
import { Refusal } from '../../kernel/refusal'
import { studyRow } from '../study/queries'
import { isAsFixed } from '../study/seal'
import { figuresOf } from './figures'
import { insertReport, type ReportRow, reportRow, reportsOf } from './queries'
import { type ReportData, reportData } from './report/data'
import { exportReport } from './report/export'
import { type StudyData, studyData } from './study-data'
import { worstAnswers } from './worst'

type Names =
  | 'studyResults.get'
  | 'studyResults.worst'
  | 'studyResults.makeReport'
  | 'studyResults.reports'
  | 'studyResults.export'

export const studyResultHandlers: Handlers<Names> = {
  'studyResults.get': ({ db }, { studyId }) => figuresOf(db, studyId),
  'studyResults.worst': ({ db }, { studyId, ...wish }) => {
    const data = studyData(db, studyId)
    return data.facts.state === 'closed' && data.facts.origin === 'planned'
      ? worstAnswers(db, data, wish)
      : { answers: [], total: 0 }
  },
  'studyResults.makeReport': async (context, { studyId }) => {
    const data = closedStudy(context.db, studyId)
    const frozen = await reportData(context.db, data, {
      at: context.clock.now(),
      by: context.person,
      appVersion: context.appVersion,
      seal: context.desktop === null ? null : await context.desktop.seal(),
    })
    const row = frozenRow(studyId, frozen)
    context.commit(
      {
        action: 'study.report-made',
        object: row.id,
        detail: { study: studyId, sha256: row.sha256 },
      },
      (db) => insertReport(db, row),
    )
    return toSummary(row, data.facts.confidential === 1)
  },
  'studyResults.reports': ({ db }, { studyId }) => {
    const isConfidential = studyRow(db, studyId).confidential === 1
    return reportsOf(db, studyId).map((row) => toSummary(row, isConfidential))
  },
  'studyResults.export': (context, { reportId, folder, ...wish }) => {
    const row = reportRow(context.db, reportId)
    if (!row) throw new Refusal('no-report', say('report-gone'))
    return exportReport(context, row, wish, folder)
  },
}

/** Its figures by arm are not to be seen before it is closed, so there is nothing to report either. */
function closedStudy(db: ReadableDb, studyId: string): StudyData {
  const data = studyData(db, studyId)
  if (data.facts.origin === 'packet') throw new Refusal('study-elsewhere', say('study-elsewhere'))
  if (data.facts.state !== 'closed') throw new Refusal('study-open', say('study-open'))
  if (isAsFixed(db, data.facts) === false) throw new Refusal('study-altered', say('study-altered'))
  return data
}

function frozenRow(studyId: string, data: ReportData): ReportRow {
  const text = canonicalJson(data)
  return {
    id: newId(),
    study_id: studyId,
    sha256: sha256Hex(text),
    data: text,
    made_at: data.madeAt,
    made_by: data.madeBy.name,
  }
}

function toSummary(row: Omit<ReportRow, 'data'>, confidential: boolean): ReportSummary {
  return {
    id: row.id,
    sha256: row.sha256,
    madeAt: row.made_at,
    madeBy: row.made_by,
    confidential,
  }
}
