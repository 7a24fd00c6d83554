import { useTranslation } from 'react-i18next'
import { Page } from '../../ui/page'

export function EvaluationPage() {
  const { t } = useTranslation('evaluation')
  return (
    <Page title={t('title')} purpose="">
      {null}
    </Page>
  )
}
