import { useTranslation } from 'react-i18next'
import { Page } from '../../ui/page'

export function TrainingPage() {
  const { t } = useTranslation('training')
  return (
    <Page title={t('title')} purpose="">
      {null}
    </Page>
  )
}
