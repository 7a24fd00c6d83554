import { expect, test } from 'vitest'
import type { NoteFull } from '../../../contract/synthesis'
import { htmlReport } from '../../../core/headless/report-html'
import type { SampleRunReport } from '../../../core/headless/sample-run'

const lineage = {
  seed: 7,
  templateName: 'Discharge note',
  templateVersion: 1,
  tokens: 3,
  sourceSha256: 'ab'.repeat(32),
}

function note(title: string, state: { kept: boolean; restored: boolean }): NoteFull {
  return {
    title,
    ...state,
    gates: [
      { gate: 'units', caught: !state.kept || state.restored, detail: 'Not there: “8 days”.' },
    ],
    source: { text: 'Fever for 3 days.' },
    sourceMarks: [{ start: 10, end: 16, kind: 'number', supported: true }],
    text: 'Fever <b>for</b> 8 days.',
    noteMarks: [{ start: 17, end: 23, kind: 'number', supported: false }],
    lineage,
  } as unknown as NoteFull
}

const report = {
  kind: 'Asclepius Workstation sample run',
  researchOnly: 'Research use only.',
  at: '2026-01-02T03:04:05.000Z',
  appVersion: '0.1.0',
  machine: { statement: 'No GPU.', cpu: 'A processor', cores: 2 },
  model: null,
  collections: [{ name: 'Reports & notes', records: 3, confidential: true }],
  board: { notes: 3, kept: 2, restored: 1, gates: [] },
  notes: [
    note('Passed', { kept: true, restored: false }),
    note('Back', { kept: true, restored: true }),
    note('Out', { kept: false, restored: false }),
  ],
  learning: null,
  answers: [],
  audit: { intact: true, entries: 12 },
  seconds: { import: 0.4, synthesis: 239.2 },
} as unknown as SampleRunReport

test('the report says of each note whether it was kept, caught, or caught and brought back', () => {
  const html = htmlReport(report)
  const states = [...html.matchAll(/<summary>(\w+)<span class="state \w+">([^<]+)</g)]
  expect({
    states: states.map(([, title, state]) => [title, state]),
    board: /<p>(\d of \d notes kept[^<]*)</.exec(html)?.[1],
    time: html.includes('import 0.4 s, synthesis 3 min 59 s'),
  }).toEqual({
    states: [
      ['Passed', 'kept'],
      ['Back', 'caught, and brought back'],
      ['Out', 'caught'],
    ],
    board: '2 of 3 notes kept, 1 of them caught and brought back.',
    time: true,
  })
})

test('what a model wrote stands in the report as text, with the marks where they belong', () => {
  const html = htmlReport(report)
  expect(html).not.toContain('<b>')
  expect(html).toContain('Fever &#60;b&#62;for&#60;/b&#62; <u>8 days</u>.')
  expect(html).toContain('Fever for <i>3 days</i>.')
  expect(html).toContain('Reports &#38; notes')
})
