import type { Token } from '../../text/tokens'
import type { Quantity } from './quantity'
import { isJoiner } from './units'

/** Terms that hold digits and state no figure: a note may use them where the report does not. */
export const commonTerms = new Set(
  'a1c hba1c b12 o2 spo2 sao2 pao2 fio2 co2 pco2 paco2 etco2 po2 hco3 covid19 sars2 s1 s2 t1 t2 t1w t2w t2dm t1dm h2 2d 3d 4d tc99m 99mtc 99m f18 18f'.split(
    ' ',
  ),
)

/** Glued to a number they leave it a number: "POD3", "HR110", "x3", "q6h", "grade2". */
const labels = new Set(
  'pod hd day days week grade stage type class phase nyha gcs x q hr rr bp wt ht bmi hb hgb wbc plt bun inr ph ef lvef age no score level at of to or and'.split(
    ' ',
  ),
)
/** Vital signs that are also the first letter of a code: a vertebra has no decimals. */
const shortLabels = new Set(['t', 'p', 'k', 'na', 'cr', 'r'])

function isLabel(word: Token, number: Token): boolean {
  if (labels.has(word.lower)) return true
  return shortLabels.has(word.lower) && (number.text.includes('.') || number.values[0]! > 33)
}

function isAdjacent(token: Token | undefined): token is Token {
  return token !== undefined && !token.hasSpaceBefore
}

function isAcronym(text: string): boolean {
  if (text.length > 6) return false
  const capitals = text.replace(/[^A-Z]/g, '').length
  return capitals >= 2 || (capitals === 1 && text.length <= 3)
}

/** Index of the number that is glued or hyphened to the word at `at`, or undefined. */
function numberOf(tokens: readonly Token[], at: number): number | undefined {
  const word = tokens[at]!
  const next = tokens[at + 1]
  if (!isAdjacent(next)) return undefined
  if (next.kind === 'number') return isLabel(word, next) ? undefined : at + 1
  const after = tokens[at + 2]
  const isHyphened = isJoiner(next) && isAdjacent(after) && after.kind === 'number'
  if (!isHyphened || !isAcronym(word.text) || isLabel(word, after)) return undefined
  // "BP-120" never, but "IL-6" and "CA-125"; a range "A-10.5" is no code.
  return after.text.includes('.') || after.text.includes(',') ? undefined : at + 2
}

/** Follows letters and digits that touch one another; returns the index after the last. */
function endOfGlue(tokens: readonly Token[], from: number): number {
  let next = from
  while (isAdjacent(tokens[next]) && /^(?:word|number)$/.test(tokens[next]!.kind)) next++
  return next
}

function keyOf(tokens: readonly Token[], from: number, next: number): string {
  let key = ''
  for (let at = from; at < next; at++) if (!isJoiner(tokens[at])) key += tokens[at]!.lower
  return key
}

function codeQuantity(tokens: readonly Token[], from: number, next: number): Quantity {
  const values: number[] = []
  for (let at = from; at < next; at++) values.push(...tokens[at]!.values)
  return { form: 'code', from, next, values, key: keyOf(tokens, from, next), isMention: true }
}

/** "L4", "HLA-B27", "IL-6", "O104" with what follows a range: "L3-5" is L3 and L5. */
export function readCode(tokens: readonly Token[], at: number): Quantity[] | undefined {
  const number = numberOf(tokens, at)
  if (number === undefined) return undefined
  const next = endOfGlue(tokens, number + 1)
  const codes = [codeQuantity(tokens, at, next)]
  const letter = tokens[at]!
  const isVertebra = /^[CTLSVX]$/.test(letter.text) && next === number + 1
  const bar = tokens[next]
  const last = tokens[next + 1]
  const isRange = isAdjacent(bar) && (isJoiner(bar) || bar.text === '/')
  if (isVertebra && isRange && isAdjacent(last) && last.kind === 'number') {
    const key = letter.lower + last.text
    codes.push({
      form: 'code',
      from: next + 1,
      next: next + 2,
      values: last.values,
      key,
      isMention: true,
    })
  }
  return codes
}

/** "99mTc", "2D", "5q": a number with letters glued behind it that are no unit. */
export function readTrailingCode(tokens: readonly Token[], at: number): Quantity | undefined {
  const after = tokens[at + 1]
  if (!isAdjacent(after) || after.kind !== 'word') return undefined
  return codeQuantity(tokens, at, endOfGlue(tokens, at + 1))
}

/** "CA 125" and "IL 6" are also written "CA-125" and "IL-6": the key that both share. */
export function spacedCodeKey(tokens: readonly Token[], at: number): string | undefined {
  const word = tokens[at - 1]
  const number = tokens[at]!
  if (word?.kind !== 'word' || !isAcronym(word.text) || !/^\d+$/.test(number.text)) return undefined
  return word.lower + number.text
}
