/** When a process that ended is started again, and when it is left alone. Pure. */
export type RestartPolicy = {
  /** Waits before the first, second and further restarts, in milliseconds. */
  readonly backOffMilliseconds: readonly number[]
  /** So many restarts in the window are made; the next end opens the circuit. */
  readonly mostRestarts: number
  readonly windowMilliseconds: number
  /** A model that was in use so often when the process ended is put aside. */
  readonly crashesToQuarantine: number
}

export const RESTART_POLICY: RestartPolicy = {
  backOffMilliseconds: [500, 2000, 8000],
  mostRestarts: 3,
  windowMilliseconds: 5 * 60_000,
  crashesToQuarantine: 2,
}

export type RestartDecision =
  | { readonly kind: 'restart'; readonly waitMilliseconds: number }
  | { readonly kind: 'disable' }

/** `ends` are the moments of unwanted ends, the last one included, in milliseconds. */
export function decideRestart(
  policy: RestartPolicy,
  ends: readonly number[],
  now: number,
): RestartDecision {
  const recent = recentEnds(policy, ends, now).length
  if (recent > policy.mostRestarts) return { kind: 'disable' }
  const waits = policy.backOffMilliseconds
  const waitMilliseconds = waits[Math.min(recent, waits.length) - 1] ?? waits.at(-1) ?? 0
  return { kind: 'restart', waitMilliseconds }
}

export function recentEnds(policy: RestartPolicy, ends: readonly number[], now: number): number[] {
  return ends.filter((end) => now - end < policy.windowMilliseconds)
}
