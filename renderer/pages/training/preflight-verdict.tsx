import { Anchor } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { PreflightReason, PreflightResult } from '../../../contract/training'
import { addressOf } from '../../core/route'
import { StatusMark, Verdict } from '../../ui/status-mark'
import { useFormat } from '../../ui/use-format'
import { useWorded } from '../../ui/use-worded'
import classes from './preflight.module.css'
import { useFigureWords } from './use-figure-words'

const meanings = { go: 'fine', 'go-with-care': 'look', 'no-go': 'wrong' } as const
const reasonMeanings = { fine: 'fine', care: 'look', stop: 'wrong' } as const
const order = ['stop', 'care', 'fine'] as const

/** The verdict in one sentence, and under it every reason: what stands in the way first. */
export function PreflightVerdict({ result }: { readonly result: PreflightResult }) {
  const { t } = useTranslation('training')
  const format = useFormat()
  const reasons = order.flatMap((severity) =>
    // The time stands in the sentence itself.
    result.reasons.filter((one) => one.severity === severity && one.code !== 'time'),
  )
  return (
    <section className={classes.card} aria-label={t('tabs.preflight')}>
      <Verdict
        meaning={meanings[result.verdict]}
        title={
          <span className={classes.verdict}>
            {t(`preflight.verdict.${result.verdict}`, {
              duration: format.duration(result.seconds),
            })}
          </span>
        }
      />
      <ul className={classes.reasons}>
        {reasons.map((one) => (
          <li key={one.code}>
            <Reason reason={one} leakage={result.leakage} />
          </li>
        ))}
      </ul>
    </section>
  )
}

interface ReasonProps {
  readonly reason: PreflightReason
  readonly leakage: PreflightResult['leakage']
}

function Reason({ reason, leakage }: ReasonProps) {
  const { t } = useTranslation('training')
  const words = useFigureWords()
  const say = useWorded()
  const isLeakage = reason.code.startsWith('leakage-')
  const key =
    reason.code === 'self-test' && reason.severity !== 'fine' ? 'self-test-stop' : reason.code
  const meaning = reason.code === 'confidential' ? 'confidential' : reasonMeanings[reason.severity]
  return (
    <>
      <StatusMark meaning={meaning}>
        {t(`preflight.reasons.${key}`, words(reason.figures))}
        {isLeakage && ` ${say(leakage.said ?? [], leakage.reason)}`.trimEnd()}
      </StatusMark>
      {isLeakage && reason.severity !== 'fine' && (
        <Anchor size="sm" href={addressOf('instructions')}>
          {t('preflight.openInstructions')}
        </Anchor>
      )}
      {reason.code === 'beyond-context' && (
        <Anchor size="sm" component="button" type="button" onClick={showExample}>
          {t('preflight.openExample')}
        </Anchor>
      )}
    </>
  )
}

export const cutExampleId = 'what-would-be-cut'

function showExample(): void {
  const element = document.getElementById(cutExampleId)
  element?.scrollIntoView({ block: 'start' })
  element?.focus({ preventScroll: true })
}
