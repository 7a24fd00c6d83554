import type { StudyFigures } from '../../../../contract/study-figures'
import { escapeHtml } from '../../../headless/html'
import type { ReportData } from './data'
import { type IntervalRow, intervalPlot, stackPlot } from './plots'
import { table } from './table'
import { armNameIn, type Writing } from './writing'

export function resultsSection({ figures }: ReportData, writing: Writing): string {
  const { words, percent } = writing
  const isSplit = figures.tasks.length > 2
  const said = words.results
  return `<section><h2>${said.title}</h2>
<p class="small">${said.note(percent(figures.level))}</p>
${scorePlot(figures, writing)}
${distributionPlot(figures, writing)}
${unacceptablePlot(figures, writing)}
${pairedPart(figures, writing)}
${isSplit ? `<h3>${said.byTask}</h3>${taskTable(figures, writing)}` : ''}</section>`
}

type Cells = StudyFigures['cells']

/** A row a figure; one without an interval is its mark alone, and says so. */
function intervalRow(
  figure: Cells[number]['mean'],
  row: Pick<IntervalRow, 'label' | 'place'>,
  { words, estimate }: Writing,
  write: (value: number) => string,
): IntervalRow[] {
  if (figure.kind === 'not-defined') return []
  const { value } = figure
  if (figure.kind === 'no-interval')
    return [{ ...row, value, low: value, high: value, text: words.figures.alone(write(value)) }]
  return [{ ...row, value, low: figure.low, high: figure.high, text: estimate(figure, write) }]
}

function rowsOf(
  figures: StudyFigures,
  of: (cell: Cells[number]) => Cells[number]['mean'],
  writing: Writing,
  write: (value: number) => string,
): IntervalRow[] {
  return overall(figures).flatMap((cell) => {
    const place = figures.arms.findIndex((arm) => arm.arm === cell.arm)
    const row = { label: armNameIn(figures, cell.arm), place }
    return intervalRow(of(cell), row, writing, write)
  })
}

function overall(figures: StudyFigures): Cells {
  return figures.cells.filter((cell) => cell.task === null)
}

function scorePlot(figures: StudyFigures, writing: Writing): string {
  const said = writing.words.results
  const rows = rowsOf(figures, (cell) => cell.mean, writing, writing.fixed)
  if (rows.length === 0) return `<p>${said.noMean}</p>`
  return intervalPlot({
    title: said.meanPlot,
    domain: [1, 4],
    ticks: [1, 2, 3, 4],
    tickText: String,
    rows,
  })
}

function distributionPlot(figures: StudyFigures, { words }: Writing): string {
  const rows = overall(figures)
    .filter((cell) => cell.rated > 0)
    .map((cell) => ({ label: armNameIn(figures, cell.arm), counts: cell.distribution }))
  const names = Object.values(words.scores)
  return rows.length === 0 ? '' : stackPlot(words.results.outcomePlot, names, rows)
}

function unacceptablePlot(figures: StudyFigures, writing: Writing): string {
  const { percent } = writing
  const rows = rowsOf(figures, (cell) => cell.unacceptable, writing, percent)
  if (rows.length === 0) return ''
  const most = Math.max(0.05, ...rows.map((row) => row.high))
  const step = [0.01, 0.02, 0.05, 0.1, 0.2, 0.25].find((one) => most / one <= 5) ?? 0.25
  const count = Math.ceil(most / step)
  return intervalPlot({
    title: writing.words.results.unacceptablePlot,
    domain: [0, count * step],
    ticks: Array.from({ length: count + 1 }, (_, at) => at * step),
    tickText: percent,
    rows,
  })
}

function pairedPart(figures: StudyFigures, writing: Writing): string {
  const { words, estimate, points, signed, test } = writing
  const said = words.results
  const base = figures.arms.find((arm) => arm.isBase)
  const whole = figures.paired.filter((paired) => paired.task === null)
  if (!base || whole.length === 0) return ''
  const rows = whole.flatMap((paired) =>
    [
      [said.difference, estimate(paired.difference, signed)],
      [said.tTest, test(paired.tTest)],
      [said.wilcoxon, test(paired.wilcoxon)],
      [said.outcomes, `${paired.win}, ${paired.tie}, ${paired.loss}`],
      [said.oneSide, said.oneSideOf(paired.fixed, paired.newlyMade, test(paired.mcNemar))],
      [said.rateDifference, points(paired.rateDifference)],
    ].map((row, at) => [at === 0 ? armNameIn(figures, paired.arm) : '', ...row].map(escapeHtml)),
  )
  return `<h3>${escapeHtml(said.against(base.name))}</h3>
${differencePlots(figures, base.name, writing)}
${table([said.arm, said.figure, said.came], rows)}`
}

/** A plot an arm, all to one scale. */
function differencePlots(figures: StudyFigures, base: string, writing: Writing): string {
  const { words, signed, task } = writing
  const plots = figures.arms.map(({ arm, name }, place) => ({
    title: words.results.differencePlot(name, base),
    rows: figures.paired
      .filter((paired) => paired.arm === arm)
      .flatMap((paired) => {
        const row = { label: task(paired.task), place }
        return intervalRow(paired.difference, row, writing, signed)
      }),
  }))
  const reach = plots.flatMap(({ rows }) => rows.flatMap((row) => [row.low, row.high]))
  const end = Math.ceil(Math.max(0.5, ...reach.map(Math.abs)) * 2) / 2
  return plots
    .filter(({ rows }) => rows.length > 0)
    .map((plot) =>
      intervalPlot({
        ...plot,
        domain: [-end, end],
        ticks: [-end, 0, end],
        tickText: (value) => signed(value, 1),
        line: { at: 0, text: words.results.noDifference },
      }),
    )
    .join('\n')
}

function taskTable(figures: StudyFigures, { words, estimate, percent, task }: Writing): string {
  const said = words.results
  const cells = figures.cells.filter((cell) => cell.task !== null)
  const rows = cells.map((cell, at) => [
    cell.task === cells[at - 1]?.task ? '' : escapeHtml(task(cell.task)),
    escapeHtml(armNameIn(figures, cell.arm)),
    String(cell.rated),
    estimate(cell.mean),
    cell.rated === 0
      ? said.noneRated
      : `${cell.distribution[0]}: ${estimate(cell.unacceptable, percent)}`,
  ])
  const head = [said.task, said.arm, said.rated, said.mean, said.unacceptable]
  return table(head, rows, { numbers: [2] })
}

/** What raters found wrong, and how grave it could be. */
export function mistakesSection({ figures }: ReportData, { words, percent }: Writing): string {
  const { mistakes } = figures
  if (mistakes.length === 0) return ''
  const said = words.results
  const names = mistakes.map((one) => escapeHtml(armNameIn(figures, one.arm)))
  const share = (answers: number, rated: number): string =>
    rated === 0 ? '–' : `${answers} (${percent(answers / rated)})`
  const errors = (mistakes[0]?.errors ?? []).map((row, at) => [
    words.errors[row.type],
    ...mistakes.map((one) => share(one.errors[at]?.answers ?? 0, one.rated)),
  ])
  const harm = (mistakes[0]?.harm ?? []).map((row, at) => [
    row.grade === null ? words.notGraded : words.harm[row.grade],
    ...mistakes.map((one) => share(one.harm[at]?.answers ?? 0, one.rated)),
  ])
  return `<section><h2>${said.mistakes}</h2>
<p class="small">${said.mistakesNote}</p>
${table([said.error, ...names], errors, { firstIsHead: true })}
${table([said.couldFollow, ...names], harm, { firstIsHead: true })}</section>`
}
