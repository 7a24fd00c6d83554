import { useTranslation } from 'react-i18next'
import { Page } from '../../ui/page'

export function SynthesisPage() {
  const { t } = useTranslation('synthesis')
  return (
    <Page title={t('title')} purpose="">
      {null}
    </Page>
  )
}
