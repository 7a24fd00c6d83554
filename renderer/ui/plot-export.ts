export interface PlotColumn {
  readonly header: string
  /** Digits after the point on the screen, always so many; the CSV has them all. */
  readonly digits?: number
}

export type PlotCell = string | number | null

/** The numbers behind a plot, row by row. */
export interface PlotTable {
  readonly columns: readonly PlotColumn[]
  readonly rows: readonly (readonly PlotCell[])[]
}

/** Words that a spreadsheet would take for a formula are shown as the words they are. */
function csvCell(cell: PlotCell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const words = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(words) ? `"${words.replaceAll('"', '""')}"` : words
}

/** RFC 4180: commas, CRLF, a point before decimals, all digits. */
export function csvOf({ columns, rows }: PlotTable): string {
  const lines = [
    columns.map((column) => csvCell(column.header)),
    ...rows.map((row) => row.map(csvCell)),
  ]
  return `${lines.map((line) => line.join(',')).join('\r\n')}\r\n`
}

const variable = /var\((--[\w-]+)\)/g

/**
 * The drawing as a file of its own: colours of the page are written out, on the page's ground, with
 * the title that a reader of the file hears.
 */
export function svgTextOf(drawn: SVGSVGElement, title: string): string {
  const look = getComputedStyle(drawn)
  const resolved = (value: string): string =>
    value.replace(variable, (_, name: string) => look.getPropertyValue(name).trim() || 'black')
  const copy = drawn.cloneNode(true) as SVGSVGElement
  for (const element of [copy, ...copy.querySelectorAll('*')])
    for (const attribute of [...element.attributes])
      if (attribute.value.includes('var('))
        element.setAttribute(attribute.name, resolved(attribute.value))
  copy.removeAttribute('aria-hidden')
  copy.setAttribute('color', look.color || 'black')
  copy.setAttribute('font-family', look.fontFamily || 'sans-serif')
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect')
  ground.setAttribute('width', '100%')
  ground.setAttribute('height', '100%')
  ground.setAttribute('fill', resolved('var(--surface)'))
  const name = document.createElementNS('http://www.w3.org/2000/svg', 'title')
  name.textContent = title
  copy.prepend(name, ground)
  return new XMLSerializer().serializeToString(copy)
}
