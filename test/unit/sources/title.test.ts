import { expect, test } from 'vitest'
import { titleOf } from '../../../core/sources/import-job'

const titled = (text: string, title = '', externalId = 'LOCAL-01') =>
  titleOf({ title, externalId, text })

test('A record is called by its title, else by its first line, and a bare heading gets its number', () => {
  expect([
    titled('anything', 'A case of fever'),
    titled('\n  A 52-year-old man came with fever.\nThen'),
    titled('DISCHARGE SUMMARY\nPatient'),
    titled('DISCHARGE SUMMARY\nPatient', '', ''),
    titled('x'.repeat(200)).length,
  ]).toEqual([
    'A case of fever',
    'A 52-year-old man came with fever.',
    'LOCAL-01 · DISCHARGE SUMMARY',
    'DISCHARGE SUMMARY',
    90,
  ])
})
