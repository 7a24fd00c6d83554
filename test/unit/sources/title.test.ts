import { expect, test } from 'vitest'
import { titleOf } from '../../../core/sources/title'

const titled = (text: string, title = '', externalId = 'LOCAL-01') =>
  titleOf({ title, externalId, text })

test('A record is called by its title, else by its first line', () => {
  expect([
    titled('anything', 'A case of fever'),
    titled('\n  A 52-year-old man   came with fever.\nThen'),
    titled('x'.repeat(200)).length,
  ]).toEqual(['A case of fever', 'A 52-year-old man came with fever.', 90])
})

test('Bare headings and lines of who the patient is are passed over, and the record says its number', () => {
  expect([
    titled('CHIEF COMPLAINT\n\nAnnual exam.\n\nHISTORY\n'),
    titled('CC:\nRight middle finger pain.'),
    titled('History of present illness:\r\nMs. Hill is 41.\r\n'),
    titled(
      'DISCHARGE SUMMARY\nPatient: E. Whitcombe   MRN: 0041\nDOB: 1951\nShort of breath x 5 days',
    ),
    titled('DISCHARGE SUMMARY\nAnnual exam.', '', ''),
    titled('DISCHARGE SUMMARY\nPatient: E. Whitcombe'),
    titled('Date: 3 May\n'.repeat(400)),
  ]).toEqual([
    'LOCAL-01 · Annual exam.',
    'LOCAL-01 · Right middle finger pain.',
    'LOCAL-01 · Ms. Hill is 41.',
    'LOCAL-01 · Short of breath x 5 days',
    'Annual exam.',
    'LOCAL-01 · DISCHARGE SUMMARY',
    'LOCAL-01 · Date: 3 May',
  ])
})
