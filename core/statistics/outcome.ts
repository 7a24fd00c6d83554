import type { NotDefined, UndefinedReason } from '../../contract/statistics'

/** A plain figure; what cannot be computed is a `NotDefined` with its reason, never NaN. */
export interface Value {
  readonly kind: 'value'
  readonly value: number
}

export function notDefined(reason: UndefinedReason): NotDefined {
  return { kind: 'not-defined', reason }
}

export function figureOf(value: number): Value {
  return { kind: 'value', value }
}

/** Why a list cannot be worked with, or null. */
export function listTrouble(values: readonly number[], atLeast: number): NotDefined | null {
  if (values.some((value) => !Number.isFinite(value))) return notDefined('unsuitable-input')
  if (values.length === 0) return notDefined('no-values')
  return values.length < atLeast ? notDefined('too-few-values') : null
}

/** The same for two lists that belong together, pair by pair. */
export function pairTrouble(
  first: readonly number[],
  second: readonly number[],
  atLeast: number,
): NotDefined | null {
  if (first.length !== second.length) return notDefined('unsuitable-input')
  return listTrouble(first, atLeast) ?? listTrouble(second, atLeast)
}

/** Rounding must not carry a probability out of its range. */
export function clampProbability(p: number): number {
  return Math.min(1, Math.max(0, p))
}
