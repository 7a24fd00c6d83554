import { useTranslation } from 'react-i18next'
import { StatusMark } from '../../ui/status-mark'
import { useFormat } from '../../ui/use-format'

interface ReleaseMarkProps {
  /** Until when it is or was released; null on a test bench. */
  readonly until: string | null
}

/** Whether clinicians may use what is asked here, in words beside it. */
export function ReleaseMark({ until }: ReleaseMarkProps) {
  const { t } = useTranslation('query')
  const format = useFormat()
  return until === null ? (
    <StatusMark meaning="look">{t('release.bench')}</StatusMark>
  ) : (
    <StatusMark meaning="fine">{t('release.until', { date: format.day(until) })}</StatusMark>
  )
}
