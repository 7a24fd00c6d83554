import { numberKey } from '../../text/number-words'
import type { ClinicalText } from './clinical-text'
import { type DrugMention, supportedNames } from './drugs'
import type { Quantity } from './quantity'
import { canonicalDimension, canonicalValue } from './units'

/** Where a source states what, to be looked up by value, by value with unit, by code and by drug. */
export interface SourceIndex {
  readonly source: ClinicalText
  readonly byValue: ReadonlyMap<string, readonly Quantity[]>
  readonly byUnit: ReadonlyMap<string, readonly Quantity[]>
  readonly byKey: ReadonlyMap<string, readonly Quantity[]>
  /** For units that are rounded when converted. */
  readonly byDimension: ReadonlyMap<string, readonly Quantity[]>
  readonly dates: readonly Quantity[]
  readonly byDrug: ReadonlyMap<string, readonly DrugMention[]>
}

function push<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else if (list[list.length - 1] !== value) list.push(value)
}

export function unitKey(dimension: string, value: number): string {
  return `${dimension}|${numberKey(value)}`
}

/** The unit with which a list or range ends holds for its earlier numbers: "2, 3 and 4 mg". */
function inheritedUnits(text: ClinicalText): Map<Quantity, Quantity> {
  const inherited = new Map<Quantity, Quantity>()
  const { quantities, tokens } = text
  for (let place = quantities.length - 2; place >= 0; place--) {
    const quantity = quantities[place]!
    const following = quantities[place + 1]!
    if (quantity.form !== 'plain' || following.form !== 'plain' || quantity.unit) continue
    const giver = following.unit ? following : inherited.get(following)
    if (giver === undefined || following.from - quantity.next > 2) continue
    let isList = following.from > quantity.next
    for (let at = quantity.next; at < following.from; at++) {
      isList &&= /^(?:[,/&–-]|and|or|to|then)$/.test(tokens[at]!.lower)
    }
    if (isList) inherited.set(quantity, giver)
  }
  return inherited
}

export function indexSource(source: ClinicalText): SourceIndex {
  const byValue = new Map<string, Quantity[]>()
  const byUnit = new Map<string, Quantity[]>()
  const byKey = new Map<string, Quantity[]>()
  const byDimension = new Map<string, Quantity[]>()
  const byDrug = new Map<string, DrugMention[]>()
  const dates: Quantity[] = []
  const inherited = inheritedUnits(source)
  for (const quantity of source.quantities) {
    if (quantity.form === 'date') dates.push(quantity)
    if (quantity.key !== undefined) push(byKey, quantity.key, quantity)
    for (const value of quantity.values) push(byValue, numberKey(value), quantity)
    const unit = quantity.unit ?? inherited.get(quantity)?.unit
    if (unit === undefined) continue
    push(byDimension, canonicalDimension(unit), quantity)
    for (const each of unit.perDose === undefined ? [unit] : [unit, unit.perDose]) {
      for (const value of quantity.values) {
        push(byUnit, unitKey(canonicalDimension(each), canonicalValue(value, each)), quantity)
      }
    }
  }
  for (const drug of source.drugs) for (const name of supportedNames(drug)) push(byDrug, name, drug)
  return { source, byValue, byUnit, byKey, byDimension, dates, byDrug }
}
