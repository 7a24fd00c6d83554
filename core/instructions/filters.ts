import {
  type RowFilterId,
  type RowThresholds,
  rowFilterIds,
} from '../../contract/instruction-filters'

/**
 * The one place that says what each filter catches: SQL over a row's stored measures. One bit of
 * `caught` for each filter, in the order of `rowFilterIds`, so that moving a threshold is one
 * statement over all rows, and its effect can be counted before it is done.
 */
const conditions: Readonly<Record<RowFilterId, string>> = {
  'model-talk': 'talk > 0',
  'question-end': 'question_end = 1',
  length: `(question_words < :minQuestionWords OR question_words > :maxQuestionWords
    OR answer_words < :minAnswerWords OR answer_words > :maxAnswerWords)`,
  'repeats-seed': 'seed_similarity >= :seedSimilarity',
  'near-duplicate': 'nearest_similarity >= :questionSimilarity',
  echo: 'echo >= :echo',
  unsupported: 'unsupported > :unsupported',
  'answerable-after-all': 'answerable = 0 AND note_share >= :noteShare',
}

/** An SQL expression for `caught` under the parameters of `filterParameters`. */
export const caughtSql = rowFilterIds
  .map(
    (filter, bit) =>
      `(CASE WHEN (:on & ${1 << bit}) AND (${conditions[filter]}) THEN ${1 << bit} ELSE 0 END)`,
  )
  .join(' + ')

export function filterParameters(thresholds: RowThresholds): Record<string, number> {
  const { switchedOff, ...limits } = thresholds
  const on = rowFilterIds.reduce(
    (bits, filter, bit) => (switchedOff.includes(filter) ? bits : bits | (1 << bit)),
    0,
  )
  return { ...limits, on }
}

export function bitOf(filter: RowFilterId): number {
  return 1 << rowFilterIds.indexOf(filter)
}

export function caughtBy(mask: number): RowFilterId[] {
  return rowFilterIds.filter((_, bit) => (mask & (1 << bit)) !== 0)
}
