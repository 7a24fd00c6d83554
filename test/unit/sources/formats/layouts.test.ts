import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { recognise } from '../../../../core/sources/formats/detect'
import { readRecords } from '../../../../core/sources/formats/read'
import { fileOf, importWhole, readWholeSource, temporaryFolder } from './files'

const pmcRecord = {
  patient_id: '7',
  patient_uid: '1234-1',
  PMID: null,
  file_path: '',
  title: 'A case',
  patient: 'A man.\r\nHe recovered.',
  age: [
    [1.0, 'year'],
    [3, 'month'],
  ],
  gender: 'M',
  similar_patients: { '99-1': 2 },
}
const pmcTaken = {
  externalId: '1234-1',
  title: 'A case',
  text: 'A man.\nHe recovered.',
  extra: { patient_id: '7', title: 'A case', age: '1 year 3 months', gender: 'M' },
}

describe('recognise and readRecords', () => {
  it('take PMC-Patients as JSON, whatever the file is called and however it is laid out', async () => {
    const pretty = await fileOf('reports.txt', JSON.stringify([pmcRecord, pmcRecord], null, 2))
    expect(await importWhole(pretty)).toEqual({
      format: 'pmc-patients-json',
      records: [
        { ...pmcTaken, line: 2 },
        { ...pmcTaken, line: 24 },
      ],
      problems: [],
      passedOver: 0,
    })
    const compact = await fileOf('reports.json', JSON.stringify([pmcRecord, pmcRecord]))
    expect((await importWhole(compact)).records).toEqual([
      { ...pmcTaken, line: 1 },
      { ...pmcTaken, line: 1 },
    ])
    const lines = await fileOf(
      'reports.json',
      `${JSON.stringify(pmcRecord)}\n\n${JSON.stringify(pmcRecord)}\n`,
    )
    expect(await importWhole(lines)).toMatchObject({
      format: 'jsonl',
      records: [
        { ...pmcTaken, line: 1 },
        { ...pmcTaken, line: 3 },
      ],
    })
    const inside = await fileOf(
      'reports.json',
      JSON.stringify({ version: 'entry', cases: [pmcRecord] }),
    )
    expect((await importWhole(inside)).records).toEqual([{ ...pmcTaken, line: 1 }])
    const single = await fileOf('report.json', JSON.stringify(pmcRecord, null, 1))
    expect((await importWhole(single)).records).toEqual([{ ...pmcTaken, line: 1 }])
  })

  it('take PMC-Patients as CSV with its Python lists', async () => {
    const path = await fileOf(
      'PMC-Patients.csv',
      'patient_id,patient_uid,PMID,file_path,title,patient,age,gender\n7,1234-1,,,A case,"A man.\r\nHe recovered.","[[1.0, \'year\'], [3.0, \'month\']]",M\n',
    )
    expect(await importWhole(path)).toEqual({
      format: 'pmc-patients-csv',
      records: [{ ...pmcTaken, line: 2 }],
      problems: [],
      passedOver: 0,
    })
  })

  it('take the Asclepius CSV, with question, answer and task beside the note', async () => {
    const path = await fileOf(
      'a.csv',
      'patient_id,note,question,answer,task\n4,"N, 1",Q?,A.,Summarization\n',
    )
    const source = await recognise([path])
    expect({ ...source, files: source.files.map(({ name }) => name) }).toEqual({
      format: 'asclepius-csv',
      formatName: 'Asclepius CSV, UTF-8',
      files: ['a.csv'],
      totalBytes: 66,
      encoding: 'utf-8',
      delimiter: ',',
      columns: [
        { name: 'patient_id', samples: ['4'] },
        { name: 'note', samples: ['N, 1'] },
        { name: 'question', samples: ['Q?'] },
        { name: 'answer', samples: ['A.'] },
        { name: 'task', samples: ['Summarization'] },
      ],
      suggestedMapping: { text: 'note', title: null, externalId: 'patient_id' },
      confidence: 'certain',
      explanation:
        'The first row names 5 columns, separated by commas, as in the Asclepius CSV layout.',
      passedOverFiles: 0,
    })
    expect((await readWholeSource(source)).records).toEqual([
      {
        externalId: '4',
        title: '',
        text: 'N, 1',
        extra: { question: 'Q?', answer: 'A.', task: 'Summarization' },
        line: 2,
      },
    ])
  })

  it('take the MTSamples CSV with its nameless first column', async () => {
    const path = await fileOf(
      'mt.csv',
      ',description,medical_specialty,sample_name,transcription,keywords\n0,D, Surgery, Repair ,"TEXT:, more",k\n',
    )
    expect(await importWhole(path)).toMatchObject({
      format: 'mtsamples-csv',
      records: [{ externalId: '0', title: 'Repair', text: 'TEXT:, more' }],
    })
  })

  it('find the delimiter, and the text as the longest column where no name says it', async () => {
    const rows = 'Nr;Befund;Ort\n1;Ein langer Befund, mit Komma;A\n2;Noch ein Befund, länger;B\n'
    const source = await recognise([await fileOf('befunde.csv', Buffer.from(rows, 'latin1'))])
    expect([source.format, source.delimiter, source.encoding, source.suggestedMapping]).toEqual([
      'csv',
      ';',
      'windows-1252',
      { text: 'Befund', title: null, externalId: null },
    ])
    const { records } = await readWholeSource(source)
    expect(records[1]).toEqual({
      externalId: 'befunde.csv:3',
      title: '',
      text: 'Noch ein Befund, länger',
      extra: { Nr: '2', Ort: 'B' },
      line: 3,
    })
  })

  it.each([
    ['utf-8-bom', (text: string) => Buffer.from(`\ufeff${text}`)],
    ['utf-16le', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['utf-16be', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
    ['utf-16le', (text: string) => Buffer.from(text, 'utf16le')],
  ] as const)('read %s, over the ends of pieces too', async (encoding, encode) => {
    const note = 'Fièvre “38,5 °C” 😀 '.repeat(4000)
    const rows = Array.from({ length: 12 }, (_, row) => `${row},"${note}"`).join('\n')
    const source = await recognise([await fileOf('n.csv', encode(`note_id,note\n${rows}\n`))])
    const { records, problems } = await readWholeSource(source)
    expect([source.encoding, problems, records.length]).toEqual([encoding, [], 12])
    expect(records.every((record) => record.text === note)).toBe(true)
  })

  it('read Windows-1252 by its table', async () => {
    const path = await fileOf(
      'n.csv',
      Buffer.from([...Buffer.from('note_id,note\n1,'), 0x80, 0x93, 0xe9, 0x94, 0x0a]),
    )
    expect((await importWhole(path)).records[0]?.text).toBe('€“é”')
  })

  it('read a folder of texts with the folders below it, and pass over other files', async () => {
    const folder = await temporaryFolder()
    await mkdir(join(folder, 'ward'))
    await writeFile(join(folder, 'b.txt'), Buffer.from('Fi\xe8vre', 'latin1'))
    await writeFile(join(folder, 'a.TXT'), '\ufeffFirst, note\n')
    await writeFile(join(folder, 'empty.txt'), '')
    await writeFile(join(folder, 'ward', 'c.txt'), 'Third')
    await writeFile(join(folder, 'ward', 'd.pdf'), '%PDF')
    const source = await recognise([folder])
    expect([source.format, source.passedOverFiles]).toEqual(['text-folder', 1])
    expect(await readWholeSource(source)).toEqual({
      records: [
        { externalId: 'a.TXT', title: 'a', text: 'First, note\n', extra: { title: 'a' }, line: 1 },
        { externalId: 'b.txt', title: 'b', text: 'Fièvre', extra: { title: 'b' }, line: 1 },
        { externalId: 'ward/c.txt', title: 'c', text: 'Third', extra: { title: 'c' }, line: 1 },
      ],
      problems: [{ file: 'empty.txt', line: 1, reason: 'The text is empty (column "text").' }],
      passedOver: 0,
    })
    await expect(recognise([join(folder, '..', 'nowhere')])).rejects.toMatchObject({
      code: 'source-unreadable',
    })
    const other = await temporaryFolder()
    await writeFile(join(other, 'd.pdf'), '%PDF')
    await expect(recognise([other])).rejects.toMatchObject({
      code: 'source-folder-without-text',
      message: expect.stringContaining('Seen: 1 × .pdf.'),
    })
  })

  it('read several files as one source only where they are alike', async () => {
    const one = await fileOf('one.csv', 'note_id,note\n1,a b\n')
    const two = await fileOf('two.csv', 'note_id,note\n2,c d\n')
    const other = await fileOf('other.csv', 'note_id;note\n2;c d\n')
    const { records } = await readWholeSource(await recognise([one, two]))
    expect(records.map((record) => record.externalId)).toEqual(['1', '2'])
    await expect(recognise([one, other])).rejects.toMatchObject({ code: 'source-mixed' })
  })

  it('refuse a mapping to a column that is not there', async () => {
    const source = await recognise([await fileOf('one.csv', 'note_id,note\n1,a b\n')])
    const mapping = { text: 'nowhere', title: null, externalId: null }
    await expect(readWholeSource(source, mapping)).rejects.toMatchObject({
      code: 'source-column-unknown',
      message: 'There is no column "nowhere". Choose one of: note_id, note.',
    })
  })

  it('hand over batches of the size wished for, with growing progress, and stop when told to', async () => {
    const rows = Array.from({ length: 25 }, (_, row) => `${row},text`).join('\n')
    const source = await recognise([await fileOf('one.csv', `note_id,note\n${rows}\n`)])
    const sizes: number[] = []
    let last = 0
    for await (const batch of readRecords(source, source.suggestedMapping, { batchRecords: 10 })) {
      sizes.push(batch.records.length)
      expect(batch.bytesRead).toBeGreaterThanOrEqual(last)
      last = batch.bytesRead
    }
    expect([sizes, last]).toEqual([[10, 10, 5], source.totalBytes])
    const stop = new AbortController()
    const reading = async () => {
      const options = { batchRecords: 10, signal: stop.signal }
      for await (const _ of readRecords(source, source.suggestedMapping, options)) stop.abort()
    }
    await expect(reading()).rejects.toMatchObject({ name: 'AbortError' })
  })
})

describe('FHIR R4', () => {
  const attachment = (text: string, contentType = 'text/plain') => ({
    attachment: { contentType, data: Buffer.from(text).toString('base64') },
  })
  const document = {
    resourceType: 'DocumentReference',
    id: 'd1',
    status: 'current',
    type: { coding: [{ code: '18842-5', display: 'Discharge summary' }] },
    subject: { reference: 'Patient/p1' },
    date: '2024-03-01',
    content: [attachment('Fièvre'), attachment('second'), attachment('x', 'application/pdf')],
  }
  const extra = {
    title: 'Discharge summary',
    type: 'Discharge summary',
    date: '2024-03-01',
    status: 'current',
    subject: 'Patient/p1',
  }
  const taken = [
    { externalId: 'd1', title: 'Discharge summary', text: 'Fièvre', extra },
    { externalId: 'd1#2', title: 'Discharge summary', text: 'second', extra },
  ]
  const pdf = 'An attachment is application/pdf: only text/plain is read.'

  it('takes the text attachments of a single document, a bundle and NDJSON', async () => {
    const bundle = {
      resourceType: 'Bundle',
      type: 'searchset',
      entry: [
        { resource: { resourceType: 'Patient', id: 'p1' } },
        { fullUrl: 'x', resource: document },
      ],
    }
    const files = [
      await fileOf('document.json', JSON.stringify(document, null, 2)),
      await fileOf('bundle.json', JSON.stringify(bundle)),
      await fileOf('all.ndjson', `${JSON.stringify(bundle)}\n${JSON.stringify(document)}\n`),
    ]
    const outcomes = []
    for (const file of files) {
      const { format, records, problems, passedOver } = await importWhole(file)
      const lines = records.map((record) => record.line)
      const plain = records.map(({ line: _, ...record }) => record)
      outcomes.push({
        format,
        plain,
        lines,
        reasons: problems.map((problem) => problem.reason),
        passedOver,
      })
    }
    expect(outcomes).toEqual([
      { format: 'fhir-json', plain: taken, lines: [1, 1], reasons: [pdf], passedOver: 0 },
      { format: 'fhir-json', plain: taken, lines: [1, 1], reasons: [pdf], passedOver: 1 },
      {
        format: 'fhir-ndjson',
        plain: [...taken, ...taken],
        lines: [1, 1, 2, 2],
        reasons: [pdf, pdf],
        passedOver: 1,
      },
    ])
  })

  it('reports what an attachment lacks', async () => {
    const documents = [
      { ...document, content: [] },
      { ...document, content: [{ attachment: { contentType: 'text/plain', url: 'Binary/1' } }] },
      { ...document, content: [{ attachment: { contentType: 'text/plain', data: '§§§§' } }] },
    ]
    const path = await fileOf('d.ndjson', documents.map((each) => JSON.stringify(each)).join('\n'))
    expect((await importWhole(path)).problems).toEqual([
      { file: 'd.ndjson', line: 1, reason: 'The document has no content.' },
      {
        file: 'd.ndjson',
        line: 2,
        reason: 'An attachment lies elsewhere: its text is not in this file.',
      },
      { file: 'd.ndjson', line: 3, reason: 'The data of an attachment is no base64.' },
    ])
  })
})
