import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import {
  formatBytes,
  formatDay,
  formatDuration,
  formatFixed,
  formatMoment,
  formatNumber,
  formatParameters,
  formatPercent,
  formatRate,
  formatSigned,
  formatWhen,
  type Language,
  roundTimeLeft,
} from './format'

export interface Format {
  readonly language: Language
  readonly number: (value: number, digits?: number) => string
  readonly fixed: (value: number, digits: number) => string
  readonly signed: (value: number, digits: number) => string
  readonly percent: (share: number, digits?: number) => string
  readonly bytes: (bytes: number) => string
  readonly duration: (seconds: number) => string
  /** "about 12 min left" */
  readonly timeLeft: (seconds: number) => string
  /** "41 notes/min" */
  readonly rate: (perMinute: number, unit: string) => string
  readonly moment: (instant: string, timeZone?: string) => string
  readonly day: (instant: string) => string
  readonly when: (instant: string) => string
  readonly parameters: (count: number) => string
}

/** The number and time words of the chosen language. */
export function useFormat(): Format {
  const { t, i18n } = useTranslation('common')
  const language: Language = i18n.language === 'de' ? 'de' : 'en'
  return useMemo(
    () => ({
      language,
      number: (value, digits) => formatNumber(language, value, digits),
      fixed: (value, digits) => formatFixed(language, value, digits),
      signed: (value, digits) => formatSigned(language, value, digits),
      percent: (share, digits) => formatPercent(language, share, digits),
      bytes: (bytes) => formatBytes(language, bytes),
      duration: (seconds) => formatDuration(language, seconds),
      timeLeft: (seconds) =>
        t('timeLeft', { duration: formatDuration(language, roundTimeLeft(seconds)) }),
      rate: (perMinute, unit) => t('rate', { rate: formatRate(language, perMinute), unit }),
      moment: (instant, timeZone) => formatMoment(language, instant, timeZone),
      day: (instant) => formatDay(language, instant),
      when: (instant) => formatWhen(language, instant, new Date()),
      parameters: (count) => formatParameters(language, count),
    }),
    [language, t],
  )
}
