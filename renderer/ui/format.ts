/**
 * How numbers, sizes and times are written, the same on every page. All functions are pure;
 * `useFormat` binds them to the chosen language.
 */
export type Language = 'en' | 'de'

const locales: Record<Language, string> = { en: 'en-GB', de: 'de-DE' }
const thinGap = '\u00a0'

const numberFormats = new Map<string, Intl.NumberFormat>()

function numberFormat(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${language} ${JSON.stringify(options)}`
  const known = numberFormats.get(key)
  if (known) return known
  const made = new Intl.NumberFormat(locales[language], options)
  numberFormats.set(key, made)
  return made
}

/** Thousands separated, at most `digits` places after the point. */
export function formatNumber(language: Language, value: number, digits = 0): string {
  return numberFormat(language, { maximumFractionDigits: digits }).format(value)
}

/** Always so many places after the point, for figures that stand under each other. */
export function formatFixed(language: Language, value: number, digits: number): string {
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits }
  return numberFormat(language, options).format(value).replace('-', '\u2212')
}

/** A difference with its sign: "+0.42", "\u22120.10", "0.00". */
export function formatSigned(language: Language, value: number, digits: number): string {
  const options = {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    signDisplay: 'exceptZero',
  } as const
  return numberFormat(language, options).format(value).replace('-', '\u2212')
}

/** A share of 0 to 1 as a percentage; never rounded up to 100 % or down to 0 % while it is not. */
export function formatPercent(language: Language, share: number, digits = 0): string {
  const smallest = 10 ** -digits
  const percent = share * 100
  let shown = percent
  if (percent > 0 && percent < smallest) shown = smallest
  if (percent < 100 && percent > 100 - smallest) shown = 100 - smallest
  return `${numberFormat(language, { maximumFractionDigits: digits }).format(shown)}${thinGap}%`
}

const byteUnits = ['B', 'KB', 'MB', 'GB', 'TB'] as const

/** Bytes in steps of 1024, as file managers write them: 1,536 is "1.5 KB". */
export function formatBytes(language: Language, bytes: number): string {
  let value = bytes
  let step = 0
  while (value >= 1024 && step < byteUnits.length - 1) {
    value /= 1024
    step += 1
  }
  const digits = step === 0 || value >= 100 ? 0 : 1
  return `${formatNumber(language, value, digits)}${thinGap}${byteUnits[step]}`
}

/** A length of time in seconds with as many digits as anybody wants: "8 s", "12 min", "5 h 20 min". */
export function formatDuration(language: Language, seconds: number): string {
  const gap = thinGap
  if (seconds < 1)
    return `${formatNumber(language, Math.max(0, Math.round(seconds * 1000)))}${gap}ms`
  if (seconds < 9.95) return `${formatNumber(language, seconds, 1)}${gap}s`
  if (seconds < 59.5) return `${Math.round(seconds)}${gap}s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `${minutes}${gap}min`
  const hours = Math.floor(minutes / 60)
  if (hours < 48)
    return minutes % 60 === 0 || hours >= 24
      ? `${hours}${gap}h`
      : `${hours}${gap}h ${minutes % 60}${gap}min`
  return `${formatNumber(language, Math.round(hours / 24))}${gap}d`
}

/** Time left, rounded so that it does not flicker: to 5 s under a minute, else to a minute or 5. */
export function roundTimeLeft(seconds: number): number {
  if (seconds < 60) return Math.max(5, Math.ceil(seconds / 5) * 5)
  if (seconds < 20 * 60) return Math.ceil(seconds / 60) * 60
  return Math.ceil(seconds / 300) * 300
}

/** A rate a minute with three sensible digits: 0.42, 4.2, 41, 1,240. */
export function formatRate(language: Language, perMinute: number): string {
  return numberFormat(language, {
    maximumSignificantDigits: perMinute < 100 ? 2 : 3,
  }).format(perMinute)
}

/** Date and time with the time zone, where the exact moment matters. */
export function formatMoment(language: Language, instant: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(locales[language], {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone,
  }).format(new Date(instant))
}

/** The day alone, in words that nobody mistakes: "5 Jul 2026". */
export function formatDay(language: Language, instant: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(locales[language], {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone,
  }).format(new Date(instant))
}

/** The time alone if it was today, else the day: for lists. */
export function formatWhen(
  language: Language,
  instant: string,
  now: Date,
  timeZone?: string,
): string {
  const date = new Date(instant)
  const day = new Intl.DateTimeFormat(locales[language], {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone,
  })
  if (day.format(date) !== day.format(now)) return day.format(date)
  return new Intl.DateTimeFormat(locales[language], {
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  }).format(date)
}

/** "135 M", "7.2 B": parameters of a model. */
export function formatParameters(language: Language, count: number): string {
  const [value, unit] =
    count >= 1e9 ? [count / 1e9, 'B'] : count >= 1e6 ? [count / 1e6, 'M'] : [count / 1e3, 'K']
  return `${formatNumber(language, value, value < 100 && unit === 'B' ? 1 : 0)}${thinGap}${unit}`
}
