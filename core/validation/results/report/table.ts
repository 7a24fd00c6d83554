/** So many rows are not torn apart by the end of a page. */
const mostTogether = 10

/** A table of cells that are HTML already; columns named in `numbers` stand to the right. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  options: { readonly firstIsHead?: boolean; readonly numbers?: readonly number[] } = {},
): string {
  const side = (at: number): string => (options.numbers?.includes(at) ? ' class="number"' : '')
  const cells = (row: readonly string[]): string =>
    row
      .map((cell, at) =>
        at === 0 && options.firstIsHead
          ? `<th scope="row">${cell}</th>`
          : `<td${side(at)}>${cell}</td>`,
      )
      .join('')
  const names = head.map((name, at) =>
    name === '' ? '<td></td>' : `<th scope="col"${side(at)}>${name}</th>`,
  )
  const isShort = rows.length <= mostTogether
  return `<table${isShort ? ' data-short' : ''}><thead><tr>${names.join('')}</tr></thead><tbody>${rows.map((row) => `<tr>${cells(row)}</tr>`).join('')}</tbody></table>`
}
