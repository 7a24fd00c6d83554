import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { recognise } from '../../../../core/sources/formats/detect'
import { fileOf, importWhole, readWholeSource, temporaryFolder } from './files'

/** What came of a file: identifiers taken, and each problem as "line: reason". */
async function outcome(path: string, limits = {}) {
  const { records, problems } = await importWhole(path, limits)
  return {
    taken: records.map((record) => record.externalId),
    problems: problems.map(
      ({ line, column, reason }) => `${line}${column ? `/${column}` : ''}: ${reason}`,
    ),
  }
}

describe('faults in a CSV are reported with their line and the other rows are kept', () => {
  const cases: [string, string | Buffer, string[], string[]][] = [
    [
      'a wrong number of values',
      'note_id,note\na,fine\nb\nc,fine,too,many\nd,fine\n',
      ['a', 'd'],
      [
        '3: The row has 1 values where the first row names 2 columns.',
        '4: The row has 4 values where the first row names 2 columns.',
      ],
    ],
    [
      'an empty text',
      'note_id,note\na,\nb,"  \n "\nc,fine\n',
      ['c'],
      ['2: The text is empty (column "note").', '3: The text is empty (column "note").'],
    ],
    [
      'a NUL character',
      'note_id,note\na,so\0so\nb,fine\n',
      ['b'],
      ['2: There is a NUL character in column "note".'],
    ],
    [
      'bytes that are no characters',
      Buffer.concat([
        Buffer.from('note_id,note\na,é ü ö à\nb,'),
        Buffer.from([0xed, 0xa0, 0x80]),
        Buffer.from('\nc,fine\n'),
      ]),
      ['a', 'c'],
      ['3: Some bytes in column "note" are no characters in the file\'s encoding.'],
    ],
    [
      'half a character in UTF-16',
      Buffer.from('\ufeffnote_id,note\na,\ud83d broken\nb,😀\n', 'utf16le'),
      ['b'],
      ['2: Some bytes in column "note" are no characters in the file\'s encoding.'],
    ],
    [
      'a file cut off inside a quoted value',
      'note_id,note\na,fine\nb,"the rest is mi',
      ['a'],
      [
        '3/3: The quotation mark that opens here is never closed: the rest of the file was left out.',
      ],
    ],
    [
      'a column named __proto__',
      'note_id,note,__proto__\na,fine,x\n',
      [],
      ['2: The record holds a member named "__proto__", which is not taken.'],
    ],
  ]
  it.each(cases)('%s', async (_, content, taken, problems) => {
    expect(await outcome(await fileOf('notes.csv', content))).toEqual({ taken, problems })
  })

  it('a text over the limit', async () => {
    const path = await fileOf('notes.csv', `note_id,note\na,${'x'.repeat(50)}\nb,fine\n`)
    expect(await outcome(path, { textLength: 40 })).toEqual({
      taken: ['b'],
      problems: ['2: The value in column "note" is longer than 40 characters.'],
    })
  })

  it('a line of 100 MB, without holding it in memory', async () => {
    const path = await hundredMegabytes('note_id,note\na,"', '\nb,fine\n', '"')
    expect(await outcome(path)).toEqual({
      taken: ['b'],
      problems: [
        '2/3: The row is larger than 16,777,216 bytes. Perhaps the quotation mark that opens here is never closed.',
      ],
    })
  })
})

describe('faults in JSON are reported with their line and the other records are kept', () => {
  const deep = '['.repeat(5000) + ']'.repeat(5000)
  const lines: [string, string, string[], string[]][] = [
    [
      'a broken line',
      '{"id":"a","text":"x"}\n{"id":"b","text":}\n\n{"id":"c","text":"x"}',
      ['a', 'c'],
      ['2/18: The record is not well-formed JSON at this place.'],
    ],
    [
      'a name that stands twice',
      '{"id":"a","text":"x"}\n{"id":"b","id":"c","text":"x"}\n',
      ['a'],
      ['2: The record holds the same name twice.'],
    ],
    [
      'the name __proto__',
      '{"id":"a","text":"x"}\n{"id":"b","text":"x","__proto__":{"isAdmin":true}}\n',
      ['a'],
      ['2: The record holds a member named "__proto__", which is not taken.'],
    ],
    [
      'half a character',
      '{"id":"a","text":"\\ud83d\\ude00"}\n{"id":"b","text":"\\ud83d"}\n',
      ['a'],
      ['2: There is half a character (a lone surrogate) in column "text".'],
    ],
    [
      'a NUL character written as an escape',
      '{"id":"a","text":"x"}\n{"id":"b","text":"\\u0000x"}\n',
      ['a'],
      ['2: There is a NUL character in column "text".'],
    ],
    [
      'nesting without end',
      `{"id":"a","text":"x"}\n{"id":"b","text":${deep}}\n{"id":"c","text":"x"}`,
      ['a', 'c'],
      ['2: The record is nested deeper than 64 levels.'],
    ],
    [
      'brackets that do not match, lists and bare values in place of records',
      '{"id":"a","text":"x"}\n{"id":["b"}\n["c"]\n7\n"d"\n{"id":"e","text":"x"}\n',
      ['a', 'e'],
      [
        '2/11: A closing bracket does not match the opening one.',
        ...[3, 4, 5].map(
          (line) => `${line}: A record is an object with names and values; this is something else.`,
        ),
      ],
    ],
    [
      'a number that would lose digits',
      '{"id":"a","text":"x"}\n{"id":12345678901234567890,"text":"x"}\n',
      ['a'],
      ['2: The number in column "id" has more digits than can be kept: write it in quotes.'],
    ],
    [
      'a file cut off',
      '{"id":"a","text":"x"}\n{"id":"b","text":"x"}\n{"id":"c","te',
      ['a', 'b'],
      ['3: The line ends in the middle of its record.'],
    ],
  ]
  it.each(lines)('JSON lines: %s', async (_, content, taken, problems) => {
    expect(await outcome(await fileOf('notes.jsonl', content))).toEqual({ taken, problems })
  })

  it('JSON lines: a line of 100 MB', async () => {
    const path = await hundredMegabytes(
      '{"id":"a","text":"x"}\n{"id":"b","text":"x"}\n{"id":"c","text":"',
      '"}\n{"id":"d","text":"x"}\n',
      '',
    )
    expect(await outcome(path)).toEqual({
      taken: ['a', 'b', 'd'],
      problems: ['3: The record is larger than 16,777,216 bytes.'],
    })
  })

  const record = (id: string, text = '"x"') => ` {\n  "id": "${id}",\n  "text": ${text}\n }`
  const lists: [string, string, string[], string[]][] = [
    [
      'a missing quotation mark spoils its own record alone',
      `[\n${record('a')},\n${record('b', '"x')},\n${record('c')}\n]\n`,
      ['a', 'c'],
      ['6: A text is not closed on the line on which it begins.'],
    ],
    [
      'a missing bracket spoils its own record alone',
      `[\n${record('a')},\n${record('b', '[1')},\n${record('c')}\n]\n`,
      ['a', 'c'],
      ['6: A closing bracket does not match the opening one.'],
    ],
    [
      'a missing value is found at its place',
      `[\n${record('a')},\n${record('b', ',')},\n${record('c')}\n]\n`,
      ['a', 'c'],
      ['8/11: The record is not well-formed JSON at this place.'],
    ],
    [
      'a file cut off inside a record',
      `[\n${record('a')},\n {\n  "id": "b"`,
      ['a'],
      ['6: The file ends in the middle of the record that begins here.'],
    ],
    [
      'a file cut off between records',
      `[\n${record('a')},\n`,
      ['a'],
      ['6: The file ends before its list of records is closed.'],
    ],
    [
      'NaN, which Python writes, is an empty value',
      `[${record('a')}, {"id": "b", "text": NaN}]`,
      ['a'],
      ['4: The text is empty (column "text").'],
    ],
  ]
  it.each(lists)('JSON list: %s', async (_, content, taken, problems) => {
    expect(await outcome(await fileOf('notes.json', content))).toEqual({ taken, problems })
  })

  it('JSON list: a record of 100 MB', async () => {
    const path = await hundredMegabytes(
      '[{"id":"a","text":"x"},\n{"id":"b","text":"',
      '},\n{"id":"c","text":"x"}]',
      '"',
    )
    expect(await outcome(path)).toEqual({
      taken: ['a', 'c'],
      problems: ['2: The record is larger than 16,777,216 bytes.'],
    })
  })
})

async function hundredMegabytes(before: string, after: string, closing: string): Promise<string> {
  const path = join(await temporaryFolder(), 'long.txt')
  const file = await open(path, 'w')
  await file.write(before)
  const part = Buffer.alloc(1_000_000, 'x')
  for (let count = 0; count < 100; count++) await file.write(part)
  await file.write(closing + after)
  await file.close()
  return path
}

describe('files that cannot be read are refused by what they are', () => {
  const files: [string, Uint8Array | string, string][] = [
    ['notes.csv', gzipSync('note_id,note\na,x\n').subarray(0, 20), 'a gzip archive'],
    ['notes.csv', Buffer.from('PK\u0003\u0004rest'), 'a ZIP archive or an Office document'],
    ['notes.txt', '%PDF-1.7 and so on', 'a PDF'],
    ['notes.json', '{\\rtf1 text}', 'rich text'],
    ['notes.xml', '<?xml version="1.0"?><a/>', 'XML'],
    ['notes.csv', Buffer.alloc(4000, 1), 'no text'],
    [
      'notes.csv',
      'A sentence without any column. And more.\nAnother line of it.\n',
      'plain text without columns',
    ],
    ['notes.json', '{"broken', 'It begins like JSON, but line 1'],
    ['notes.csv', '', 'is empty'],
  ]
  it.each(files)('%s that is %#', async (name, content, seen) => {
    const path = await fileOf(name, content)
    await expect(recognise([path])).rejects.toMatchObject({
      name: 'Refusal',
      message: expect.stringContaining(seen),
    })
  })

  it('a path that is not there, and a file that goes away between choosing and reading', async () => {
    await expect(recognise(['/nowhere/notes.csv'])).rejects.toMatchObject({
      code: 'source-unreadable',
      message: '"notes.csv" could not be opened (ENOENT).',
    })
    const path = await fileOf('notes.csv', 'note_id,note\na,fine\n')
    const source = await recognise([path])
    const gone = source.files.map((file) => ({ ...file, path: `${file.path}.gone` }))
    expect(await readWholeSource({ ...source, files: gone })).toEqual({
      records: [],
      problems: [
        { file: 'notes.csv', line: null, reason: 'The file could not be opened (ENOENT).' },
      ],
      passedOver: 0,
    })
  })
})
