/** The times of day that the core needs, so that tests can turn the clock. */
export interface Clock {
  /** UTC instant, ISO 8601. */
  readonly now: () => string
  /** Milliseconds that only ever grow; not a time of day. */
  readonly monotonic: () => number
}

export const systemClock: Clock = {
  now: () => new Date().toISOString(),
  monotonic: () => performance.now(),
}
