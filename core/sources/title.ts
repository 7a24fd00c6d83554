import type { SourceRecord } from './formats/types'

/** A title that is longer is cut in lists. */
const longestFirstLine = 90
const longestTitle = 300
/** How far down a first line that says something is looked for. */
const lookedLines = 12

/**
 * What a record is called: its title, else the first line that says what it is about. A bare heading
 * ("CHIEF COMPLAINT") says nothing alone and a line of who the patient is says too much: both are
 * passed over, and the record's own identifier stands before what follows.
 */
export function titleOf(record: Pick<SourceRecord, 'title' | 'externalId' | 'text'>): string {
  if (record.title) return record.title.slice(0, longestTitle)
  const lines = firstLines(record.text)
  const telling = lines.find((line) => !isBareHeading(line) && !isAboutThePerson(line))
  const line = telling ?? lines[0] ?? ''
  const isFirst = line === lines[0] && telling !== undefined
  const title = isFirst || !record.externalId ? line : `${record.externalId} · ${line}`
  return title.length > longestFirstLine ? `${title.slice(0, longestFirstLine - 1)}…` : title
}

function firstLines(text: string): string[] {
  const lines: string[] = []
  for (let from = 0; from < text.length && lines.length < lookedLines; ) {
    const end = text.indexOf('\n', from)
    const line = text
      .slice(from, end < 0 ? undefined : end)
      .replace(/\s+/g, ' ')
      .trim()
    if (line !== '') lines.push(line)
    if (end < 0) break
    from = end + 1
  }
  return lines
}

/** "CHIEF COMPLAINT", "CC:", "History of present illness:". */
function isBareHeading(line: string): boolean {
  return /^[^\p{Ll}\d]{1,60}$/u.test(line) || /^[^:.]{1,40}:$/.test(line)
}

/** "Patient: …", "DOB: …", "Address: …", as they stand at the top of a hospital's letters. */
function isAboutThePerson(line: string): boolean {
  return /^(patient|name|mrn|dob|born|date|admi(tted|ssion date)|address|phone|sex|age|ward)\b[^.]{0,20}:/i.test(
    line,
  )
}
