import type { StudyPlan } from '../../../contract/validation-study'
import { createRandom, type Random, shuffled } from '../../statistics/random'
import { plantError } from './plant'
import type { AssignmentRow, StudyCaseRow } from './queries'

interface LaidItem {
  readonly item: number
  readonly note: string
  /** The answers of the arms, by the arms' letters. */
  readonly answers: ReadonlyMap<string, string>
}

export interface Layout {
  /** Items that every rater rates. */
  readonly overlap: ReadonlySet<number>
  readonly cases: readonly Omit<StudyCaseRow, 'study_id'>[]
  readonly assignments: readonly Omit<AssignmentRow, 'study_id'>[]
}

/** How many answers carry a planted error, and how many come back, of `answers` shown to a rater. */
export function controlsOf(answers: number, plan: StudyPlan): { planted: number; repeats: number } {
  const of = (share: number): number => (share === 0 ? 0 : Math.max(1, Math.round(share * answers)))
  return { planted: of(plan.plantedShare), repeats: of(plan.repeatShare) }
}

/** How many of `items` all raters rate; with one rater there is nothing to share. */
export function overlapOf(items: number, plan: StudyPlan): number {
  return plan.raterIds.length < 2 ? items : Math.round(plan.overlap * items)
}

/**
 * Lays out what raters see. Every answer of every arm is a case; planted errors are further cases of
 * questions drawn from those that all rate, so that each rater meets them; repeats show such a case
 * again, at least a third of the sitting later. Numbers of cases are shuffled: they tell nothing.
 */
export function layOut(items: readonly LaidItem[], plan: StudyPlan): Layout {
  const random = createRandom(plan.seed ^ 0x5f3759df)
  const order = shuffled(
    items.map((one) => one.item),
    random,
  )
  const overlap = new Set(order.slice(0, overlapOf(items.length, plan)))
  const answers: Draft[] = items.flatMap(({ item, answers: texts }) =>
    [...texts].map(([arm, text]) => ({ item, arm, kind: 'answer', text, planted: null, of: null })),
  )
  const shared = answers.filter((one) => overlap.has(one.item))
  const from = shared.length > 0 ? shared : answers
  const { planted, repeats } = controlsOf(answers.length, plan)
  const notes = new Map(items.map((one) => [one.item, one.note]))
  const controls = [
    ...plantedFrom(from, planted, notes, random),
    ...repeatsOf(from, repeats, random),
  ]
  const numbered = number([...answers, ...controls], random)
  return {
    overlap,
    cases: numbered.cases,
    assignments: assign(numbered.drafts, overlap, plan.raterIds, random),
  }
}

interface Draft {
  readonly item: number
  readonly arm: string
  readonly kind: StudyCaseRow['kind']
  readonly text: string
  readonly planted: string | null
  /** The answer that a repeat repeats. */
  readonly of: Draft | null
}
interface Numbered extends Draft {
  readonly caseNo: number
  /** The number of the case that it repeats. */
  readonly repeats: number | null
}

function plantedFrom(
  answers: readonly Draft[],
  count: number,
  notes: ReadonlyMap<number, string>,
  random: Random,
): Draft[] {
  return shuffled(answers, random)
    .slice(0, count)
    .map((one) => {
      const { text, planted } = plantError(one.text, notes.get(one.item) ?? '', random)
      return { ...one, kind: 'planted', text, planted: JSON.stringify(planted), of: null }
    })
}

function repeatsOf(answers: readonly Draft[], count: number, random: Random): Draft[] {
  return shuffled(answers, random)
    .slice(0, count)
    .map((one) => ({ ...one, kind: 'repeat', of: one }))
}

function number(drafts: readonly Draft[], random: Random) {
  const numbers = new Map<Draft, number>()
  for (const [at, draft] of shuffled(drafts, random).entries()) numbers.set(draft, at + 1)
  const numbered = drafts
    .map(
      (draft): Numbered => ({
        ...draft,
        caseNo: numbers.get(draft) ?? 0,
        repeats: draft.of === null ? null : (numbers.get(draft.of) ?? null),
      }),
    )
    .sort((one, two) => one.caseNo - two.caseNo)
  const cases = numbered.map(({ caseNo, item, arm, kind, text, planted, repeats }) => ({
    case_no: caseNo,
    item,
    arm,
    kind,
    text,
    planted,
    repeats,
  }))
  return { cases, drafts: numbered }
}

/** Items of the overlap and all controls go to everybody; the others to one rater each, in turn. */
function assign(
  cases: readonly Numbered[],
  overlap: ReadonlySet<number>,
  raterIds: readonly string[],
  random: Random,
): Omit<AssignmentRow, 'study_id'>[] {
  const single = shuffled(
    [...new Set(cases.map((one) => one.item))].filter((item) => !overlap.has(item)),
    random,
  )
  return raterIds.flatMap((personId, at) => {
    const own = new Set(single.filter((_, place) => place % raterIds.length === at))
    const mine = cases.filter((one) => overlap.has(one.item) || own.has(one.item))
    return inOrder(mine, random).map((one, position) => ({
      person_id: personId,
      position: position + 1,
      case_no: one.caseNo,
    }))
  })
}

/**
 * A rater's order: shuffled, with answers to one question as far apart as rounds allow (each round
 * has every question once at most). What is repeated stands in the first half, its repeat in the
 * last third.
 */
function inOrder(cases: readonly Numbered[], random: Random): Numbered[] {
  const late = cases.filter((one) => one.kind === 'repeat')
  const order = earlyFirst(
    rounds(
      shuffled(
        cases.filter((one) => one.kind !== 'repeat'),
        random,
      ),
    ).flatMap((round) => shuffled(round, random)),
    new Set(late.map((one) => one.repeats)),
    random,
  )
  const first = Math.ceil((order.length * 2) / 3)
  for (const one of shuffled(late, random))
    order.splice(first + random.below(order.length - first + 1), 0, one)
  return order
}

function rounds(cases: readonly Numbered[]): Numbered[][] {
  const made: Numbered[][] = []
  const used = new Map<number, number>()
  for (const one of cases) {
    const round = used.get(one.item) ?? 0
    used.set(one.item, round + 1)
    const list = made[round]
    if (list) list.push(one)
    else made[round] = [one]
  }
  return made
}

/** Whatever is repeated and stands in the second half changes places with something of the first. */
function earlyFirst(
  cases: readonly Numbered[],
  repeated: ReadonlySet<number | null>,
  random: Random,
): Numbered[] {
  const order = [...cases]
  const half = Math.ceil(order.length / 2)
  const isRepeated = (at: number): boolean => repeated.has(order[at]?.caseNo ?? null)
  for (let at = half; at < order.length; at += 1) {
    if (!isRepeated(at)) continue
    const places = Array.from({ length: half }, (_, place) => place).filter(
      (place) => !isRepeated(place),
    )
    const place = places[random.below(Math.max(1, places.length))]
    if (place === undefined) break
    const moved = order[at]!
    order[at] = order[place]!
    order[place] = moved
  }
  return order
}
