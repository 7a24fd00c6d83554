import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Refusal } from '../../../../core/kernel/refusal'
import { importWhole, temporaryFolder } from './files'

/** A word that stands in every text of the files below and must not show in any reason. */
const secret = 'CONFIDENTIALWORD'

const csvBase = [
  'note_id,note,task',
  ...Array.from({ length: 12 }, (_, row) => `n${row},"${secret}, a note\nwith ""lines"" ${row}",é`),
].join('\n')
const jsonBase = Array.from({ length: 12 }, (_, row) =>
  JSON.stringify({
    id: `n${row}`,
    text: `${secret} "note"\n${row} é`,
    extra: { a: [1, { b: null }] },
  }),
).join('\n')
const listBase = `[\n ${jsonBase.split('\n').join(',\n ')}\n]`

const wildParts = [
  '"',
  '""',
  ',',
  '\n',
  '\r',
  '\r\n',
  '\0',
  '{',
  '}',
  '[',
  ']',
  ':',
  '\\',
  '\\u',
  '\\ud800',
  '\ufeff',
  ';',
  '=1+2',
  '@SUM(A1)',
  '-2+3',
  '+1',
  '"__proto__":{"x":1},',
  '"id":"twice",',
  'null',
  'NaN',
  '1e999',
  "'",
  '\t',
  '|',
  '['.repeat(300),
  '{"a":'.repeat(200),
  'x'.repeat(5000),
  '\u2028',
  '\u001a',
  'é',
  '😀',
] as const

/** A place in the file, in thousandths, evenly spread. */
const place = fc.noBias(fc.nat({ max: 999 }))

/** One way to spoil bytes: put something in, cut out, flip, repeat, cut off, or write in another encoding. */
const spoiling = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('insert' as const),
      at: place,
      part: fc.constantFrom(...wildParts),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('bytes' as const),
      at: place,
      part: fc.uint8Array({ minLength: 1, maxLength: 6 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('remove' as const),
      at: place,
      length: fc.integer({ min: 1, max: 40 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('truncate' as const),
      at: place,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('encode' as const),
      as: fc.constantFrom('bom', 'utf16le', 'utf16be', 'latin1', 'gzip'),
    }),
  },
)
type Spoiling = typeof spoiling extends fc.Arbitrary<infer T> ? T : never

function spoil(bytes: Buffer, way: Spoiling): Buffer {
  if (way.kind === 'encode') return encode(bytes, way.as)
  const at = Math.floor((way.at / 1000) * bytes.length)
  if (way.kind === 'truncate') return bytes.subarray(0, at)
  if (way.kind === 'remove') {
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + way.length)])
  }
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(way.part as string), bytes.subarray(at)])
}

function encode(bytes: Buffer, as: string): Buffer {
  const text = bytes.toString('utf8')
  if (as === 'gzip') return gzipSync(bytes).subarray(0, 200)
  if (as === 'bom') return Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes])
  if (as === 'latin1') return Buffer.from(text, 'latin1')
  const wide = Buffer.from(`\ufeff${text}`, 'utf16le')
  return as === 'utf16be' ? wide.swap16() : wide
}

describe('1,000 malformed files of each kind', () => {
  const kinds = [
    ['CSV', csvBase, 'notes.csv', 11],
    ['JSON lines', jsonBase, 'notes.jsonl', 12],
    ['JSON list', listBase, 'notes.json', 13],
  ] as const
  it.each(kinds)(
    '%s: each ends in records and placed problems, or in a refusal',
    async (_, base, name, seed) => {
      const folder = await temporaryFolder()
      const path = join(folder, name)
      const counts = { refused: 0, withProblems: 0, clean: 0 }
      let slowest = 0
      await fc.assert(
        fc.asyncProperty(fc.array(spoiling, { minLength: 1, maxLength: 4 }), async (ways) => {
          await writeFile(path, ways.reduce(spoil, Buffer.from(base)))
          const start = performance.now()
          const result = await importWhole(path).catch((failure: unknown) => failure)
          slowest = Math.max(slowest, performance.now() - start)
          if (result instanceof Refusal) {
            expect(result.message).not.toContain(secret)
            counts.refused++
            return
          }
          // Anything else that was thrown is a crash.
          expect(result).not.toBeInstanceOf(Error)
          const { records, problems } = result as Awaited<ReturnType<typeof importWhole>>
          const strange = [
            ...problems.filter(
              ({ file, line, reason }) =>
                file !== name || (line !== null && line < 1) || reason.includes(secret),
            ),
            ...records.filter(
              ({ text, extra }) =>
                text.trim() === '' || text.includes('\0') || Object.hasOwn(extra, '__proto__'),
            ),
          ]
          expect(strange).toEqual([])
          expect(({} as { x?: number }).x).toBeUndefined()
          if (problems.length > 0) counts.withProblems++
          else counts.clean++
        }),
        { numRuns: 1000, seed },
      )
      expect(slowest).toBeLessThan(10_000)
      expect(counts.refused + counts.withProblems + counts.clean).toBe(1000)
      expect(counts.withProblems).toBeGreaterThan(300)
    },
    300_000,
  )
})
