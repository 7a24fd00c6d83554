import type { NumberField } from '../../../contract/training-plan'
import type { Language } from '../../ui/format'

/*
 * Numbers of the plan as people write them: rates as 2e-5, shares in percent, a comma or a point
 * before decimals. All functions are pure.
 */

const significantDigits = 6
/** Rates below this are written with a power of ten. */
const smallest = 1e-3

function scaleOf(field: NumberField): number {
  return field.unit === 'share' ? 100 : 1
}

/** Without the noise that binary fractions bring. */
function tidy(value: number): number {
  return Number(value.toPrecision(12))
}

/** A bare number in the field's own scale: "2e-5", "0,03" in German, "3" for a share of 0.03. */
export function writeNumber(value: number, field: NumberField, language: Language): string {
  const shown = tidy(value * scaleOf(field))
  const isSmall = shown !== 0 && Math.abs(shown) < smallest
  const text = isSmall
    ? shown.toExponential().replace('e+', 'e')
    : String(Number(shown.toPrecision(field.isInteger ? 12 : significantDigits)))
  return language === 'de' ? text.replace('.', ',') : text
}

/** What was typed; null where it is no number or outside the field's range. */
export function readNumber(text: string, field: NumberField, language: Language): number | null {
  const typed = text.trim().replace(/\s|\u00a0|%$/g, '')
  const groups = language === 'de' ? /^\d{1,3}(\.\d{3})+$/ : /^\d{1,3}(,\d{3})+$/
  const plain = groups.test(typed) ? typed.replace(/[.,]/g, '') : typed.replace(',', '.')
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return null
  const value = tidy(Number(plain) / scaleOf(field))
  if (field.isInteger && !Number.isInteger(value)) return null
  return value >= field.min && value <= field.max ? value : null
}

/** The next number that an arrow key leads to: by factors where the field goes by factors. */
export function stepNumber(value: number, field: NumberField, direction: 1 | -1): number {
  return Math.min(field.max, Math.max(field.min, tidy(nextOf(value, field, direction))))
}

function nextOf(value: number, field: NumberField, direction: 1 | -1): number {
  if (field.scale === 'linear') return value + direction * (field.isInteger ? 1 : 0.01)
  if (field.isInteger) return direction === 1 ? Math.max(1, value * 2) : Math.floor(value / 2)
  if (value <= 0) return direction === 1 ? Math.max(field.min, 1e-3) : 0
  // 1, 2, 5, 10: the steps that rates are compared at.
  const power = 10 ** Math.floor(Math.log10(value) + 1e-9)
  const lead = value / power
  const ladder = direction === 1 ? [2, 5, 10] : [5, 2, 1, 0.5]
  const isBeyond = (one: number) => (direction === 1 ? one > lead + 1e-6 : one < lead - 1e-6)
  return (ladder.find(isBeyond) ?? 1) * power
}

/** A figure for a sentence: rates as written in their field, others with their thousands apart. */
export function rateWords(value: number, language: Language): string {
  return writeNumber(
    value,
    { min: 0, max: 1, isInteger: false, scale: 'log', unit: 'none' },
    language,
  )
}
