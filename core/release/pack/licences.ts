import type { SourceLicence } from '../../../contract/share-pack'
import { combineTerms } from '../../sources/terms-rules'
import { termsTable, wholeTerms } from '../../sources/terms-words'

/** What LICENSES/README.md says, and what the cards repeat. */
export function licenceLines(sources: readonly SourceLicence[], baseName: string): string[] {
  return [
    wholeTerms(combineTerms(sources.map(({ terms }) => terms))),
    '',
    ...termsTable(sources),
    '',
    'The first sentence is a reading of what was recorded for each source, by a fixed rule, and no legal advice. The texts or addresses of the licences are in `LICENSES/`.',
    '',
    `The base model, ${baseName}, is not in this pack; its own licence applies to it and to what is run with it.`,
  ]
}
