import { openByteSource } from './byte-source'
import { type CsvRow, scanCsv } from './csv-scanner'
import { columnsOf, type Guess } from './guess'
import { csvFormat, formatNames, isTextName } from './layouts'
import { columnNames } from './record-rules'
import type { Delimiter, ReadLimits } from './types'

const delimiters: readonly Delimiter[] = [',', ';', '\t', '|']
const delimiterNames: Readonly<Record<Delimiter, string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'vertical bars',
}
const sampledRows = 200
const probedBytes = 4 * 1024 * 1024
const longestColumnName = 120

interface Trial {
  readonly delimiter: Delimiter
  readonly names: readonly string[]
  readonly rows: readonly CsvRow[]
  /** The part of the rows that have as many values as the first row has names. */
  readonly share: number
}

/** What the file is as CSV, or undefined where its first rows are no table with a heading. */
export async function guessCsv(path: string, limits: ReadLimits): Promise<Guess | undefined> {
  const trials: Trial[] = []
  for (const delimiter of delimiters) {
    const trial = await tryDelimiter(path, delimiter, limits)
    if (trial) trials.push(trial)
  }
  const [best] = trials.sort((one, other) => weigh(other) - weigh(one))
  if (!best || weigh(best) === 0) return undefined
  const { names, rows, delimiter, share } = best
  const format = csvFormat(names)
  const good = rows.filter((row) => !row.broken && row.fieldCount === names.length)
  const records = good.map((row) => ({ line: row.line, names, values: row.fields }))
  const heading = { line: 1, names, values: names.map(() => '') }
  const separated = names.length > 1 ? `, separated by ${delimiterNames[delimiter]}` : ''
  return {
    format,
    delimiter,
    ...columnsOf(records.length > 0 ? records : [heading]),
    confidence: format !== 'csv' ? 'certain' : share > 0.9 ? 'likely' : 'a guess',
    explanation: `The first row names ${names.length} column${names.length === 1 ? '' : 's'}${separated}${
      format === 'csv' ? '.' : `, as in the ${formatNames[format]} layout.`
    }`,
  }
}

async function tryDelimiter(
  path: string,
  delimiter: Delimiter,
  limits: ReadLimits,
): Promise<Trial | undefined> {
  const bytes = await openByteSource(path)
  const rows: CsvRow[] = []
  try {
    for await (const group of scanCsv(bytes, { delimiter, limits })) {
      rows.push(...group.slice(0, sampledRows + 1 - rows.length))
      if (rows.length > 1 || bytes.bytesRead() > probedBytes) break
    }
  } finally {
    await bytes.close()
  }
  const [heading, ...rest] = rows
  if (!heading || heading.broken || !isHeading(heading.fields)) return undefined
  const fitting = rest.filter((row) => row.fieldCount === heading.fieldCount).length
  const share = rest.length === 0 ? 0 : fitting / rest.length
  return { delimiter, names: columnNames(heading.fields), rows: rest, share }
}

/** Names are short, on one line, and most are words; a row of data seldom is all of that. */
function isHeading(fields: CsvRow['fields']): boolean {
  const isName = (field: string | undefined) =>
    field !== undefined && field.length <= longestColumnName && !/[\r\n\0]/.test(field)
  const worded = fields.filter((field) => /\p{Letter}/u.test(field ?? '')).length
  return fields.every(isName) && worded * 2 > fields.length
}

/** 0 for no table. A known name for the text counts most, then how many rows fit, then the columns. */
function weigh({ names, share }: Trial): number {
  const isKnown = names.some(isTextName)
  if (names.length === 1) return isKnown ? 1 : 0
  if (!isKnown && share < 0.5) return 0
  return (isKnown ? 10 : 0) + share * 5 + Math.min(names.length, 50) / 50
}
