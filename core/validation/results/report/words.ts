import type { EstimateOrNot, TestOrNot, UndefinedReason } from '../../../../contract/statistics'
import type { CorrelationOrNot, CriterionOutcome, Share } from '../../../../contract/study-figures'
import { type TaskId, tasks } from '../../../../contract/tasks'
import { scores } from '../../../../contract/validation-rating'
import type { Deviation } from './deviations'

/*
 * How a report writes its figures: in English, with points for decimals, so that the same report is
 * the same bytes wherever it is made.
 */

const reasons: Readonly<Record<UndefinedReason, string>> = {
  'no-values': 'There is nothing to count.',
  'too-few-values': 'One value alone has no interval and no test.',
  'no-differences': 'All pairs are equal: there is nothing to test.',
  'no-variation': 'All values are the same, so agreement cannot be told from chance.',
  'no-overlap': 'No answer was rated by two people.',
  'one-rater': 'There was one rater only.',
  'one-category': 'One category only was in use.',
  'unsuitable-input': 'The values do not fit this figure.',
}

/** A space at which no line ends. */
const gap = '\u00a0'

function reasonSentence(reason: UndefinedReason): string {
  return reasons[reason]
}

export function fixed(value: number, digits = 2): string {
  const text = value.toFixed(digits)
  return /^-0\.?0*$/.test(text) ? text.slice(1) : text
}

export function signed(value: number, digits = 2): string {
  const text = fixed(value, digits)
  return Number(text) > 0 ? `+${text}` : text.replace('-', '−')
}

/** One decimal where it tells something: "2.4 %", "37 %". */
export function percent(value: number): string {
  const points = value * 100
  return `${points !== 0 && points < 10 ? fixed(points, 1) : fixed(points, 0)}${gap}%`
}

export function signedPercent(value: number): string {
  return `${signed(value * 100, 1)} points`
}

type Write = (value: number) => string

/** "3.12 (2.98 to 3.27)", or why there is none. */
export function estimateText(figure: EstimateOrNot, write: Write = fixed): string {
  if (figure.kind === 'not-defined') return reasonSentence(figure.reason)
  if (figure.kind === 'no-interval')
    return `${write(figure.value)}. ${reasonSentence(figure.reason)}`
  return `${write(figure.value)} (${write(figure.low)} to ${write(figure.high)})`
}

function pText(p: number): string {
  const said = p < 0.001 ? 'p < 0.001' : `p = ${fixed(p, p < 0.1 ? 3 : 2)}`
  return said.replaceAll(' ', gap)
}

export function testText(test: TestOrNot): string {
  if (test.kind === 'not-defined') return reasonSentence(test.reason)
  const effect = test.effect ? `; ${test.effect.name} ${fixed(test.effect.value)}` : ''
  return `${pText(test.p)}, n = ${test.n}${effect}`
}

export function correlationText(figure: CorrelationOrNot): string {
  if (figure.kind === 'not-defined') return reasonSentence(figure.reason)
  const { value, interval, p } = figure
  const range = interval ? ` (${fixed(interval.low)} to ${fixed(interval.high)})` : ''
  return `${fixed(value)}${range}, ${pText(p)}`
}

/** "18 of 20: 90 % (68 % to 99 %)", or "none". */
export function shareText({ found, among, share }: Share): string {
  return among === 0 ? 'none' : `${found} of ${among}: ${estimateText(share, percent)}`
}

export function scoreName(score: number): string {
  return scores.find((one) => one.score === score)?.name ?? String(score)
}

export function taskName(task: TaskId | null): string {
  return tasks.find((one) => one.id === task)?.name ?? 'All tasks'
}

export function armNameIn(
  { arms }: { readonly arms: readonly { readonly arm: string; readonly name: string }[] },
  arm: string | null,
): string {
  return arm === null ? 'all' : (arms.find((one) => one.arm === arm)?.name ?? arm)
}

export function dayText(instant: string): string {
  return instant === '' ? 'unknown' : `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`
}

export function counted(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`
}

export const verdictWords = {
  met: 'met',
  'not-met': 'not met',
  'cannot-be-said': 'cannot be said',
} as const

/** A criterion as a requirement, and what came out. */
export function criterionText({ criterion, required, figure, n }: CriterionOutcome) {
  const none = 'no figure'
  switch (criterion) {
    case 'unacceptable-upper':
      return {
        asks: `With 95 % confidence no more than ${percent(required)} of answers are Unacceptable`,
        came: figure === null ? none : `at most ${percent(figure)}, from ${counted(n, 'answer')}`,
      }
    case 'mean-score':
      return {
        asks: `Mean score of at least ${fixed(required)}`,
        came: figure === null ? none : `${fixed(figure)}, from ${counted(n, 'answer')}`,
      }
    case 'alpha':
      return {
        asks: `Krippendorff’s alpha among raters of at least ${fixed(required)}`,
        came: figure === null ? none : `${fixed(figure)}, from ${counted(n, 'shared answer')}`,
      }
    case 'sensitivity':
      return {
        asks: `Raters find at least ${percent(required)} of planted errors`,
        came: figure === null ? none : `${percent(figure)} of ${counted(n, 'look')}`,
      }
    case 'not-worse':
      return {
        asks: `Mean difference to the base, lower end of its interval: at least ${signed(required)}`,
        came: figure === null ? none : `${signed(figure)}, from ${counted(n, 'pair')}`,
      }
    case 'no-severe-harm':
      return {
        asks: 'No answer graded as able to cause severe harm',
        came:
          figure === null
            ? 'poor answers without a harm grade leave it open'
            : `${figure} of ${counted(n, 'answer')}`,
      }
  }
}

export function deviationText(one: Deviation): string {
  switch (one.kind) {
    case 'new-version':
      return `The plan was changed after it had been fixed (version ${one.version}): ${one.reason || 'no reason was given'}. Ratings of earlier versions are not part of the figures.`
    case 'fewer-questions':
      return `${counted(one.planned, 'question')} were planned, and there were enough for ${one.drawn}.`
    case 'not-rated':
      return `${one.missing} of ${counted(one.assigned, 'assigned rating')} were not finished.`
    case 'answers-without-outcome':
      return `${counted(one.answers, 'answer')} got no rating and are in no figure.`
    case 'idle-raters':
      return `Planned as raters and without a finished rating: ${one.names.join(', ')}.`
    case 'not-settled':
      return `Raters are far apart on ${counted(one.answers, 'answer')} that no third person settled; the median rounded down counts there.`
    case 'settled-late':
      return `${counted(one.answers, 'answer was', 'answers were')} settled after rating had ended, when figures by arm could be seen already.`
    case 'other-name':
      return `The ratings of ${one.rater} came back in a packet from somebody signed in as ${one.name}; the lead took them in as those of ${one.rater}.`
    case 'changed-ratings':
      return `${counted(one.ratings, 'rating was', 'ratings were')} opened again after being finished and given another score; what was said last counts, earlier scores are kept.`
    case 'packet-conflicts':
      return `${counted(one.conflicts, 'rating')} that came back in a packet differed from one already here; ${one.open === 0 ? 'the lead decided each' : `${one.open} of them are undecided`}.`
  }
}
