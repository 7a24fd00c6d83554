import { escapeHtml } from '../../../headless/html'

/*
 * Plots of a report as plain SVG: intervals always drawn, names beside what they name, and a
 * description for those who hear it. Shapes tell arms apart too, since paper may be grey.
 */

export interface IntervalRow {
  readonly label: string
  readonly value: number
  readonly low: number
  readonly high: number
  readonly text: string
  readonly place: number
}

interface IntervalPlot {
  readonly title: string
  readonly domain: readonly [number, number]
  readonly ticks: readonly number[]
  readonly tickText: (value: number) => string
  /** Where a line stands for what is asked, or for no difference. */
  readonly line?: { readonly at: number; readonly text: string }
  readonly rows: readonly IntervalRow[]
}

const width = 680
const left = 216
const right = 160
const rowHeight = 24
export const colours = [
  '#0b5c63',
  '#b3541e',
  '#5b4a9b',
  '#7a6a10',
  '#8a2b52',
  '#3a6b1f',
  '#44546a',
  '#905c00',
]

export function intervalPlot(plot: IntervalPlot): string {
  const [from, to] = plot.domain
  const inner = width - left - right
  const x = (value: number): number =>
    left + (inner * (Math.min(to, Math.max(from, value)) - from)) / (to - from || 1)
  const bottom = 22 + plot.rows.length * rowHeight
  const ticks = plot.ticks.map(
    (tick) =>
      `<line x1="${px(x(tick))}" x2="${px(x(tick))}" y1="16" y2="${bottom}" stroke="#e3e8e9"/>` +
      `<text x="${px(x(tick))}" y="${bottom + 14}" text-anchor="middle" class="t">${escapeHtml(plot.tickText(tick))}</text>`,
  )
  const line = plot.line
    ? `<line x1="${px(x(plot.line.at))}" x2="${px(x(plot.line.at))}" y1="14" y2="${bottom}" stroke="#333" stroke-dasharray="3 3"/>` +
      `<text x="${px(x(plot.line.at))}" y="10" text-anchor="middle" class="t">${escapeHtml(plot.line.text)}</text>`
    : ''
  const rows = plot.rows.map((row, at) => {
    const y = 16 + at * rowHeight + rowHeight / 2
    const colour = colours[row.place % colours.length]!
    return (
      `<text x="${left - 10}" y="${px(y + 4)}" text-anchor="end">${escapeHtml(shortened(row.label))}</text>` +
      `<line x1="${px(x(row.low))}" x2="${px(x(row.high))}" y1="${px(y)}" y2="${px(y)}" stroke="${colour}" stroke-width="2"/>` +
      markAt(x(row.value), y, row.place, colour) +
      `<text x="${width - right + 10}" y="${px(y + 4)}" class="t">${escapeHtml(row.text)}</text>`
    )
  })
  return svg(plot.title, bottom + 20, [...ticks, line, ...rows])
}

interface StackRow {
  readonly label: string
  readonly counts: readonly number[]
}

const stackColours = ['#b3321e', '#e0a25a', '#8fc3b7', '#0b5c63']
const stackInk = ['#fff', '#222', '#222', '#fff']

/** How many answers had each score, from Unacceptable at the left to Excellent. */
export function stackPlot(
  title: string,
  names: readonly string[],
  rows: readonly StackRow[],
): string {
  const inner = width - left - 20
  const head = names
    .map((name, at) => {
      const x = left + at * 120
      return `<rect x="${x}" y="4" width="10" height="10" fill="${stackColours[at]}"/><text x="${x + 15}" y="13" class="t">${escapeHtml(name)}</text>`
    })
    .join('')
  const bars = rows.map((row, at) => {
    const y = 24 + at * rowHeight
    const total = row.counts.reduce((sum, count) => sum + count, 0)
    let x = left
    const parts = row.counts.map((count, score) => {
      if (count === 0) return ''
      const wide = (inner * count) / total
      const part =
        `<rect x="${px(x)}" y="${y}" width="${px(Math.max(1, wide - 1))}" height="17" fill="${stackColours[score]}"/>` +
        (wide > 16
          ? `<text x="${px(x + wide / 2)}" y="${y + 13}" text-anchor="middle" class="t" fill="${stackInk[score]}">${count}</text>`
          : '')
      x += wide
      return part
    })
    return `<text x="${left - 10}" y="${y + 13}" text-anchor="end">${escapeHtml(shortened(row.label))}</text>${parts.join('')}`
  })
  return svg(title, 28 + rows.length * rowHeight, [head, ...bars])
}

function svg(title: string, height: number, parts: readonly string[]): string {
  return `<figure><figcaption>${escapeHtml(title)}</figcaption><svg role="img" aria-label="${escapeHtml(title)}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${parts.join('')}</svg></figure>`
}

function markAt(x: number, y: number, place: number, colour: string): string {
  const shape = place % 3
  if (shape === 0) return `<circle cx="${px(x)}" cy="${px(y)}" r="4.5" fill="${colour}"/>`
  if (shape === 1)
    return `<rect x="${px(x - 4)}" y="${px(y - 4)}" width="8" height="8" fill="${colour}"/>`
  return `<path d="M${px(x)},${px(y - 5)}l5,9h-10z" fill="${colour}"/>`
}

function px(value: number): string {
  return value.toFixed(1)
}

function shortened(label: string): string {
  return label.length > 32 ? `${label.slice(0, 31)}…` : label
}
