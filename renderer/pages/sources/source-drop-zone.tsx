import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ChosenFile } from '../../../contract/shell'
import { DropZone } from '../../ui/drop-zone'
import { IconFile, IconFolder } from '../../ui/icons'
import { useSourceChoice } from './use-source-choice'

interface SourceDropZoneProps {
  readonly onFiles: (files: readonly ChosenFile[]) => void
}

/** Where files come in: by dropping, or by the dialogs that the buttons open. */
export function SourceDropZone({ onFiles }: SourceDropZoneProps) {
  const { t } = useTranslation('sources')
  const choose = useSourceChoice(onFiles)
  return (
    <DropZone
      title={t('drop.title')}
      note={t('drop.formats')}
      onFiles={onFiles}
      actions={
        <>
          <Button
            leftSection={<IconFile size={16} aria-hidden />}
            onClick={() => void choose('sources')}
          >
            {t('drop.files')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconFolder size={16} aria-hidden />}
            onClick={() => void choose('folder')}
          >
            {t('drop.folder')}
          </Button>
        </>
      }
    />
  )
}
