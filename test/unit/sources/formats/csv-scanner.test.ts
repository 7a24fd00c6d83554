import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { say } from '../../../../contract/sentences'
import { byteSourceOf } from '../../../../core/sources/formats/byte-source'
import { type CsvRow, scanCsv } from '../../../../core/sources/formats/csv-scanner'
import {
  type Delimiter,
  defaultLimits,
  type ReadLimits,
} from '../../../../core/sources/formats/types'

async function rowsOf(
  csv: string | Buffer,
  options: { delimiter?: Delimiter; piece?: number; limits?: Partial<ReadLimits> } = {},
): Promise<CsvRow[]> {
  const source = byteSourceOf(Buffer.from(csv as string), options.piece)
  const rows: CsvRow[] = []
  const limits = { ...defaultLimits, ...options.limits }
  for await (const group of scanCsv(source, { delimiter: options.delimiter ?? ',', limits })) {
    rows.push(...group)
  }
  return rows
}

const values = (rows: readonly CsvRow[]) => rows.map((row) => row.fields)
const quoted = (value: string) => `"${value.replaceAll('"', '""')}"`

describe('scanCsv', () => {
  it('keeps line ends, delimiters and doubled quotation marks inside quoted values', async () => {
    const rows = await rowsOf('id,note\r\n1,"a, ""b""\nc"\r\n\r\n2,"x\r\ny"\r3,\n')
    expect(rows).toEqual([
      { line: 1, fieldCount: 2, fields: ['id', 'note'] },
      { line: 2, fieldCount: 2, fields: ['1', 'a, "b"\nc'] },
      { line: 5, fieldCount: 2, fields: ['2', 'x\r\ny'] },
      { line: 7, fieldCount: 2, fields: ['3', ''] },
    ])
  })

  it('reports a quotation mark that is not doubled and takes the rows behind it', async () => {
    const rows = await rowsOf('a,b\n1,"he said "no" to me"\n2,fine\n')
    expect(rows.slice(1)).toEqual([
      {
        line: 2,
        fieldCount: 2,
        fields: [],
        broken: {
          line: 2,
          column: 12,
          reason: say('quote-not-doubled'),
        },
      },
      { line: 3, fieldCount: 2, fields: ['2', 'fine'] },
    ])
  })

  it('says on which line and at which place a quotation mark opens that is never closed', async () => {
    const rows = await rowsOf('a,b\n1,x\né2,"open\nthree,3\n')
    expect(rows[2]?.broken).toEqual({
      line: 3,
      column: 4,
      reason: say('quote-not-closed'),
    })
  })

  it('leaves out a row over the limit, however long, and takes the next one', async () => {
    const long = 'x'.repeat(3_000_000)
    const rows = await rowsOf(`a,b\n1,"${long}\n${long}"\n2,y\n3,${long}\n4,z`, {
      limits: { rowBytes: 100_000, fieldBytes: 50_000 },
    })
    expect(rows.map((row) => [row.line, row.fields, row.broken?.line, row.broken?.column])).toEqual(
      [
        [1, ['a', 'b'], undefined, undefined],
        [2, [], 2, 3],
        [4, ['2', 'y'], undefined, undefined],
        [5, [], 5, undefined],
        [6, ['4', 'z'], undefined, undefined],
      ],
    )
  })

  it('marks values whose bytes are no characters and bounds the number of values', async () => {
    const broken = Buffer.concat([
      Buffer.from('a,b\n1,'),
      Buffer.from([0xc3, 0x28]),
      Buffer.from('\n'),
    ])
    expect(values(await rowsOf(broken))).toEqual([
      ['a', 'b'],
      ['1', undefined],
    ])
    const many = await rowsOf(','.repeat(50), { limits: { columns: 10 } })
    expect(many[0]?.broken?.reason).toEqual(say('row-too-wide', { most: 10 }))
    expect(many[0]?.fieldCount).toBe(51)
  })

  it('reads back what a careful writer wrote, in pieces of any size', async () => {
    const field = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.string({
        unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', 'é', '😀'),
        maxLength: 12,
      }),
    )
    const table = fc.integer({ min: 1, max: 4 }).chain((columns) =>
      fc.array(fc.array(field, { minLength: columns, maxLength: columns }), {
        minLength: 1,
        maxLength: 6,
      }),
    )
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom<Delimiter>(',', ';', '\t', '|'),
        fc.constantFrom('\n', '\r\n', '\r'),
        async (rows, piece, delimiter, lineEnd) => {
          const csv = rows.map((row) => row.map(quoted).join(delimiter)).join(lineEnd)
          expect(values(await rowsOf(csv, { piece, delimiter }))).toEqual(rows)
        },
      ),
      { numRuns: 500, seed: 20241 },
    )
  })

  it('agrees with the csv-parse library wherever that takes a text', async () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'b', '"', '"', ',', '\n', '\r\n', '\r', ' '),
      maxLength: 24,
    })
    let agreed = 0
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 9 }), async (csv, piece) => {
        const expected = byLibrary(csv)
        if (expected === undefined) return
        agreed++
        const rows = await rowsOf(csv, { piece })
        expect(rows.filter((row) => row.broken)).toEqual([])
        expect(values(rows)).toEqual(expected)
      }),
      { numRuns: 4000, seed: 20242 },
    )
    expect(agreed).toBeGreaterThan(1000)
  })

  it('gives the same rows and problems whatever the size of the pieces', async () => {
    const text = fc.string({
      unit: fc.constantFrom('a', '"', '"', ',', '\n', '\r', 'é'),
      maxLength: 40,
    })
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 7 }), async (csv, piece) => {
        expect(await rowsOf(csv, { piece })).toEqual(await rowsOf(csv))
      }),
      { numRuns: 2000, seed: 20243 },
    )
  })
})

function byLibrary(csv: string): string[][] | undefined {
  try {
    return parse(csv, {
      relax_column_count: true,
      skip_empty_lines: true,
      record_delimiter: ['\r\n', '\n', '\r'],
    })
  } catch {
    return undefined
  }
}
