import type { NotDefined } from '../../contract/statistics'
import { notDefined } from './outcome'

/**
 * Holm's step-down adjustment of p-values for several comparisons (Scand. J. Stat. 6, 1979): the
 * chance that any true null hypothesis is refused stays below the level. In the order given.
 */
export function holm(pValues: readonly number[]): readonly number[] | NotDefined {
  if (pValues.some((p) => !(p >= 0 && p <= 1))) return notDefined('unsuitable-input')
  const order = pValues.map((_, index) => index).sort((one, two) => pValues[one]! - pValues[two]!)
  const adjusted = new Array<number>(pValues.length)
  let least = 0
  order.forEach((index, rank) => {
    least = Math.max(least, Math.min(1, (pValues.length - rank) * pValues[index]!))
    adjusted[index] = least
  })
  return adjusted
}
