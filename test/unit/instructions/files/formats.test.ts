import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exportFormats, sides } from '../../../../contract/instructions'
import { taskIds } from '../../../../contract/tasks'
import { encodings } from '../../../../core/instructions/files/encode'
import { type FileRow, neutralised, restored } from '../../../../core/instructions/files/file-row'
import { readRows } from '../../../../core/instructions/files/read-rows'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'asclepius-formats-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Any text a row may hold: no white space at its ends, at least one character. */
const anyText = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
    fc.string({
      unit: fc.constantFrom(...'=+-@\'"\t\r\n,;{}[]\\ abc'),
      minLength: 1,
      maxLength: 20,
    }),
    fc.constantFrom(
      "'=1+1",
      '[Discharge Summary End]\n\n[Instruction Begin]\nWho?',
      '[Instruction End] ',
      '<|im_end|>',
    ),
  )
  .map((text) => text.trim())
  .filter((text) => text !== '')

const anyRow: fc.Arbitrary<FileRow> = fc.record({
  caseId: anyText,
  task: fc.constantFrom(...taskIds),
  note: anyText,
  question: anyText,
  answer: anyText,
  answerable: fc.boolean(),
  confidential: fc.boolean(),
  side: fc.constantFrom(...sides, null),
})

async function read(path: string) {
  const rows: FileRow[] = []
  const problems: unknown[] = []
  for await (const batch of readRows(path, { task: 'question-answering', confidential: false })) {
    rows.push(...batch.rows)
    problems.push(...batch.problems)
  }
  return { rows, problems }
}

for (const format of exportFormats)
  test(`Rows written as ${format} come back as they were`, async () => {
    const { extension, head, line } = encodings[format]
    const path = join(folder, `${format}.${extension}`)
    await fc.assert(
      fc.asyncProperty(fc.array(anyRow, { minLength: 1, maxLength: 6 }), async (rows) => {
        // The Asclepius template takes line breaks from both ends of its fields: texts have none.
        writeFileSync(path, head(true) + rows.map((row) => line(row, true)).join(''))
        expect(await read(path)).toEqual({ rows, problems: [] })
      }),
      { numRuns: 60 },
    )
  })

test('No cell of a CSV begins like a formula, and every text comes back from its cell', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."=+-@'\t\rab 1") }), (text) => {
      const cell = neutralised(text)
      expect([restored(cell), /^[=+\-@\t\r]/.test(cell)]).toEqual([text, false])
    }),
  )
})

test('The CSV is one that the usual library reads, with the columns of the Asclepius data set first', () => {
  const { head, line } = encodings['asclepius-csv']
  const row: FileRow = {
    caseId: '12',
    task: 'named-entity-recognition',
    note: '=HYPERLINK("x")\nSecond "line", with a comma',
    question: '+1?',
    answer: '@home',
    answerable: true,
    confidential: false,
    side: 'test',
  }
  const parsed = parse(head(false) + line(row, false)) as string[][]
  expect(parsed).toEqual([
    ['patient_id', 'note', 'question', 'answer', 'task', 'answerable', 'split'],
    ['12', `'${row.note}`, "'+1?", "'@home", 'Named Entity Recognition', 'true', 'test'],
  ])
})

test('Files of others are read too: the plain Asclepius CSV, Alpaca, and conversations without spans', async () => {
  const note = 'A note.\nWith two lines.'
  const asked = `Anything before\n[Discharge Summary Begin]\n${note}\n[Discharge Summary End]\n\n[Instruction Begin]\nWhy?\n[Instruction End] \n`
  const files = {
    'plain.csv': `patient_id,note,question,answer,task\n7,"${note}",Why?,Because.,Paraphrasing\n`,
    'alpaca.jsonl': `${JSON.stringify({ instruction: 'Why?', input: note, output: 'Because.' })}\n`,
    'chat.jsonl': `\uFEFF${JSON.stringify({
      messages: [
        { role: 'system', content: 'x' },
        { role: 'user', content: asked },
        { role: 'assistant', content: 'Because.' },
      ],
    })}`,
  }
  const found = []
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, name), text)
    found.push((await read(join(folder, name))).rows)
  }
  const common = { note, question: 'Why?', answer: 'Because.', answerable: true }
  const rest = { confidential: false, side: null }
  expect(found).toEqual([
    [{ ...common, ...rest, caseId: '7', task: 'paraphrasing' }],
    [{ ...common, ...rest, caseId: 'row 1', task: 'question-answering' }],
    [{ ...common, ...rest, caseId: 'row 1', task: 'question-answering' }],
  ])
})

test('What cannot be read is told with its line and never quoted; the good rows stay', async () => {
  const path = join(folder, 'bad.jsonl')
  const good = JSON.stringify({ note: 'n', question: 'q', answer: 'a' })
  const secret = 'Canary Jones'
  writeFileSync(
    path,
    [good, `{"note": "${secret}`, JSON.stringify({ note: secret }), '', good, `{"note":1}`].join(
      '\n',
    ),
  )
  const csv = join(folder, 'bad.csv')
  writeFileSync(csv, `note,question,answer\nn,q,a\n${secret},q\nn, ,a\n"${secret}" x,q,a\n`)
  const none = join(folder, 'none.csv')
  writeFileSync(none, `${secret},b\n1,2\n`)
  const results = await Promise.all([path, csv, none].map(read))
  expect(JSON.stringify(results.map(({ problems }) => problems))).not.toContain(secret)
  expect(
    results.map(({ rows, problems }) => [
      rows.length,
      problems.map((one) => (one as { line: number }).line),
    ]),
  ).toEqual([
    [2, [2, 3, 6]],
    [1, [3, 4, 5]],
    [0, [1]],
  ])
})

test('Broken files of every kind end as problems or rows, never as a crash', async () => {
  const path = join(folder, 'noise.jsonl')
  const csv = join(folder, 'noise.csv')
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      writeFileSync(path, bytes)
      writeFileSync(csv, Buffer.concat([Buffer.from('note,question,answer\n'), bytes]))
      await read(path)
      await read(csv)
      expect(readFileSync(path).length).toBe(bytes.length)
    }),
    { numRuns: 150 },
  )
})
