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

/**
 * Enter on a button or a link is that one's own. It is the page's on the link that led to it, and in
 * parts that say `data-enter="page"`: there whoever clicked a choice goes on with Enter.
 */
function isOfControl(event: KeyboardEvent): boolean {
  return (
    event.key === 'Enter' &&
    event.target instanceof HTMLElement &&
    event.target.closest('button, a[href]:not([aria-current="page"]), summary') !== null &&
    event.target.closest('[data-enter="page"]') === null
  )
}

/** One-key commands of a page. Each key must be printed on the button that does the same. */
export function usePageKeys(keys: PageKeys): void {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isElsewhere(event.target)) return
      if (isOfControl(event)) return
      const run = latest.current[event.key.length === 1 ? event.key.toLowerCase() : event.key]
      if (!run) return
      event.preventDefault()
      run()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
