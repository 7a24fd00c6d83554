/** Progress over time, from which a rate and the time left follow. */
export interface RateMeter {
  /** Tells that `done` items were finished at `milliseconds`. */
  readonly tell: (done: number, milliseconds: number) => void
  /** Items a minute over the last window; null before two different readings. */
  readonly perMinute: () => number | null
  /** Seconds until `total`; null while the rate is unknown. */
  readonly secondsLeft: (total: number | null) => number | null
}

const windowMilliseconds = 60_000
const longestHistory = 400

/** A rate over the last minute, so that a slow start does not weigh on a long job. */
export function createRateMeter(): RateMeter {
  const readings: { done: number; at: number }[] = []
  const perMinute = (): number | null => {
    const first = readings[0]
    const last = readings.at(-1)
    if (!first || !last || last.at - first.at < 500 || last.done <= first.done) return null
    return ((last.done - first.done) / (last.at - first.at)) * 60_000
  }
  return {
    tell: (done, at) => {
      const last = readings.at(-1)
      if (last && last.done === done) return
      readings.push({ done, at })
      while (
        readings.length > 2 &&
        (readings.length > longestHistory || at - (readings[0]?.at ?? at) > windowMilliseconds)
      )
        readings.shift()
    },
    perMinute,
    secondsLeft: (total) => {
      const rate = perMinute()
      const last = readings.at(-1)
      if (rate === null || total === null || !last) return null
      return Math.max(0, ((total - last.done) / rate) * 60)
    },
  }
}
