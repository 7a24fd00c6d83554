import {
  type CriterionOutcome,
  criterionNames,
  type StudyCell,
} from '../../../../contract/study-figures'
import { escapeHtml } from '../../../headless/html'
import { areMet } from '../criteria'
import type { ReportData } from './data'
import { table } from './table'
import { armNameIn, type Writing } from './writing'

/** The answer first: each arm in a few sentences, then the criteria it was held to. */
export function summarySection(data: ReportData, writing: Writing): string {
  const { figures, plan } = data
  const said = writing.words.summary
  return `<section><h2>${said.title}</h2>
${plan.purpose === '' ? '' : `<p>${escapeHtml(said.asked(plan.purpose))}</p>`}
${figures.arms.map((arm) => armInShort(data, arm.arm, writing)).join('\n')}
<h3>${said.criteria}</h3>
${criteriaTable(data, writing)}</section>`
}

function armInShort(data: ReportData, arm: string, writing: Writing): string {
  const { figures } = data
  const outcomes = figures.criteria.find((one) => one.arm === arm)?.outcomes ?? []
  const met = outcomes.filter((one) => one.verdict === 'met').length
  const isOpen = outcomes.every((one) => one.verdict !== 'not-met')
  const verdict = areMet(outcomes) ? 'met' : isOpen ? 'cannot-be-said' : 'not-met'
  const sentence = writing.words.summary.meets[verdict](
    armNameIn(figures, arm),
    met,
    outcomes.length,
  )
  const cell = figures.cells.find((one) => one.arm === arm && one.task === null)
  const sentences = [
    ...(cell ? [rateSentence(cell, writing), meanSentence(cell, writing)] : []),
    differenceSentence(data, arm, writing),
  ].filter((one) => one !== '')
  return `<div class="answer" data-verdict="${verdict}"><p><strong>${escapeHtml(sentence)}</strong></p>
<p>${escapeHtml(sentences.join(' '))}</p></div>`
}

function rateSentence(cell: StudyCell, { words, estimate, percent }: Writing): string {
  const said = words.summary
  if (cell.rated === 0) return said.unrated
  const rate = said.rate(cell.distribution[0], cell.rated, estimate(cell.unacceptable, percent))
  return `${rate}${cell.upper === null ? '' : said.upper(percent(cell.upper))}.`
}

function meanSentence({ mean }: StudyCell, { words, estimate, fixed }: Writing): string {
  if (mean.kind === 'not-defined') return ''
  if (mean.kind === 'estimate') return words.summary.mean(estimate(mean))
  return `${words.summary.mean(fixed(mean.value))} ${words.figures.reasons[mean.reason]}`
}

function differenceSentence(
  { figures }: ReportData,
  arm: string,
  { words, estimate, signed }: Writing,
): string {
  const paired = figures.paired.find((one) => one.arm === arm && one.task === null)
  if (!paired || paired.difference.kind === 'not-defined') return ''
  const { pairs, difference } = paired
  const said = words.summary
  const base = figures.arms.find((one) => one.isBase)?.name ?? ''
  if (difference.kind === 'no-interval')
    return `${said.unclear(pairs, base, signed(difference.value))} ${words.figures.reasons[difference.reason]}`
  const way = difference.low > 0 ? said.better : difference.high < 0 ? said.worse : said.unclear
  return way(pairs, base, estimate(difference, signed))
}

/** One row a criterion, one column an arm. */
function criteriaTable({ figures }: ReportData, writing: Writing): string {
  const { words } = writing
  const names = criterionNames.filter((name) =>
    figures.criteria.some(({ outcomes }) => outcomes.some((one) => one.criterion === name)),
  )
  const rows = names.map((name) => {
    const cells = figures.criteria.map(({ outcomes }) =>
      outcomes.find((one) => one.criterion === name),
    )
    const asked = cells.find((one) => one !== undefined)
    return [
      asked ? words.criteria.asks[name](criterionFigure(name, asked.required, writing)) : '',
      ...cells.map((one) => (one ? criterionCell(one, writing) : words.summary.notAsked)),
    ]
  })
  const arms = figures.criteria.map(({ arm }) => escapeHtml(armNameIn(figures, arm)))
  return table([words.summary.asks, ...arms], rows)
}

function criterionCell({ criterion, figure, n, verdict }: CriterionOutcome, writing: Writing) {
  const { criteria, verdicts } = writing.words
  const open = criterion === 'no-severe-harm' ? criteria.harmOpen : criteria.noFigure
  const came =
    figure === null
      ? open
      : criteria.came[criterion](criterionFigure(criterion, figure, writing), n)
  return `<span class="${verdict}">${verdicts[verdict]}</span>: ${came}`
}

function criterionFigure(
  criterion: CriterionOutcome['criterion'],
  figure: number,
  { fixed, signed, percent }: Writing,
): string {
  switch (criterion) {
    case 'unacceptable-upper':
    case 'sensitivity':
      return percent(figure)
    case 'mean-score':
    case 'alpha':
      return fixed(figure)
    case 'not-worse':
      return signed(figure)
    case 'no-severe-harm':
      return String(figure)
  }
}
