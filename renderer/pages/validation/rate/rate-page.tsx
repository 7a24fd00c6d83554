import { useTranslation } from 'react-i18next'
import { Page } from '../../../ui/page'

export function RatePage() {
  const { t } = useTranslation('rating')
  return (
    <Page title={t('title')} purpose="">
      {null}
    </Page>
  )
}
