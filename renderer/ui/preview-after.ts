/** Between a record's own identifier and the line of its text that it is called by. */
const joint = ' · '

/** What a list shows after a title: where the title is a line of the text itself, what follows that line. */
export function previewAfter(row: { readonly title: string; readonly preview: string }): string {
  const preview = row.preview.replace(/\s+/g, ' ').trim()
  const at = row.title.indexOf(joint)
  const line = row.title.slice(at < 0 ? 0 : at + joint.length).replace(/…$/, '')
  const start = line === '' ? -1 : preview.indexOf(line)
  return start < 0 ? preview : preview.slice(start + line.length).trim()
}
