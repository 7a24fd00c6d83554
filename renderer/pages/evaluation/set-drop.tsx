import { useTranslation } from 'react-i18next'
import type { ChosenFile } from '../../../contract/shell'
import { DropZone } from '../../ui/drop-zone'

/** Where question sets come in. */
export function SetDrop({ onFiles }: { readonly onFiles: (files: readonly ChosenFile[]) => void }) {
  const { t } = useTranslation('evaluation')
  return <DropZone title={t('sets.drop')} note={t('sets.formats')} onFiles={onFiles} />
}
