import { useTranslation } from 'react-i18next'
import { Page } from '../../ui/page'

export function SourcesPage() {
  const { t } = useTranslation('sources')
  return (
    <Page title={t('title')} purpose="">
      {null}
    </Page>
  )
}
