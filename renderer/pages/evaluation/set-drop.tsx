import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ChosenFile } from '../../../contract/shell'
import { DropZone } from '../../ui/drop-zone'
import { IconFile, IconFolder } from '../../ui/icons'
import { useSourceChoice } from '../sources/use-source-choice'

/** Where question sets come in: by dropping, or by the dialogs that the buttons open. */
export function SetDrop({ onFiles }: { readonly onFiles: (files: readonly ChosenFile[]) => void }) {
  const { t } = useTranslation('evaluation')
  const choose = useSourceChoice(onFiles)
  return (
    <DropZone
      title={t('sets.drop')}
      note={t('sets.formats')}
      onFiles={onFiles}
      actions={
        <>
          <Button
            leftSection={<IconFile size={16} aria-hidden />}
            onClick={() => void choose('sources')}
          >
            {t('sets.files')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconFolder size={16} aria-hidden />}
            onClick={() => void choose('folder')}
          >
            {t('sets.folder')}
          </Button>
        </>
      }
    />
  )
}
