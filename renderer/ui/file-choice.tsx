import { Button } from '@mantine/core'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChosenFile } from '../../contract/shell'
import { call, failureMessage } from '../core/bridge'
import { IconFile, IconFolder } from './icons'
import { tell } from './tell'

type OnFiles = (files: readonly ChosenFile[]) => void

/** Opens the system's dialog and hands on what was chosen; closing it without a choice does nothing. */
export function useFileChoice(onFiles: OnFiles): (what: 'sources' | 'folder') => Promise<void> {
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

interface FileButtonsProps {
  readonly onFiles: OnFiles
  /** Beside another action that matters more. */
  readonly quiet?: boolean
}

/** Files or a folder by a dialog, for everybody who does not drag. */
export function FileButtons({ onFiles, quiet = false }: FileButtonsProps) {
  const { t } = useTranslation('importing')
  const choose = useFileChoice(onFiles)
  return (
    <>
      <Button
        variant={quiet ? 'default' : 'filled'}
        leftSection={<IconFile size={16} aria-hidden />}
        onClick={() => void choose('sources')}
      >
        {t('chooseFiles')}
      </Button>
      <Button
        variant="default"
        leftSection={<IconFolder size={16} aria-hidden />}
        onClick={() => void choose('folder')}
      >
        {t('chooseFolder')}
      </Button>
    </>
  )
}
