import type {
  CombinedTerms,
  CreativeCommons,
  LicenceDoubt,
  SourceTerms,
} from '../../contract/licences'
import type { SourceLicence } from '../../contract/share-pack'
import { tableCell } from '../text/table-cell'

/* What cards and the share pack say of licences. Files leave the house, so they are in English. */

export const licenceNames: Readonly<Record<CreativeCommons, string>> = {
  'CC0-1.0': 'CC0 1.0 Universal',
  'CC-BY-4.0': 'CC BY 4.0',
  'CC-BY-SA-4.0': 'CC BY-SA 4.0',
  'CC-BY-NC-4.0': 'CC BY-NC 4.0',
  'CC-BY-NC-SA-4.0': 'CC BY-NC-SA 4.0',
}

/** Where the legal text of each stands. */
export const licenceAddresses: Readonly<Record<CreativeCommons, string>> = {
  'CC0-1.0': 'https://creativecommons.org/publicdomain/zero/1.0/legalcode',
  'CC-BY-4.0': 'https://creativecommons.org/licenses/by/4.0/legalcode',
  'CC-BY-SA-4.0': 'https://creativecommons.org/licenses/by-sa/4.0/legalcode',
  'CC-BY-NC-4.0': 'https://creativecommons.org/licenses/by-nc/4.0/legalcode',
  'CC-BY-NC-SA-4.0': 'https://creativecommons.org/licenses/by-nc-sa/4.0/legalcode',
}

const asks: Readonly<Record<CreativeCommons, string>> = {
  'CC0-1.0': 'it may be used without conditions',
  'CC-BY-4.0': 'it may be shared with attribution',
  'CC-BY-SA-4.0': 'it may be shared with attribution and only under the same terms',
  'CC-BY-NC-4.0': 'it may be shared with attribution, not for commercial use',
  'CC-BY-NC-SA-4.0':
    'it may be shared with attribution, not for commercial use, and only under the same terms',
}

const doubtWords: Readonly<Record<LicenceDoubt, string>> = {
  'no-source': 'no source is recorded',
  'not-recorded': 'the terms of at least one source are not recorded',
  'other-terms': 'at least one source stands under terms of its own, in the list below',
  'share-alike-narrowed':
    'one source asks for the same terms, which allow commercial use, and another allows none',
  'own-beside-share-alike':
    'one source asks that the whole may be passed on under its terms, and of another, written where this was made, nobody has said so',
}

/** The terms of the whole in one paragraph. */
export function wholeTerms({ licence, atLeast, doubts }: CombinedTerms): string {
  if (licence === 'own')
    return `All or part of it was written where this was made, and all rights in that stay there: ask before you share it or use it beyond reading.${atLeast === null ? '' : ` For what comes from elsewhere ${licenceNames[atLeast]} applies.`}`
  if (licence !== null)
    return `What was made of these sources stands under ${licenceNames[licence]} (${licence}): ${asks[licence]}.`
  const known =
    atLeast === null || atLeast === 'CC0-1.0'
      ? ''
      : ` What is known asks for at least ${licenceNames[atLeast]}: ${asks[atLeast]}.`
  return `Under which licence the whole stands is not settled: ${doubts.map((one) => doubtWords[one]).join('; ')}. Ask whoever gave it to you before you use it.${known}`
}

/** The terms of one source. */
export function termsText({ licence, licenceText, assumed }: SourceTerms): string {
  if (licence === null) return 'not recorded'
  if (licence === 'own') return 'written where this was made, all rights stay there'
  if (licence === 'other') return licenceText
  return assumed ? `${licence}, assumed from the format` : licence
}

/** Who is to be named; what asks for it and names nobody is said. */
function namedText({ licence, attribution }: SourceTerms): string {
  if (attribution !== '') return attribution
  return licence === 'CC0-1.0' || licence === 'own' ? 'nobody' : 'not recorded'
}

/** A table with the terms of each source and who is to be named. */
export function termsTable(sources: readonly SourceLicence[]): string[] {
  return [
    '| source | licence | to be named |',
    '| --- | --- | --- |',
    ...sources.map(
      ({ name, format, terms }) =>
        `| ${tableCell(`${name} (${format})`)} | ${tableCell(termsText(terms))} | ${tableCell(namedText(terms))} |`,
    ),
  ]
}
