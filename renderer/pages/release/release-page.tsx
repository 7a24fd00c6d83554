import { useTranslation } from 'react-i18next'
import { Page } from '../../ui/page'

export function ReleasePage() {
  const { t } = useTranslation('release')
  return (
    <Page title={t('title')} purpose="">
      {null}
    </Page>
  )
}
