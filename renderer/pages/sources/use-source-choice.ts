import { useCallback } from 'react'
import type { ChosenFile } from '../../../contract/shell'
import { call, failureMessage } from '../../core/bridge'
import { tell } from '../../ui/tell'

/** Opens the system's dialog and hands on what was chosen; closing it without a choice does nothing. */
export function useSourceChoice(
  onFiles: (files: readonly ChosenFile[]) => void,
): (what: 'sources' | 'folder') => Promise<void> {
  return useCallback(
    async (what) => {
      try {
        const files = await call('shell.chooseFiles', { what })
        if (files.length > 0) onFiles(files)
      } catch (cause) {
        tell('wrong', failureMessage(cause))
      }
    },
    [onFiles],
  )
}
