export interface Unit {
  /** Dimensions with exponents, such as "mass1 vol-1": equal for units that can be converted. */
  readonly dimension: string
  /** What one of this unit is in base units of the dimension. */
  readonly factor: number
  /** Converted figures are rounded by whoever writes them: pounds, feet, Fahrenheit. */
  readonly isRoundedWhenConverted: boolean
  readonly isDose: boolean
  /** "mg/day" without the time, so that "500 mg daily" and "500 mg/day" meet. */
  readonly perDose?: Unit
}

/** One unit without a bar: "mg", "m2", "mm Hg". */
export interface Part {
  readonly dimension: string
  readonly factor: number
  readonly exponent: number
  readonly isImperial: boolean
  readonly next: number
}

const doseForms = new Set([
  'tablet',
  'capsule',
  'puff',
  'drop',
  'spray',
  'patch',
  'vial',
  'teaspoon',
])
const unitCache = new Map<string, Unit | undefined>()

const longestCache = 2000

/** The unit of the first part over all others. Undefined where no dimension is left. */
export function buildUnit(parts: readonly Part[]): Unit | undefined {
  let key = ''
  for (const part of parts) key += `${part.dimension}${part.exponent}*${part.factor}|`
  if (unitCache.has(key)) return unitCache.get(key)
  const unit = composeUnit(parts)
  if (unitCache.size < longestCache) unitCache.set(key, unit)
  return unit
}

function composeUnit(parts: readonly Part[]): Unit | undefined {
  const exponents = new Map<string, number>()
  let factor = 1
  let isRounded = false
  parts.forEach((part, place) => {
    const sign = place === 0 ? 1 : -1
    const dimension = place === 0 ? part.dimension : dimensionBelow(part, parts[0]!)
    const current = exponents.get(dimension) ?? 0
    if (dimension !== 'count') exponents.set(dimension, current + sign * part.exponent)
    factor *= sign === 1 ? part.factor : 1 / part.factor
    isRounded ||= part.isImperial
  })
  const names = [...exponents].filter(([, exponent]) => exponent !== 0).sort()
  if (names.length === 0) return undefined
  const dimension = names.map(([name, exponent]) => `${name}${exponent}`).join(' ')
  const time = exponents.get('time')
  return {
    dimension,
    factor,
    isRoundedWhenConverted: isRounded,
    isDose: isDoseUnit(exponents, factor),
    ...(time === -1 && parts.length > 1 ? { perDose: withoutLastTime(parts) } : {}),
  }
}

/** "mg/kg" is by body weight and "mmol/mol" a ratio: neither cancels to a bare number. */
function dimensionBelow(part: Part, first: Part): string {
  if (part.dimension === 'mass' && part.factor >= 1000) return 'weight'
  return part.dimension === first.dimension && part.dimension !== 'count'
    ? `${part.dimension}-ratio`
    : part.dimension
}

const secondsOfADay = 86_400

/** "mg/day" and "mg/24 h" say the dose of one day, which reports also write as "mg daily". */
function withoutLastTime(parts: readonly Part[]): Unit | undefined {
  const rest = parts.filter((part, place) => place === 0 || part.dimension !== 'time')
  const isDaily = parts.some(
    (part, place) =>
      place > 0 && part.dimension === 'time' && Math.abs(part.factor - secondsOfADay) < 1,
  )
  return isDaily ? buildUnit(rest) : undefined
}

function isDoseUnit(exponents: ReadonlyMap<string, number>, factor: number): boolean {
  if ((exponents.get('vol') ?? 0) !== 0 || exponents.has('mass-ratio')) return false
  for (const [name, exponent] of exponents) {
    if (exponent !== 1) continue
    if (name === 'act' || name === 'eq' || doseForms.has(name)) return true
    if (name === 'mol' && exponents.size === 1) return true
    // Kilograms and pounds weigh people, grams and less weigh drugs.
    if (name === 'mass') return exponents.size > 1 || factor <= 1
  }
  return false
}
