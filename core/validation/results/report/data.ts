import type { Seal } from '../../../../contract/settings'
import type { StudyFigures } from '../../../../contract/study-figures'
import type { WorstAnswer } from '../../../../contract/study-results'
import type { StudyPlan } from '../../../../contract/validation-study'
import type { ReadableDb } from '../../../database/types'
import { figuresOf } from '../figures'
import type { StudyData } from '../study-data'
import { worstAnswers } from '../worst'
import { type Deviation, deviationsOf, type Version, versionsOf } from './deviations'

/**
 * What a report holds, frozen: every figure, text and rating that its pages and tables are made from.
 * It speaks no language but that of people's own words, so one hash stands for its pages in each.
 */
export interface ReportData {
  readonly kind: 'asclepius-study-report'
  /** In 1 methods and checks of the seal had English names; these are printed as they stand. */
  readonly format: 1 | 2
  readonly madeAt: string
  readonly madeBy: { readonly name: string; readonly role: string }
  readonly appVersion: string
  readonly project: string
  readonly study: {
    readonly id: string
    readonly name: string
    readonly version: number
    readonly sha256: string
    readonly confidential: boolean
    readonly openedAt: string
    readonly openedBy: string
    readonly closedAt: string
    readonly closedBy: string
  }
  readonly plan: StudyPlan
  readonly source: SourceFacts | null
  readonly arms: readonly ArmFacts[]
  readonly strata: readonly { readonly stratum: string; readonly questions: number }[]
  readonly figures: StudyFigures
  readonly worst: readonly QuotedAnswer[]
  /** Answers with outcome 1 or 2, shown or not. */
  readonly worstTotal: number
  readonly versions: readonly Version[]
  readonly deviations: readonly Deviation[]
  /** What the app said of its seal at that moment; null where no window was there to ask. */
  readonly seal: SealFacts | null
  readonly ratings: readonly RatingLine[]
}

/** The seal without its sentences. */
type SealFacts = Omit<Seal, 'checks'> & {
  readonly checks: readonly Pick<Seal['checks'][number], 'name' | 'holds'>[]
}

interface SourceFacts {
  readonly comparison: string
  /** The name of the set of questions; null for the project's own test split. */
  readonly questions: string | null
  readonly splitSha256: string | null
}

export interface ArmFacts {
  readonly arm: string
  readonly name: string
  readonly isBase: boolean
  readonly modelSha256: string | null
  readonly adapterSha256: string | null
}

/** An answer with its verdicts; of the note only the places that raters marked. */
export interface QuotedAnswer extends Omit<WorstAnswer, 'note' | 'verdicts'> {
  readonly verdicts: readonly (Omit<WorstAnswer['verdicts'][number], 'spans'> & {
    readonly marks: readonly {
      readonly relation: string
      readonly answer: string
      readonly note: string | null
    }[]
  })[]
}

/** One rating, or an answer nobody rated, as a line of the table of ratings. */
interface RatingLine {
  readonly caseNo: number
  readonly question: number
  readonly task: string | null
  readonly stratum: string
  readonly arm: string
  readonly kind: string
  readonly rater: string | null
  readonly score: number | null
  readonly errors: string
  readonly harm: string | null
  readonly outcome: number | null
  readonly settled: boolean
  readonly judge: number | null
}

export interface Making {
  readonly at: string
  readonly by: { readonly name: string; readonly role: string }
  readonly appVersion: string
  readonly seal: Seal | null
}

/** So many answers are printed in full: more would not be read. */
const mostQuoted = 12

export async function reportData(
  db: ReadableDb,
  data: StudyData,
  making: Making,
): Promise<ReportData> {
  const { facts, plan } = data
  const figures = await figuresOf(db, facts.id)
  const worst = worstAnswers(db, data, { arm: null, task: null, limit: mostQuoted, upTo: 2 })
  return {
    kind: 'asclepius-study-report',
    format: 2,
    madeAt: making.at,
    madeBy: { name: making.by.name, role: making.by.role },
    appVersion: making.appVersion,
    project: projectName(db, facts.project_id),
    study: {
      id: facts.id,
      name: facts.name,
      version: facts.version,
      sha256: facts.sha256 ?? '',
      confidential: facts.confidential === 1,
      openedAt: facts.opened_at ?? '',
      openedBy: facts.opened_by ?? '',
      closedAt: facts.closed_at ?? '',
      closedBy: facts.closed_by ?? '',
    },
    plan,
    source: sourceFacts(db, facts.run_id),
    arms: data.arms.map((arm) => ({
      arm: arm.arm,
      name: arm.name,
      isBase: arm.is_base === 1,
      modelSha256: arm.model_sha256,
      adapterSha256: arm.adapter_sha256,
    })),
    strata: strataOf(data),
    figures,
    worst: worst.answers.map(quoted),
    worstTotal: worst.total,
    versions: versionsOf(db, facts),
    deviations: deviationsOf(db, data, figures),
    seal: making.seal && sealFacts(making.seal),
    ratings: ratingLines(data),
  }
}

function projectName(db: ReadableDb, projectId: string): string {
  return (
    db.one<{ name: string }>('SELECT name FROM project WHERE id = :projectId', { projectId })
      ?.name ?? ''
  )
}

function sourceFacts(db: ReadableDb, runId: string | null): SourceFacts | null {
  return (
    db.one<SourceFacts>(
      `SELECT name AS comparison, CASE WHEN split_sha256 IS NULL THEN source_name END AS questions,
         split_sha256 AS "splitSha256"
       FROM evaluation_run WHERE id = :runId`,
      { runId },
    ) ?? null
  )
}

function sealFacts({ checks, ...seal }: Seal): SealFacts {
  return { ...seal, checks: checks.map(({ name, holds }) => ({ name, holds })) }
}

function strataOf({ cases }: StudyData): ReportData['strata'] {
  const items = new Map(cases.map((one) => [one.item, one.stratum]))
  const counts = new Map<string, number>()
  for (const stratum of items.values()) counts.set(stratum, (counts.get(stratum) ?? 0) + 1)
  return [...counts]
    .sort(([one], [two]) => (one < two ? -1 : 1))
    .map(([stratum, questions]) => ({ stratum, questions }))
}

function quoted({ note, verdicts, ...answer }: WorstAnswer): QuotedAnswer {
  return {
    ...answer,
    verdicts: verdicts.map(({ spans, ...verdict }) => ({
      ...verdict,
      marks: spans.map((mark) => ({
        relation: mark.relation,
        answer: answer.text.slice(mark.answer.start, mark.answer.end),
        note: mark.note && note.slice(mark.note.start, mark.note.end),
      })),
    })),
  }
}

function ratingLines({ cases, raters, arms }: StudyData): RatingLine[] {
  const nameOf = new Map(raters.map((rater) => [rater.person_id, rater.name]))
  const armOf = new Map(arms.map((arm) => [arm.arm, arm.name]))
  return cases.flatMap((one): RatingLine[] => {
    const line = {
      caseNo: one.caseNo,
      question: one.item,
      task: one.task,
      stratum: one.stratum,
      arm: armOf.get(one.arm ?? '') ?? '',
      kind: one.kind,
      outcome: one.kind === 'answer' ? one.outcome : null,
      settled: one.isSettled,
      judge: one.judge,
    }
    if (one.ratings.length === 0)
      return [{ ...line, rater: null, score: null, errors: '', harm: null }]
    return one.ratings.map((rating) => ({
      ...line,
      rater: nameOf.get(rating.personId) ?? '',
      score: rating.score,
      errors: rating.errors.join(' '),
      harm: rating.harm,
    }))
  })
}
