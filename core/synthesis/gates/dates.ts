import type { Token } from '../../text/tokens'
import type { CalendarDate, Quantity } from './quantity'
import { isJoiner } from './units'

const monthNames = [
  'january jan',
  'february feb',
  'march mar',
  'april apr',
  'may',
  'june jun',
  'july jul',
  'august aug',
  'september sep sept',
  'october oct',
  'november nov',
  'december dec',
]
const monthOf = new Map(
  monthNames.flatMap((names, place) => names.split(' ').map((name) => [name, place + 1] as const)),
)

function monthAt(
  tokens: readonly Token[],
  at: number,
): { month: number; next: number } | undefined {
  const token = tokens[at]
  if (token?.kind !== 'word') return undefined
  const month = monthOf.get(token.lower)
  if (month === undefined || !/^[A-Z]/.test(token.text)) return undefined
  const hasPoint = tokens[at + 1]?.text === '.' && token.text.length <= 4
  return { month, next: hasPoint ? at + 2 : at + 1 }
}

function integerAt(tokens: readonly Token[], at: number): number | undefined {
  const token = tokens[at]
  return token?.kind === 'number' && /^\d+$/.test(token.text) ? token.values[0] : undefined
}

function dayAt(tokens: readonly Token[], at: number): { day: number; next: number } | undefined {
  const value = integerAt(tokens, at)
  if (value === undefined || value < 1 || value > 31) return undefined
  const suffix = tokens[at + 1]
  const isOrdinal = suffix?.hasSpaceBefore === false && /^(?:st|nd|rd|th)$/.test(suffix.lower)
  return { day: value, next: isOrdinal ? at + 2 : at + 1 }
}

function yearAt(tokens: readonly Token[], at: number): number | undefined {
  const value = integerAt(tokens, at)
  return value !== undefined && tokens[at]!.text.length === 4 && value >= 1800 && value <= 2200
    ? value
    : undefined
}

function fullYear(value: number, text: string): number | undefined {
  if (text.length === 4) return value >= 1800 && value <= 2200 ? value : undefined
  if (text.length !== 2) return undefined
  return value < 60 ? 2000 + value : 1900 + value
}

function dateQuantity(from: number, next: number, dates: readonly CalendarDate[]): Quantity {
  const first = dates[0]!
  const values = [first.day, first.month, first.year].filter((value) => value !== undefined)
  return { form: 'date', from, next, values, dates, isMention: true }
}

/** "March 12, 2020", "March 2020", "Mar. 12th". */
function readMonthFirst(tokens: readonly Token[], at: number): Quantity | undefined {
  const named = monthAt(tokens, at)
  if (named === undefined) return undefined
  const { month } = named
  const skip = (index: number) =>
    tokens[index]?.text === ',' || tokens[index]?.lower === 'of' || tokens[index]?.lower === 'the'
      ? index + 1
      : index
  const early = yearAt(tokens, skip(skip(named.next)))
  if (early !== undefined) {
    return dateQuantity(at, skip(skip(named.next)) + 1, [{ month, year: early }])
  }
  const day = dayAt(tokens, skip(named.next))
  if (day === undefined) return undefined
  const year = yearAt(tokens, skip(day.next))
  if (year === undefined) return dateQuantity(at, day.next, [{ month, day: day.day }])
  return dateQuantity(at, skip(day.next) + 1, [{ month, day: day.day, year }])
}

/** "12 March 2020", "12th of March". */
function readDayFirst(tokens: readonly Token[], at: number): Quantity | undefined {
  const day = dayAt(tokens, at)
  if (day === undefined) return undefined
  const of = tokens[day.next]?.lower === 'of' || isJoiner(tokens[day.next]) ? 1 : 0
  const named = monthAt(tokens, day.next + of)
  if (named === undefined) return undefined
  const comma = tokens[named.next]?.text === ',' || isJoiner(tokens[named.next]) ? 1 : 0
  const year = yearAt(tokens, named.next + comma)
  if (year === undefined)
    return dateQuantity(at, named.next, [{ day: day.day, month: named.month }])
  return dateQuantity(at, named.next + comma + 1, [{ day: day.day, month: named.month, year }])
}

function bothOrders(a: number, b: number, year: number | undefined): CalendarDate[] {
  const dates: CalendarDate[] = []
  if (a >= 1 && a <= 12 && b >= 1 && b <= 31) dates.push({ month: a, day: b, year })
  if (b >= 1 && b <= 12 && a >= 1 && a <= 31 && a !== b) dates.push({ month: b, day: a, year })
  return dates
}

/** "03/12/2020", "2020-03-12", "03/2020". */
function readNumeric(tokens: readonly Token[], at: number): Quantity | undefined {
  const first = integerAt(tokens, at)
  const bar = tokens[at + 1]
  const second = integerAt(tokens, at + 2)
  if (first === undefined || second === undefined || bar === undefined)
    return readDotted(tokens, at)
  if (bar.hasSpaceBefore || tokens[at + 2]!.hasSpaceBefore) return undefined
  if (bar.text !== '/' && !isJoiner(bar)) return undefined
  const third = tokens[at + 3]?.text === bar.text ? integerAt(tokens, at + 4) : undefined
  if (third === undefined) {
    const isMonthYear = bar.text === '/' && first >= 1 && first <= 12
    const year = isMonthYear ? yearAt(tokens, at + 2) : undefined
    return year === undefined ? undefined : dateQuantity(at, at + 3, [{ month: first, year }])
  }
  const isYearFirst = tokens[at]!.text.length === 4
  const dates = isYearFirst
    ? bothOrders(second, third, fullYear(first, tokens[at]!.text)).slice(0, 1)
    : bothOrders(first, second, fullYear(third, tokens[at + 4]!.text))
  const hasYear = dates[0]?.year !== undefined
  return hasYear ? dateQuantity(at, at + 5, dates) : undefined
}

/** "12.03.2020", which the tokenizer takes for 12.03 and 2020. */
function readDotted(tokens: readonly Token[], at: number): Quantity | undefined {
  const parts = /^(\d{1,2})[.](\d{1,2})$/.exec(tokens[at]!.text)
  if (parts === null || tokens[at + 1]?.text !== '.' || tokens[at + 2]?.hasSpaceBefore) {
    return undefined
  }
  const year = integerAt(tokens, at + 2)
  if (year === undefined) return undefined
  const dates = bothOrders(Number(parts[1]), Number(parts[2]), fullYear(year, tokens[at + 2]!.text))
  return dates[0]?.year === undefined ? undefined : dateQuantity(at, at + 3, dates)
}

/** A calendar date that starts at this token. */
export function readDate(tokens: readonly Token[], at: number): Quantity | undefined {
  if (tokens[at]!.kind === 'word') return readMonthFirst(tokens, at)
  return readDayFirst(tokens, at) ?? readNumeric(tokens, at)
}

/** Everything that the note's date says stands in the source's date. */
export function isDateWithin(note: CalendarDate, source: CalendarDate): boolean {
  return (
    (note.year === undefined || note.year === source.year) &&
    (note.month === undefined || note.month === source.month) &&
    (note.day === undefined || note.day === source.day)
  )
}
