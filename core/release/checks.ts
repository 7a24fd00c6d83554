import { z } from 'zod'
import type { ReleaseCandidate, ReleaseCheck } from '../../contract/release'
import { type CriterionOutcome, criterionOutcome } from '../../contract/study-figures'
import { studyPlan } from '../../contract/validation-study'
import type { ReadableDb } from '../database/types'
import { sha256Hex } from '../kernel/canonical-json'
import { modelRow } from '../models/queries'
import { adapterRow } from '../training/adapters'
import { openDisagreements } from '../validation/rating/settle/queries'
import { isLineageUnknown, markedCases } from './lineage'
import { finalReport, type ReportRow } from './queries'

/** An arm of a study with a model of this computer: what a release can be about. */
export interface ArmRow {
  readonly project_id: string
  readonly study_id: string
  readonly study_name: string
  readonly study_version: number
  readonly study_state: 'draft' | 'open' | 'closed'
  readonly plan: string
  /** What the adapter learned from confidential text may come out in any answer. */
  readonly confidential: number
  readonly arm: string
  readonly name: string
  readonly model_id: string
  readonly model_sha256: string
  readonly model_name: string
  readonly adapter_id: string | null
  readonly adapter_sha256: string | null
  readonly adapter_name: string | null
}

const arms = `SELECT s.project_id, s.id AS study_id, s.name AS study_name, s.version AS study_version,
    s.state AS study_state, s.plan,
    s.confidential OR coalesce(d.confidential, 0) AS confidential, a.arm, a.name, a.model_id, a.model_sha256,
    m.name AS model_name, a.adapter_id, a.adapter_sha256, d.name AS adapter_name
  FROM study s JOIN study_arm a ON a.study_id = s.id JOIN model m ON m.id = a.model_id
    LEFT JOIN adapter d ON d.id = a.adapter_id
  WHERE s.origin = 'planned' AND s.state <> 'draft'`

/** Of the newest version of each study, newest study first. */
export function candidateArms(db: ReadableDb, projectId: string): ArmRow[] {
  return db.all(
    `${arms} AND s.project_id = ? AND NOT EXISTS (
       SELECT 1 FROM study n WHERE n.replaces_id = s.id AND n.state <> 'draft')
     ORDER BY s.created_at DESC, s.id DESC, a.arm`,
    projectId,
  )
}

export function armRow(db: ReadableDb, studyId: string, arm: string): ArmRow | undefined {
  return db.one(`${arms} AND s.id = ? AND a.arm = ?`, studyId, arm)
}

export function candidateOf(db: ReadableDb, arm: ArmRow): ReleaseCandidate {
  const report = finalReport(db, arm.study_id)
  const checks = checksOf(db, arm, report)
  return {
    studyId: arm.study_id,
    studyName: arm.study_name,
    studyVersion: arm.study_version,
    arm: arm.arm,
    armName: arm.name,
    modelId: arm.model_id,
    modelName: arm.model_name,
    adapterId: arm.adapter_id,
    adapterName: arm.adapter_name,
    reportId: report?.id ?? null,
    checks,
    isReady: areFulfilled(checks),
  }
}

export function areFulfilled(checks: readonly ReleaseCheck[]): boolean {
  return checks.every(({ state }) => state === 'fine' || state === 'look')
}

/** The check-list in the order in which a release comes about. */
export function checksOf(
  db: ReadableDb,
  arm: ArmRow,
  report: ReportRow | undefined,
): ReleaseCheck[] {
  const isClosed = arm.study_state === 'closed'
  const missing = missingRatings(db, arm.study_id)
  const unsettled = unsettledCases(db, arm)
  return [
    line('study-closed', isClosed ? 'fine' : 'open', { subject: arm.study_name }),
    line('ratings-complete', missing === 0 ? 'fine' : isClosed ? 'look' : 'open', {
      count: missing,
    }),
    line('disagreements-settled', unsettled === 0 ? 'fine' : 'open', { count: unsettled }),
    line('report', report && sha256Hex(report.data) === report.sha256 ? 'fine' : 'open', {}),
    ...(report ? criteriaLines(report, arm.arm) : []),
    modelLine(db, arm),
    ...(arm.adapter_id === null ? [] : adapterLines(db, arm, arm.adapter_id)),
  ]
}

function line(
  code: ReleaseCheck['code'],
  state: ReleaseCheck['state'],
  rest: Partial<Pick<ReleaseCheck, 'subject' | 'count' | 'value' | 'target'>>,
): ReleaseCheck {
  return { code, state, subject: null, count: null, value: null, target: null, ...rest }
}

function missingRatings(db: ReadableDb, studyId: string): number {
  return (
    db.one<{ n: number }>(
      `SELECT (SELECT count(*) FROM study_assignment WHERE study_id = :studyId)
            - (SELECT count(*) FROM rating WHERE study_id = :studyId AND state = 'done') AS n`,
      { studyId },
    )?.n ?? 0
  )
}

/** Answers whose raters are as far apart as the plan says, and that nobody has settled. */
function unsettledCases(db: ReadableDb, arm: ArmRow): number {
  const plan = studyPlan.safeParse(JSON.parse(arm.plan))
  return openDisagreements(db, arm.study_id, plan.success ? plan.data.disagreement : 2)
}

const reportedCriteria = z.object({
  figures: z.object({
    criteria: z.array(z.object({ arm: z.string(), outcomes: z.array(criterionOutcome) })),
  }),
})

/** The criteria with what came out, as the report says: that is what people sign. */
export function criteriaIn(report: ReportRow, arm: string): readonly CriterionOutcome[] {
  const parsed = reportedCriteria.safeParse(dataOf(report))
  if (!parsed.success) return []
  return parsed.data.figures.criteria.find((one) => one.arm === arm)?.outcomes ?? []
}

/** A report that somebody altered may be no JSON any more; its line in the list says so. */
function dataOf(report: ReportRow): unknown {
  try {
    return JSON.parse(report.data)
  } catch {
    return null
  }
}

function criteriaLines(report: ReportRow, arm: string): ReleaseCheck[] {
  const outcomes = criteriaIn(report, arm)
  if (outcomes.length === 0) return [line('criterion', 'stop', {})]
  return outcomes.map(({ criterion, verdict, figure, required, n }) =>
    line('criterion', verdict === 'met' ? 'fine' : 'stop', {
      subject: criterion,
      count: n,
      value: figure,
      target: required,
    }),
  )
}

function modelLine(db: ReadableDb, arm: ArmRow): ReleaseCheck {
  const isHere = modelRow(db, arm.model_id)?.sha256 === arm.model_sha256
  return line('model', isHere ? 'fine' : 'stop', { subject: arm.model_name })
}

function adapterLines(db: ReadableDb, arm: ArmRow, adapterId: string): ReleaseCheck[] {
  const row = adapterRow(db, adapterId)
  const isHere = row?.removed_at === null && row.sha256 === arm.adapter_sha256
  const withdrawn = markedCases(db, adapterId, 'withdrawn')
  const isUnknown = isLineageUnknown(db, adapterId)
  return [
    line('adapter', isHere ? 'fine' : 'stop', { subject: arm.adapter_name }),
    line('lineage', withdrawn > 0 ? 'stop' : isUnknown ? 'look' : 'fine', {
      subject: arm.adapter_name,
      count: withdrawn,
    }),
  ]
}
