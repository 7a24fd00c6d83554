import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { english } from '../i18n/english'
import { useFormat } from './use-format'

type Unit = keyof typeof english.units extends infer K
  ? K extends `${infer U}_one`
    ? U
    : never
  : never

function isUnit(unit: string): unit is Unit {
  return `${unit}_one` in english.units
}

/** "2,140 notes" in the chosen language. The core names units in English; unknown ones stay so. */
export function useCounted(): (count: number, unit: string) => string {
  const { t } = useTranslation('units')
  const format = useFormat()
  return useCallback(
    (count, unit) => {
      const number = format.number(count)
      return isUnit(unit) ? t(unit, { count, number }) : `${number} ${unit}`
    },
    [t, format],
  )
}

/** The name of a unit alone, as in "41 notes/min". */
export function useUnitName(): (unit: string) => string {
  const { t } = useTranslation('units')
  return useCallback(
    (unit) => (isUnit(unit) ? t(unit, { count: 2, number: '' }).trim() : unit),
    [t],
  )
}
