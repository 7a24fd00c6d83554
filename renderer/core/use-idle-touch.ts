import { useEffect } from 'react'
import { call } from './bridge'

const atMostEvery = 20_000
const signsOfLife = ['pointermove', 'pointerdown', 'keydown', 'wheel'] as const

/** Tells the core that somebody is here, at most every 20 s, so that it does not lock. */
export function useIdleTouch(): void {
  useEffect(() => {
    let last = Date.now()
    const touch = (): void => {
      if (Date.now() - last < atMostEvery) return
      last = Date.now()
      // A refusal only means that it is locked already, which comes as news.
      call('session.touch', {}).catch(() => undefined)
    }
    for (const sign of signsOfLife) window.addEventListener(sign, touch, { passive: true })
    return () => {
      for (const sign of signsOfLife) window.removeEventListener(sign, touch)
    }
  }, [])
}
