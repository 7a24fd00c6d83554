import { useEffect, useSyncExternalStore } from 'react'

/** Something a person can do from the search box (Ctrl K). */
export interface PageCommand {
  readonly id: string
  readonly label: string
  readonly description?: string
  readonly run: () => void
}

let offered: readonly PageCommand[] = []
const listeners = new Set<() => void>()

function setOffered(next: readonly PageCommand[]): void {
  offered = next
  for (const listener of listeners) listener()
}

/** Offers commands in the search box while the page is shown. Give a list that stays the same. */
export function useOffer(commands: readonly PageCommand[]): void {
  useEffect(() => {
    setOffered([...offered, ...commands])
    return () => setOffered(offered.filter((command) => !commands.includes(command)))
  }, [commands])
}

export function useOffered(): readonly PageCommand[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => offered,
  )
}
