import lexicon from '../../../resources/lexicons/routes.json'
import { type Token, tokenize } from '../../text/tokens'
import { type DrugMention, readDrugs } from './drugs'
import { readQuantities } from './quantities'
import type { Quantity } from './quantity'

/** A note or report, read once and asked many times. */
export interface ClinicalText {
  readonly text: string
  readonly tokens: readonly Token[]
  readonly drugs: readonly DrugMention[]
  readonly quantities: readonly Quantity[]
  /** For each dose of `quantities`, the drug beside which it stands. */
  readonly drugOfDose: ReadonlyMap<Quantity, DrugMention>
}

export function readClinicalText(text: string): ClinicalText {
  const tokens = tokenize(text)
  const drugs = readDrugs(tokens)
  const taken = new Uint8Array(tokens.length)
  for (const drug of drugs) taken.fill(1, drug.from, drug.next)
  const quantities = readQuantities(tokens, taken)
  return { text, tokens, drugs, quantities, drugOfDose: linkDoses(tokens, drugs, quantities) }
}

const farthestDrug = 6
const betweenDoseAndDrug = new Set(['of', 'tablet', 'tablets', 'daily', ...lexicon.routes])

function linkDoses(
  tokens: readonly Token[],
  drugs: readonly DrugMention[],
  quantities: readonly Quantity[],
): Map<Quantity, DrugMention> {
  const links = new Map<Quantity, DrugMention>()
  let before = -1
  for (const quantity of quantities) {
    if (quantity.unit?.isDose !== true) continue
    while (before + 1 < drugs.length && drugs[before + 1]!.from < quantity.from) before++
    const last = drugs[before]
    const following = drugs[before + 1]
    const isClose = last !== undefined && isLinkedBackward(tokens, last.next, quantity.from)
    if (isClose) links.set(quantity, last)
    else if (following !== undefined && isLinkedForward(tokens, quantity.next, following.from)) {
      links.set(quantity, following)
    }
  }
  return links
}

/** "aspirin 81 mg", "aspirin (81 mg", "aspirin at a dose of 81 mg", within one sentence. */
function isLinkedBackward(tokens: readonly Token[], from: number, to: number): boolean {
  if (to - from > farthestDrug) return false
  for (let at = from; at <= to; at++) {
    const token = tokens[at]
    if (token === undefined || token.startsLine || /^[.;]$/.test(token.text)) return false
    if (at < to && (token.lower === 'and' || token.text === ',')) return false
  }
  return true
}

/** "81 mg of aspirin", "1 g IV ceftriaxone". */
function isLinkedForward(tokens: readonly Token[], from: number, to: number): boolean {
  if (to - from > 3) return false
  for (let at = from; at < to; at++) if (!betweenDoseAndDrug.has(tokens[at]!.lower)) return false
  return tokens[to]?.startsLine === false
}
