/** Progress over time, from which a rate and the time left follow. */
export interface RateMeter {
  /** Tells that `done` items were finished at `milliseconds`. */
  readonly tell: (done: number, milliseconds: number) => void
  /** Items a minute until `milliseconds`; null before anything was finished. */
  readonly perMinute: (milliseconds: number) => number | null
  /** Seconds until `total`; null while the rate is unknown. */
  readonly secondsLeft: (total: number | null, milliseconds: number) => number | null
}

const windowMilliseconds = 60_000
/** Items made side by side come in bursts: a window has to hold several of them. */
const windowItems = 24
const longestHistory = 400

/**
 * A rate over the last minute or the last items, whichever is longer, so that a slow start does not
 * weigh on a long job. It is taken until now: time in which nothing was finished counts.
 */
export function createRateMeter(): RateMeter {
  const readings: { done: number; at: number }[] = []
  const perMinute = (now: number): number | null => {
    const first = readings[0]
    const last = readings.at(-1)
    if (!first || !last || now - first.at < 500 || last.done <= first.done) return null
    return ((last.done - first.done) / (now - first.at)) * 60_000
  }
  return {
    tell: (done, at) => {
      if (readings.at(-1)?.done === done) return
      readings.push({ done, at })
      while (readings.length > longestHistory || isBeyond(readings[1], done, at)) readings.shift()
    },
    perMinute,
    secondsLeft: (total, now) => {
      const rate = perMinute(now)
      const last = readings.at(-1)
      if (rate === null || total === null || !last) return null
      return Math.max(0, ((total - last.done) / rate) * 60)
    },
  }
}

/** Whether the window can begin here, so that the reading before it is not needed. */
function isBeyond(
  reading: { readonly done: number; readonly at: number } | undefined,
  done: number,
  at: number,
): boolean {
  return (
    reading !== undefined &&
    at - reading.at > windowMilliseconds &&
    done - reading.done > windowItems
  )
}
