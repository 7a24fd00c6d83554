import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../../contract/query'
import { useStream } from '../../core/hooks'
import { IconRefresh } from '../../ui/icons'
import { Verdict } from '../../ui/status-mark'
import { differenceOf } from '../../ui/text-difference'
import { useFormat } from '../../ui/use-format'
import classes from './answer.module.css'

/** Asks again with the same model, words and seed, and says whether the same answer came. */
export function Replay({ answer }: { readonly answer: Answer }) {
  const { t } = useTranslation('query')
  const again = useStream('query.replay')
  const isRunning = again.status === 'running'
  const isRefused = again.status === 'refused' && again.failure?.code !== 'cancelled'
  return (
    <>
      {isRunning ? (
        <Button size="xs" variant="default" onClick={again.cancel}>
          {t('ask.stop')}
        </Button>
      ) : (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconRefresh size={15} aria-hidden />}
          onClick={() => void again.start({ id: answer.id })}
        >
          {t('replay.button')}
        </Button>
      )}
      {isRunning && (
        <p className={classes.soft} role="status">
          {t('replay.running')}
        </p>
      )}
      {isRefused && <Verdict meaning="wrong" title={again.failure?.message} />}
      {again.output && <Outcome answer={answer} text={again.output.text} />}
    </>
  )
}

function Outcome({ answer, text }: { readonly answer: Answer; readonly text: string }) {
  const { t } = useTranslation('query')
  const format = useFormat()
  const difference = differenceOf(text, answer.text)
  if (difference === null) return <Verdict meaning="fine" title={t('replay.same')} />
  const { start, end } = difference.first
  return (
    <Verdict meaning="look" title={t('replay.different')}>
      <p>{t('replay.differentText', { number: format.number(difference.shared) })}</p>
      <div className={classes.text}>
        {text.slice(0, start)}
        <mark className={classes.different}>{text.slice(start, end)}</mark>
        {text.slice(end)}
      </div>
    </Verdict>
  )
}
