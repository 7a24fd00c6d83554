import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReleaseCheck } from '../../../contract/release'
import { type CriterionName, criterionNames } from '../../../contract/study-figures'
import { useFormat } from '../../ui/use-format'

interface CriterionWords {
  readonly name: string
  readonly found: string
  readonly required: string
}

const shares: ReadonlySet<CriterionName> = new Set(['unacceptable-upper', 'sensitivity'])
const upperBounds: ReadonlySet<CriterionName> = new Set([
  'unacceptable-upper',
  'not-worse',
  'no-severe-harm',
])

/** A criterion of the study in words and with its units. */
export function useCriterionWords(): (check: ReleaseCheck) => CriterionWords {
  const { t } = useTranslation('release')
  const format = useFormat()
  return useCallback(
    ({ subject, value, target }) => {
      const name = criterionNames.find((one) => one === subject) ?? 'mean-score'
      const written = (figure: number): string => {
        if (shares.has(name)) return format.percent(figure, 2)
        return name === 'no-severe-harm' ? format.number(figure) : format.fixed(figure, 2)
      }
      const bound = upperBounds.has(name) ? 'atMost' : 'atLeast'
      return {
        name: t(`criterion.${name}`),
        found: value === null ? t('notSaid') : written(value),
        required: target === null ? '' : t(bound, { value: written(target) }),
      }
    },
    [t, format],
  )
}
