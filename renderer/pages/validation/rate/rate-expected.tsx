import { Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './rate.module.css'
import type { Rating } from './use-rating'

/** Before the answer: what it should hold, from the note alone. */
export function RateExpected({ rating }: { readonly rating: Rating }) {
  const { t } = useTranslation('rating')
  return (
    <div className={classes.expectedForm}>
      <p className={classes.soft}>{t('expected.why')}</p>
      <Textarea
        autoFocus
        label={t('expected.label')}
        description={t('expected.keys')}
        inputWrapperOrder={['label', 'input', 'description']}
        rows={6}
        maxLength={4000}
        value={rating.detail.expected}
        onChange={(event) => rating.changeDetail({ expected: event.currentTarget.value })}
      />
    </div>
  )
}
