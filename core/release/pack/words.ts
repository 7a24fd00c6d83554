import type { EstimateOrNot, UndefinedReason } from '../../../contract/statistics'
import type { CriterionName } from '../../../contract/study-figures'

/* Figures in the words of a card, which is English and read outside the app. */

export function numberText(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 3 })
}

export function percentText(value: number): string {
  return `${(100 * value).toLocaleString('en', { maximumFractionDigits: 1 })} %`
}

const reasons: Readonly<Record<UndefinedReason, string>> = {
  'no-values': 'there is no value',
  'too-few-values': 'there are too few values',
  'no-differences': 'there is no difference',
  'no-variation': 'all values are the same',
  'no-overlap': 'no answer has two ratings',
  'one-rater': 'there is one rater',
  'one-category': 'there is one category',
  'unsuitable-input': 'the values do not suit it',
}

export function withInterval(figure: EstimateOrNot, words: (value: number) => string): string {
  if (figure.kind === 'not-defined') return `not defined: ${reasons[figure.reason]}`
  if (figure.kind === 'no-interval')
    return `${words(figure.value)} (no interval: ${reasons[figure.reason]})`
  return `${words(figure.value)} (${words(figure.low)} to ${words(figure.high)})`
}

export const criterionWords: Readonly<Record<CriterionName, string>> = {
  'unacceptable-upper': 'Upper bound of the unacceptable rate, at most',
  'mean-score': 'Mean score, at least',
  alpha: "Krippendorff's alpha, at least",
  sensitivity: 'Planted errors found by raters, at least',
  'not-worse': 'Mean below that of the base by at most',
  'no-severe-harm': 'Answers able to do severe harm, at most',
}
