import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeSyntheticAsclepiusCsv } from '../../../fixtures/synthetic-asclepius-csv'
import { importWhole, temporaryFolder } from './files'

const resources = join(__dirname, '..', '..', '..', '..', 'resources', 'sample-project')
const shared =
  process.env.ASCLEPIUS_SHARED_DATA ??
  join(__dirname, '..', '..', '..', '..', '..', 'shared', 'data')
const noSharedData = !existsSync(shared)
const why = noSharedData ? ' (skipped: no shared data, set ASCLEPIUS_SHARED_DATA)' : ''

const words = (text: string) => text.split(/\s+/).filter((word) => word !== '').length

describe('the sample project', () => {
  it('holds fictional case reports of the promised number, length and breadth', async () => {
    const { format, records, problems } = await importWhole(join(resources, 'case-reports.json'))
    expect([format, records.length, problems]).toEqual(['pmc-patients-json', 18, []])
    expect(new Set(records.map((record) => record.externalId)).size).toBe(18)
    expect(new Set(records.map((record) => record.extra.specialty)).size).toBeGreaterThanOrEqual(10)
    expect(
      records.map((record) => words(record.text)).filter((count) => count < 250 || count > 500),
    ).toEqual([])
    expect(records[0]?.extra).toEqual({
      patient_id: '1',
      title: 'Late cardiac tamponade after pacemaker implantation in an anticoagulated man',
      age: '74 years',
      gender: 'M',
      specialty: 'Cardiology',
    })
  })

  it('holds four local notes and one instruction for each of the eight tasks on one of them', async () => {
    const { records, problems } = await importWhole(join(resources, 'local-notes.csv'))
    const ids = records.map((record) => record.externalId)
    expect([ids, problems]).toEqual([['LOCAL-01', 'LOCAL-02', 'LOCAL-03', 'LOCAL-04'], []])
    const queries: { task: string; noteId: string; instruction: string }[] = JSON.parse(
      readFileSync(join(resources, 'queries.json'), 'utf8'),
    )
    expect(new Set(queries.map((query) => query.task)).size).toBe(8)
    expect(
      queries.filter((query) => !ids.includes(query.noteId) || query.instruction === ''),
    ).toEqual([])
  })
})

describe(`the shared real data import whole${why}`, () => {
  it.skipIf(noSharedData)('every case report', async () => {
    const path = join(shared, 'case-reports', 'case-reports.json')
    const expected = JSON.parse(readFileSync(path, 'utf8')) as {
      patient_uid: string
      patient: string
    }[]
    const { format, records, problems } = await importWhole(path)
    expect([format, problems]).toEqual(['pmc-patients-json', []])
    expect(records.map(({ externalId, text }) => [externalId, text])).toEqual(
      expected.map((report) => [report.patient_uid, report.patient.replace(/\r\n?/g, '\n')]),
    )
    expect(records.length).toBe(18)
  })

  it.skipIf(noSharedData)('every clinical note', async () => {
    const { records, problems } = await importWhole(
      join(shared, 'clinical-notes', 'aci-bench-notes.csv'),
    )
    expect([records.length, problems]).toEqual([87, []])
    expect(records.filter((record) => words(record.text) < 50 || !record.extra.split)).toEqual([])
  })
})

describe('a synthetic Asclepius CSV', () => {
  it('is read whole, and the same seed writes the same bytes', async () => {
    const folder = await temporaryFolder()
    const path = join(folder, 'one.csv')
    const again = join(folder, 'again.csv')
    const bytes = await writeSyntheticAsclepiusCsv(path, 1500, 7)
    await writeSyntheticAsclepiusCsv(again, 1500, 7)
    const { format, records, problems } = await importWhole(path)
    expect([format, records.length, problems]).toEqual(['asclepius-csv', 1500, []])
    expect(records.map((record) => record.externalId)).toEqual(records.map((_, row) => String(row)))
    expect(bytes / 1500).toBeGreaterThan(2400)
    expect(readFileSync(path).equals(readFileSync(again))).toBe(true)
  })
})
