import { useEffect, useRef } from 'react'

/** What a letter does while nobody is typing and no dialog is open. Keys are in lower case. */
export type PageKeys = Readonly<Record<string, () => void>>

function isElsewhere(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest(
      'input:not([type="radio"]):not([type="checkbox"]), textarea, select, [role="dialog"]',
    ) !== null
  )
}

/** One-key commands of a page. Each key must be printed on the button that does the same. */
export function usePageKeys(keys: PageKeys): void {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isElsewhere(event.target)) return
      const run = latest.current[event.key.length === 1 ? event.key.toLowerCase() : event.key]
      if (!run) return
      event.preventDefault()
      run()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
