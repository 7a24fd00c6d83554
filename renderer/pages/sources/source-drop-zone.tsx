import { useTranslation } from 'react-i18next'
import type { ChosenFile } from '../../../contract/shell'
import { DropZone } from '../../ui/drop-zone'

interface SourceDropZoneProps {
  readonly onFiles: (files: readonly ChosenFile[]) => void
}

/** Where reports and notes come in. */
export function SourceDropZone({ onFiles }: SourceDropZoneProps) {
  const { t } = useTranslation('sources')
  return <DropZone title={t('drop.title')} note={t('drop.formats')} onFiles={onFiles} />
}
