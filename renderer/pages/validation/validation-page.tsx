import { useTranslation } from 'react-i18next'
import { Page } from '../../ui/page'

export function ValidationPage() {
  const { t } = useTranslation('studies')
  return (
    <Page title={t('title')} purpose="">
      {null}
    </Page>
  )
}
