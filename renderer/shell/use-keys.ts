import { useEffect } from 'react'
import type { Role } from '../../contract/operation'
import { stages } from '../../contract/projects'
import { mayOpen } from '../core/access'
import { call } from '../core/bridge'
import { go } from '../core/route'
import type { DialogName } from './dialogs'

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select') !== null
}

/** The keys that work everywhere. Ctrl K belongs to the search box. */
export function useKeys(role: Role, onDialog: (dialog: DialogName) => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey
      const stage = isCommand ? stages[Number(event.key) - 1] : undefined
      if (stage && mayOpen(role, stage)) {
        event.preventDefault()
        go(stage)
      } else if (isCommand && event.key.toLowerCase() === 'l') {
        event.preventDefault()
        // Refused only where it is locked already.
        call('session.lock', {}).catch(() => undefined)
      } else if (event.altKey && !event.ctrlKey && event.key === 'ArrowLeft') {
        event.preventDefault()
        history.back()
      } else if (event.altKey && !event.ctrlKey && event.key === 'ArrowRight') {
        event.preventDefault()
        history.forward()
      } else if (event.key === '?' && !isTyping(event.target)) {
        event.preventDefault()
        onDialog('keys')
      }
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [role, onDialog])
}
