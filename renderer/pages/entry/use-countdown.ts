import { useEffect, useState } from 'react'
import type { CallFailure } from '../../core/bridge'

/** The seconds that a refusal asks to wait; 0 where it asks for none. */
export function waitOf(failure: CallFailure): number {
  if (failure.code !== 'wait' && failure.code !== 'wrong-password') return 0
  return Number(failure.said[0]?.values.count ?? 0)
}

/** Seconds until a moment, counted down on the screen. */
export function useCountdown() {
  const [end, setEnd] = useState(0)
  const [now, setNow] = useState(() => Date.now())
  const [followed, setFollowed] = useState<unknown>(null)
  const seconds = Math.max(0, Math.ceil((end - now) / 1000))
  const isRunning = seconds > 0
  useEffect(() => {
    if (!isRunning) return
    const timer = setInterval(() => setNow(Date.now()), 250)
    return () => clearInterval(timer)
  }, [isRunning])
  /** Starts once for each new cause; returns what is left of it. */
  const follow = (wanted: number, cause: unknown): number => {
    if (cause === followed) return seconds
    const start = Date.now()
    setFollowed(cause)
    setNow(start)
    setEnd(start + wanted * 1000)
    return wanted
  }
  return { seconds, follow }
}
