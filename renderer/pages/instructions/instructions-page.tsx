import { useTranslation } from 'react-i18next'
import { Page } from '../../ui/page'

export function InstructionsPage() {
  const { t } = useTranslation('instructions')
  return (
    <Page title={t('title')} purpose="">
      {null}
    </Page>
  )
}
