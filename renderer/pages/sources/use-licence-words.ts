import { useTranslation } from 'react-i18next'
import type { Licence, SourceTerms } from '../../../contract/licences'

/** Under which key the words of a licence stand: its identifier has dots in it. */
export const licenceKeys = {
  'CC0-1.0': 'cc0',
  'CC-BY-4.0': 'by',
  'CC-BY-SA-4.0': 'bySa',
  'CC-BY-NC-4.0': 'byNc',
  'CC-BY-NC-SA-4.0': 'byNcSa',
  own: 'own',
  other: 'other',
} as const satisfies Record<Licence, string>

export interface LicenceWords {
  readonly name: (licence: Exclude<Licence, 'other'> | null) => string
  /** With the words of other terms, and whether it is an assumption. */
  readonly terms: (terms: SourceTerms) => string
}

export function useLicenceWords(): LicenceWords {
  const { t } = useTranslation('sources')
  const name: LicenceWords['name'] = (licence) =>
    t(`terms.names.${licence === null ? 'none' : licenceKeys[licence]}`)
  return {
    name,
    terms: ({ licence, licenceText, assumed }) => {
      if (licence === 'other') return licenceText
      return assumed ? t('terms.assumed', { licence: name(licence) }) : name(licence)
    },
  }
}
