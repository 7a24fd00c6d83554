import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  combinedTerms,
  creativeCommons,
  type Licence,
  licences,
  noTerms,
  type SourceTerms,
} from '../../../contract/licences'
import { combineTerms, orderlyTerms, termsOfFormat } from '../../../core/sources/terms-rules'
import { wholeTerms } from '../../../core/sources/terms-words'

const under = (licence: Licence | null): SourceTerms => ({
  ...noTerms,
  licence,
  licenceText: licence === 'other' ? 'By letter' : '',
})
const combined = (...sources: readonly (Licence | null)[]) => combineTerms(sources.map(under))
/** To name the authors, no commercial use, the same terms. */
const asked = (id: string): string[] => ['BY', 'NC', 'SA'].filter((part) => id.includes(part))

test('What one source asks for, the whole asks for', () => {
  const whole = (...sources: readonly Licence[]) => combined(...sources).licence
  expect([
    whole('CC0-1.0'),
    whole('CC0-1.0', 'CC-BY-4.0'),
    whole('CC-BY-4.0', 'CC-BY-SA-4.0'),
    whole('CC-BY-4.0', 'CC-BY-NC-4.0', 'CC0-1.0'),
    whole('CC-BY-NC-4.0', 'CC-BY-NC-SA-4.0'),
    whole('CC0-1.0', 'CC-BY-NC-SA-4.0'),
  ]).toEqual([
    'CC0-1.0',
    'CC-BY-4.0',
    'CC-BY-SA-4.0',
    'CC-BY-NC-4.0',
    'CC-BY-NC-SA-4.0',
    'CC-BY-NC-SA-4.0',
  ])
})

test('What was written here keeps all rights, but not beside a source that asks for the same terms', () => {
  expect([
    combined('own'),
    combined('own', 'CC-BY-NC-4.0'),
    combined('own', 'CC-BY-NC-SA-4.0'),
  ]).toEqual([
    { licence: 'own', atLeast: null, doubts: [] },
    { licence: 'own', atLeast: 'CC-BY-NC-4.0', doubts: [] },
    { licence: null, atLeast: 'CC-BY-NC-SA-4.0', doubts: ['own-beside-share-alike'] },
  ])
})

test('What is not recorded, told in words or contradicts itself leaves the whole open, and what is known stays said', () => {
  expect([
    combined(),
    combined('CC0-1.0', null),
    combined('CC-BY-NC-SA-4.0', null),
    combined('CC-BY-4.0', 'other'),
    combined('CC-BY-SA-4.0', 'CC-BY-NC-4.0'),
  ]).toEqual([
    { licence: null, atLeast: null, doubts: ['no-source'] },
    { licence: null, atLeast: 'CC0-1.0', doubts: ['not-recorded'] },
    { licence: null, atLeast: 'CC-BY-NC-SA-4.0', doubts: ['not-recorded'] },
    { licence: null, atLeast: 'CC-BY-4.0', doubts: ['other-terms'] },
    { licence: null, atLeast: 'CC-BY-NC-SA-4.0', doubts: ['share-alike-narrowed'] },
  ])
})

test('No order of the sources and no further source ever makes the whole freer', () => {
  const anyLicence = fc.constantFrom(...licences, null)
  fc.assert(
    fc.property(fc.array(anyLicence, { maxLength: 6 }), anyLicence, (sources, further) => {
      const before = combined(...sources)
      const after = combined(...sources, further)
      expect(combined(...[...sources].reverse())).toEqual(before)
      expect(combinedTerms.parse(after)).toEqual(after)
      expect(asked(after.atLeast ?? '')).toEqual(
        ['BY', 'NC', 'SA'].filter((part) =>
          [...sources, further].some((id) => asked(id ?? '').includes(part)),
        ),
      )
      // A doubt stays, but for the one that there is nothing at all.
      for (const doubt of before.doubts)
        if (doubt !== 'no-source') expect(after.doubts).toContain(doubt)
    }),
  )
})

test('The words for the whole name its licence, or every doubt about it', () => {
  const settled = creativeCommons.map((id) => wholeTerms(combined(id)))
  expect({
    named: settled.map((text, at) => text.includes(`(${creativeCommons[at]})`)),
    open: wholeTerms(combined('CC-BY-NC-4.0', null, 'other')),
  }).toEqual({
    named: creativeCommons.map(() => true),
    open: 'Under which licence the whole stands is not settled: the terms of at least one source are not recorded; at least one source stands under terms of its own, in the list below. Ask whoever gave it to you before you use it. What is known asks for at least CC BY-NC 4.0: it may be shared with attribution, not for commercial use.',
  })
})

test('The layouts of published collections suggest their licence; a layout that anybody may use suggests none', () => {
  const licenceOf = (format: string) => termsOfFormat(format).licence
  expect([
    termsOfFormat('PMC-Patients JSON, UTF-8'),
    licenceOf('PMC-Patients CSV, UTF-8'),
    licenceOf('Asclepius CSV, UTF-8'),
    licenceOf('MTSamples CSV, UTF-8'),
    licenceOf('CSV, UTF-8'),
  ]).toEqual([
    { ...under('CC-BY-NC-SA-4.0'), assumed: true },
    'CC-BY-NC-SA-4.0',
    'CC-BY-NC-SA-4.0',
    null,
    null,
  ])
})

test('Words are kept for other terms alone, which need them, and nothing is assumed of nothing', () => {
  const words = { ...noTerms, licenceText: 'By letter', assumed: true }
  expect([
    orderlyTerms({ ...words, licence: 'CC-BY-4.0' }),
    orderlyTerms({ ...words, licence: 'other', assumed: false }),
    orderlyTerms(words),
  ]).toEqual([{ ...under('CC-BY-4.0'), assumed: true }, under('other'), noTerms])
  expect(() => orderlyTerms({ ...noTerms, licence: 'other' })).toThrow(/Say in words which terms/)
})
