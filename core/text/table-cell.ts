/** A text in one cell of a Markdown table. */
export function tableCell(text: string): string {
  return text.replace(/[\r\n]+/g, ' ').replaceAll('|', '\\|')
}
