import type { RawRecord } from './record-rules'
import type { Delimiter, JsonLayout, RecognisedSource, SourceColumn, SourceFormat } from './types'

/** What one file looks like. */
export interface Guess {
  readonly format: SourceFormat
  readonly delimiter?: Delimiter
  readonly json?: JsonLayout
  readonly columns: readonly SourceColumn[]
  /** Mean length of the sampled values, column by column. */
  readonly lengths: readonly number[]
  readonly confidence: RecognisedSource['confidence']
  readonly explanation: string
}

const sampleCount = 5
const sampleLength = 200

/** The columns of sampled records, in the order in which they are first met, with their first values. */
export function columnsOf(records: readonly RawRecord[]): Pick<Guess, 'columns' | 'lengths'> {
  const found = new Map<string, { samples: string[]; length: number }>()
  for (const record of records) {
    for (const [index, name] of record.names.entries()) {
      const column = found.get(name) ?? { samples: [], length: 0 }
      found.set(name, column)
      const value = record.values[index] ?? ''
      column.length += value.length
      if (value !== '' && column.samples.length < sampleCount) {
        column.samples.push(value.slice(0, sampleLength).replace(/\p{Surrogate}/gu, '\ufffd'))
      }
    }
  }
  const entries = [...found]
  return {
    columns: entries.map(([name, { samples }]) => ({ name, samples })),
    lengths: entries.map(([, { length }]) => length / records.length),
  }
}
