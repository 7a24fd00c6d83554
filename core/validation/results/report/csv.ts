import type { EstimateOrNot, TestOrNot } from '../../../../contract/statistics'
import type { CorrelationOrNot, Share } from '../../../../contract/study-figures'
import type { ReportData } from './data'
import { armNameIn } from './writing'

type Cell = string | number | boolean | null

/** Fields by RFC 4180; a text that a spreadsheet would take for a formula is kept a text. */
function csvLine(cells: readonly Cell[]): string {
  return cells
    .map((cell) => {
      if (cell === null) return ''
      if (typeof cell !== 'string') return String(cell)
      const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
      return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
    })
    .join(',')
}

/** In English whatever language a person reads: tables are for machines, with points for decimals. */
function csv(
  data: ReportData,
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
): string {
  const mark = data.study.confidential ? ['CONFIDENTIAL: made from confidential text.'] : []
  return [...mark, csvLine(head), ...rows.map(csvLine), ''].join('\r\n')
}

/** One line a rating, controls included, from which every figure can be computed again. */
export function ratingsCsv(data: ReportData): string {
  return csv(
    data,
    [
      'case',
      'question',
      'task',
      'stratum',
      'arm',
      'kind',
      'rater',
      'score',
      'errors',
      'harm',
      'outcome',
      'settled',
      'judge',
    ],
    data.ratings.map((line) => [
      line.caseNo,
      line.question,
      line.task,
      line.stratum,
      line.arm,
      line.kind,
      line.rater,
      line.score,
      line.errors,
      line.harm,
      line.outcome,
      line.settled ? 'yes' : 'no',
      line.judge,
    ]),
  )
}

interface Row {
  readonly figure: string
  readonly arm: string
  readonly task: string
  readonly n: number
  readonly value: Cell
  readonly low?: number | null
  readonly high?: number | null
  readonly p?: number
  readonly remark?: string
}

/** One line a figure. */
export function figuresCsv(data: ReportData): string {
  return csv(
    data,
    ['figure', 'arm', 'task', 'n', 'value', 'low', 'high', 'p', 'remark'],
    figureRows(data).map((row) => [
      row.figure,
      row.arm,
      row.task,
      row.n,
      row.value,
      row.low ?? null,
      row.high ?? null,
      row.p ?? null,
      row.remark ?? '',
    ]),
  )
}

function figureRows(data: ReportData): Row[] {
  return [...cellRows(data), ...pairedRows(data), ...mistakeRows(data), ...agreementRows(data)]
}

function cellRows(data: ReportData): Row[] {
  return data.figures.cells.flatMap((cell) => {
    const place = { arm: armNameIn(data, cell.arm), task: cell.task ?? 'all', n: cell.rated }
    return [
      { figure: 'mean score', ...place, ...ofEstimate(cell.mean) },
      { figure: 'standard deviation', ...place, value: cell.sd },
      ...cell.distribution.map((count, at) => ({
        figure: `answers with outcome ${at + 1}`,
        ...place,
        value: count,
      })),
      { figure: 'Unacceptable rate', ...place, ...ofEstimate(cell.unacceptable) },
      { figure: 'Unacceptable rate, one-sided upper bound', ...place, value: cell.upper },
    ]
  })
}

function pairedRows(data: ReportData): Row[] {
  return data.figures.paired.flatMap((paired) => {
    const place = { arm: armNameIn(data, paired.arm), task: paired.task ?? 'all', n: paired.pairs }
    return [
      { figure: 'difference of means to the base', ...place, ...ofEstimate(paired.difference) },
      { figure: 'paired t-test', ...place, ...ofTest(paired.tTest) },
      { figure: 'Wilcoxon signed-rank', ...place, ...ofTest(paired.wilcoxon) },
      { figure: 'questions won', ...place, value: paired.win },
      { figure: 'questions even', ...place, value: paired.tie },
      { figure: 'questions lost', ...place, value: paired.loss },
      { figure: 'Unacceptable at the base alone', ...place, value: paired.fixed },
      { figure: 'Unacceptable at the arm alone', ...place, value: paired.newlyMade },
      { figure: 'McNemar', ...place, ...ofTest(paired.mcNemar) },
      {
        figure: 'difference of Unacceptable rates',
        ...place,
        ...ofEstimate(paired.rateDifference),
      },
    ]
  })
}

function mistakeRows(data: ReportData): Row[] {
  return data.figures.mistakes.flatMap((mistakes) => {
    const place = { arm: armNameIn(data, mistakes.arm), task: 'all', n: mistakes.rated }
    return [
      ...mistakes.errors.map((one) => ({
        figure: `answers with error ${one.type}`,
        ...place,
        value: one.answers,
      })),
      ...mistakes.harm.map((one) => ({
        figure: `answers with harm ${one.grade ?? 'not graded'}`,
        ...place,
        value: one.answers,
      })),
    ]
  })
}

function agreementRows(data: ReportData): Row[] {
  const { agreement, pairs, judge, controls } = data.figures
  return [
    ...agreement.flatMap((one) => {
      const place = { arm: armOrAll(data, one.arm), task: 'all', n: one.answers }
      return [
        { figure: "Krippendorff's alpha (ordinal)", ...place, ...ofEstimate(one.alpha) },
        { figure: "Gwet's AC2 (quadratic)", ...place, ...ofEstimate(one.ac2) },
      ]
    }),
    ...pairs.map((pair) => ({
      figure: `weighted kappa, ${pair.first} and ${pair.second}`,
      arm: 'all',
      task: 'all',
      n: pair.answers,
      ...ofEstimate(pair.kappa),
    })),
    ...(judge?.rows ?? []).flatMap((row) => {
      const place = { arm: armOrAll(data, row.arm), task: 'all', n: row.answers }
      return [
        { figure: 'judge and clinicians, Pearson', ...place, ...ofCorrelation(row.pearson) },
        { figure: 'judge and clinicians, Kendall', ...place, ...ofCorrelation(row.kendall) },
        { figure: 'judge and clinicians, Spearman', ...place, ...ofCorrelation(row.spearman) },
      ]
    }),
    shareRow('planted errors found', controls.planted),
    shareRow('unaltered answers found fault with', controls.unaltered),
    shareRow('repeats scored the same', controls.repeats),
    ...controls.raters.flatMap((rater) => [
      shareRow(`planted errors found by ${rater.name}`, rater.planted),
      shareRow(`repeats scored the same by ${rater.name}`, rater.repeats),
    ]),
  ]
}

function armOrAll(data: ReportData, arm: string | null): string {
  return arm === null ? 'all' : armNameIn(data, arm)
}

function shareRow(figure: string, one: Share): Row {
  return { figure, arm: 'all', task: 'all', n: one.among, ...ofEstimate(one.share) }
}

function ofEstimate(figure: EstimateOrNot) {
  if (figure.kind !== 'estimate')
    return { value: figure.kind === 'no-interval' ? figure.value : null, remark: figure.reason }
  const { value, low, high, method, drawn } = figure
  const remark = drawn ? `${method}, ${drawn.draws} draws, seed ${drawn.seed}` : method
  return { value, low, high, remark }
}

function ofTest(test: TestOrNot) {
  if (test.kind === 'not-defined') return { value: null, remark: test.reason }
  const effect = test.effect ? `, ${test.effect.name} ${test.effect.value}` : ''
  return { value: test.statistic, p: test.p, remark: `${test.name}${effect}` }
}

function ofCorrelation(figure: CorrelationOrNot) {
  if (figure.kind === 'not-defined') return { value: null, remark: figure.reason }
  return {
    value: figure.value,
    low: figure.interval?.low,
    high: figure.interval?.high,
    p: figure.p,
  }
}
