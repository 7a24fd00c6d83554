import type { StudyFigures } from '../../../../contract/study-figures'
import { scores } from '../../../../contract/validation-rating'
import { escapeHtml } from '../../../headless/html'
import type { ReportData } from './data'
import { type IntervalRow, intervalPlot, stackPlot } from './plots'
import { table } from './table'
import {
  armNameIn,
  estimateText,
  fixed,
  percent,
  signed,
  signedPercent,
  taskName,
  testText,
} from './words'

export function resultsSection({ figures }: ReportData): string {
  const isSplit = figures.tasks.length > 2
  return `<section><h2>Results</h2>
<p class="small">Intervals are at ${percent(figures.level)}. An answer’s outcome is the score a third person settled, else the median of its raters’ scores, rounded down.</p>
${scorePlot(figures)}
${distributionPlot(figures)}
${unacceptablePlot(figures)}
${pairedPart(figures)}
${isSplit ? `<h3>By task</h3>${taskTable(figures)}` : ''}</section>`
}

type Cells = StudyFigures['cells']

function rowsOf(
  figures: StudyFigures,
  cells: Cells,
  of: (cell: Cells[number]) => Cells[number]['mean'],
  write: (value: number) => string,
): IntervalRow[] {
  return cells.flatMap((cell) => {
    const figure = of(cell)
    if (figure.kind !== 'estimate') return []
    return [
      {
        label: armNameIn(figures, cell.arm),
        value: figure.value,
        low: figure.low,
        high: figure.high,
        text: estimateText(figure, write),
        place: figures.arms.findIndex((arm) => arm.arm === cell.arm),
      },
    ]
  })
}

function overall(figures: StudyFigures): Cells {
  return figures.cells.filter((cell) => cell.task === null)
}

function scorePlot(figures: StudyFigures): string {
  const rows = rowsOf(figures, overall(figures), (cell) => cell.mean, fixed)
  if (rows.length === 0)
    return '<p>There is no mean score with an interval: too little was rated.</p>'
  return intervalPlot({
    title: 'Mean score, 1 (Unacceptable) to 4 (Excellent)',
    domain: [1, 4],
    ticks: [1, 2, 3, 4],
    tickText: String,
    rows,
  })
}

function distributionPlot(figures: StudyFigures): string {
  const rows = overall(figures)
    .filter((cell) => cell.rated > 0)
    .map((cell) => ({ label: armNameIn(figures, cell.arm), counts: cell.distribution }))
  const names = scores.map((one) => one.name)
  return rows.length === 0 ? '' : stackPlot('Answers by outcome', names, rows)
}

function unacceptablePlot(figures: StudyFigures): string {
  const rows = rowsOf(figures, overall(figures), (cell) => cell.unacceptable, percent)
  if (rows.length === 0) return ''
  const most = Math.max(0.05, ...rows.map((row) => row.high))
  const step = [0.01, 0.02, 0.05, 0.1, 0.2, 0.25].find((one) => most / one <= 5) ?? 0.25
  const count = Math.ceil(most / step)
  return intervalPlot({
    title: 'Share of Unacceptable answers, exact intervals',
    domain: [0, count * step],
    ticks: Array.from({ length: count + 1 }, (_, at) => at * step),
    tickText: percent,
    rows,
  })
}

function pairedPart(figures: StudyFigures): string {
  const base = figures.arms.find((arm) => arm.isBase)
  const whole = figures.paired.filter((paired) => paired.task === null)
  if (!base || whole.length === 0) return ''
  const rows = whole.flatMap((paired) =>
    [
      ['Mean difference', estimateText(paired.difference, signed)],
      ['Paired t-test', testText(paired.tTest)],
      ['Wilcoxon signed-rank test', testText(paired.wilcoxon)],
      ['Better, equal, worse', `${paired.win}, ${paired.tie}, ${paired.loss}`],
      [
        'Unacceptable at one alone',
        `${paired.fixed} at the base alone, ${paired.newlyMade} at this arm alone; McNemar ${testText(paired.mcNemar)}`,
      ],
      ['Difference of Unacceptable rates', estimateText(paired.rateDifference, signedPercent)],
    ].map((row, at) => [at === 0 ? escapeHtml(armNameIn(figures, paired.arm)) : '', ...row]),
  )
  return `<h3>Against ${escapeHtml(base.name)}, question by question</h3>
${differencePlot(figures, base.name)}
${table(['Arm', 'Figure', 'What came out'], rows)}`
}

function differencePlot(figures: StudyFigures, base: string): string {
  const rows = figures.paired.flatMap((paired): IntervalRow[] => {
    if (paired.difference.kind !== 'estimate') return []
    const { value, low, high } = paired.difference
    const arm = armNameIn(figures, paired.arm)
    const place = figures.arms.findIndex((one) => one.arm === paired.arm)
    const isOnly = figures.arms.length === 2
    const label = isOnly ? taskName(paired.task) : `${arm}, ${taskName(paired.task)}`
    return [{ label, value, low, high, text: estimateText(paired.difference, signed), place }]
  })
  if (rows.length === 0) return ''
  const most = Math.max(0.5, ...rows.flatMap((row) => [Math.abs(row.low), Math.abs(row.high)]))
  const end = Math.ceil(most * 2) / 2
  return intervalPlot({
    title: `Difference of mean scores to ${base}; right of the line is better`,
    domain: [-end, end],
    ticks: [-end, 0, end],
    tickText: (value) => signed(value, 1),
    line: { at: 0, text: 'no difference' },
    rows,
  })
}

function taskTable(figures: StudyFigures): string {
  const cells = figures.cells.filter((cell) => cell.task !== null)
  const rows = cells.map((cell, at) => [
    cell.task === cells[at - 1]?.task ? '' : taskName(cell.task),
    escapeHtml(armNameIn(figures, cell.arm)),
    String(cell.rated),
    estimateText(cell.mean),
    cell.rated === 0
      ? 'none rated'
      : `${cell.distribution[0]}: ${estimateText(cell.unacceptable, percent)}`,
  ])
  return table(['Task', 'Arm', 'Rated', 'Mean score', 'Unacceptable'], rows, { numbers: [2] })
}

/** What raters found wrong, and how grave it could be. */
export function mistakesSection({ figures }: ReportData): string {
  const { mistakes } = figures
  if (mistakes.length === 0) return ''
  const names = mistakes.map((one) => escapeHtml(armNameIn(figures, one.arm)))
  const share = (answers: number, rated: number): string =>
    rated === 0 ? '–' : `${answers} (${percent(answers / rated)})`
  const errors = (mistakes[0]?.errors ?? []).map((row, at) => [
    capital(row.type),
    ...mistakes.map((one) => share(one.errors[at]?.answers ?? 0, one.rated)),
  ])
  const harm = (mistakes[0]?.harm ?? []).map((row, at) => [
    row.grade === null ? 'Not graded' : capital(row.grade),
    ...mistakes.map((one) => share(one.harm[at]?.answers ?? 0, one.rated)),
  ])
  return `<section><h2>Errors and harm</h2>
<p class="small">An answer counts if any rater named the error, or if who settled it did. Harm is the gravest grade that anybody gave.</p>
${table(['Error', ...names], errors, { firstIsHead: true })}
${table(['What could follow', ...names], harm, { firstIsHead: true })}</section>`
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
