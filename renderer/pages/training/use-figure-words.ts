import type { TOptions } from 'i18next'
import { useCallback } from 'react'
import { useFormat } from '../../ui/use-format'
import { rateWords } from './plan-number'

type Figures = Readonly<Record<string, number>>

const rates = new Set(['rate', 'usual', 'difference', 'tolerance', 'decay'])
const losses = new Set(['loss'])

/** The contract's figures as words, by their names: sizes, times, shares, rates, and counts. */
export function useFigureWords(): (figures: Figures) => TOptions {
  const format = useFormat()
  return useCallback(
    (figures) =>
      Object.fromEntries(
        Object.entries(figures).map(([name, value]) => {
          // The translation keeps the name `context` for itself.
          if (name === 'context') return ['contextTokens', format.number(value)]
          if (/bytes$/i.test(name)) return [name, format.bytes(value)]
          if (name === 'seconds') return [name, format.duration(value)]
          if (name === 'share') return [name, format.percent(value)]
          if (rates.has(name)) return [name, rateWords(value, format.language)]
          if (losses.has(name)) return [name, format.fixed(value, 4)]
          return [name, format.number(value, 1)]
        }),
      ),
    [format],
  )
}
