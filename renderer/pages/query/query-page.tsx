import { useTranslation } from 'react-i18next'
import { Page } from '../../ui/page'

export function QueryPage() {
  const { t } = useTranslation('query')
  return (
    <Page title={t('title')} purpose="">
      {null}
    </Page>
  )
}
