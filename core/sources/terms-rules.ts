import {
  type CombinedTerms,
  type CreativeCommons,
  creativeCommons,
  type LicenceDoubt,
  noTerms,
  type SourceTerms,
} from '../../contract/licences'
import { Refusal } from '../kernel/refusal'
import { formatNames } from './formats/layouts'

/** Layouts of collections that are published under CC BY-NC-SA 4.0. */
const shareAlikeLayouts = [
  formatNames['pmc-patients-json'],
  formatNames['pmc-patients-csv'],
  formatNames['asclepius-csv'],
  'Asclepius',
]

/** What the name of a format suggests. That files have a layout does not prove where they come from. */
export function termsOfFormat(formatName: string): SourceTerms {
  return shareAlikeLayouts.some((name) => formatName.startsWith(name))
    ? { ...noTerms, licence: 'CC-BY-NC-SA-4.0', assumed: true }
    : noTerms
}

/** Terms as they are stored: words belong to other terms alone, and nothing is assumed of nothing. */
export function orderlyTerms(terms: SourceTerms): SourceTerms {
  if (terms.licence === 'other' && terms.licenceText === '')
    throw new Refusal(
      'no-licence-words',
      'Say in words which terms apply, or choose that they are not recorded. Nothing was changed.',
    )
  return {
    ...terms,
    licenceText: terms.licence === 'other' ? terms.licenceText : '',
    assumed: terms.assumed && terms.licence !== null,
  }
}

/**
 * The terms of a whole that is made of several sources: whatever one of the published licences asks
 * for (to name the authors, no commercial use, the same terms) the whole asks for. A doubt leaves it
 * open. It is a reading of what was recorded and no legal advice: it knows nothing of exceptions, of
 * other rights in the texts, or of whether a recorded licence was rightly given.
 */
export function combineTerms(sources: readonly SourceTerms[]): CombinedTerms {
  const published = creativeCommons.filter((id) => sources.some(({ licence }) => licence === id))
  const isOwn = sources.some(({ licence }) => licence === 'own')
  const doubts = doubtsOf(sources, published, isOwn)
  const atLeast = strictest(published)
  return {
    licence: doubts.length > 0 ? null : isOwn ? 'own' : atLeast,
    atLeast,
    doubts,
  }
}

function doubtsOf(
  sources: readonly SourceTerms[],
  published: readonly CreativeCommons[],
  isOwn: boolean,
): LicenceDoubt[] {
  const has = (wanted: SourceTerms['licence']) => sources.some(({ licence }) => licence === wanted)
  const asks = (part: Condition) => published.some((id) => conditionsOf(id).has(part))
  const found: Readonly<Record<LicenceDoubt, boolean>> = {
    'no-source': sources.length === 0,
    'not-recorded': has(null),
    'other-terms': has('other'),
    'share-alike-narrowed': has('CC-BY-SA-4.0') && asks('NC'),
    'own-beside-share-alike': isOwn && asks('SA'),
  }
  return (Object.keys(found) as LicenceDoubt[]).filter((doubt) => found[doubt])
}

type Condition = 'BY' | 'NC' | 'SA'

function conditionsOf(id: CreativeCommons): ReadonlySet<string> {
  return new Set(id.split('-'))
}

/** The licence that asks for everything that one of them asks for; null of none. */
function strictest(published: readonly CreativeCommons[]): CreativeCommons | null {
  if (published.length === 0) return null
  const asked = (['BY', 'NC', 'SA'] as const).filter((part: Condition) =>
    published.some((id) => conditionsOf(id).has(part)),
  )
  return creativeCommons.find((id) => id === (asked.length === 0 ? 'CC0-1.0' : ccBy(asked))) ?? null
}

function ccBy(asked: readonly Condition[]): string {
  return `CC-${asked.join('-')}-4.0`
}
