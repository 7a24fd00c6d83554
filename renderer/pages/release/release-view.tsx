import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { neededSignatures, type ReleaseCheck, type ReleaseFull } from '../../../contract/release'
import { call, failureMessage } from '../../core/bridge'
import { useOperation } from '../../core/hooks'
import { useMay } from '../../core/person'
import { go } from '../../core/route'
import { RefusalNote } from '../../ui/error-boundary'
import { Figure, FigureRow } from '../../ui/figure'
import { IconPrinter } from '../../ui/icons'
import { Verdict } from '../../ui/status-mark'
import { tell } from '../../ui/tell'
import { useFormat } from '../../ui/use-format'
import { Certificate } from './certificate'
import { CheckList } from './check-list'
import { meaningOf } from './meaning'
import classes from './release.module.css'
import { WithdrawRelease } from './withdraw-release'

/** A release: while it waits its check-list, then a sheet to print with both signatures. */
export function ReleaseView({ id }: { readonly id: string }) {
  const release = useOperation('release.get', { id })
  if (release.error) return <RefusalNote message={release.error.message} />
  if (!release.data) return null
  return <Shown release={release.data} />
}

function Shown({ release }: { readonly release: ReleaseFull }) {
  const mayAsk = useMay('query.ask')
  const { t } = useTranslation('release')
  const format = useFormat()
  return (
    <article className={classes.view}>
      <ReleaseHead release={release} />
      {release.answers > 0 && (
        <div className={classes.noPrint}>
          <FigureRow>
            <Figure label={t('use.answers')} value={format.number(release.answers)} />
            <Figure label={t('use.complaints')} value={format.number(release.complaints)} />
          </FigureRow>
          {release.complaints > 0 && mayAsk && (
            <Button
              variant="default"
              size="compact-md"
              onClick={() => go('query', { pick: 'past' })}
            >
              {t('use.look')}
            </Button>
          )}
        </div>
      )}
      {release.state === 'waiting' && <FoldedList checks={release.checks} />}
      <Certificate release={release} />
    </article>
  )
}

function ReleaseHead({ release }: { readonly release: ReleaseFull }) {
  const { t } = useTranslation('release')
  const format = useFormat()
  const { state, withdrawn } = release
  const print = (): void => {
    call('shell.print', {}).catch((cause) => tell('wrong', failureMessage(cause)))
  }
  return (
    <div className={classes.noPrint}>
      <Verdict
        meaning={meaningOf[state]}
        title={t(`verdict.${state}`, {
          signed: release.signed,
          needed: neededSignatures,
          date: format.day(withdrawn?.at ?? release.expiresAt),
          name: withdrawn?.by ?? '',
        })}
        action={
          <div className={classes.actions}>
            <Button
              variant="default"
              size="compact-md"
              leftSection={<IconPrinter size={16} aria-hidden />}
              onClick={print}
            >
              {t('certificate.print')}
            </Button>
            {state !== 'withdrawn' && <WithdrawRelease release={release} />}
          </div>
        }
      >
        {state === 'withdrawn'
          ? t('withdraw.because', { reason: withdrawn?.reason ?? '' })
          : t(`verdictText.${state}`)}
      </Verdict>
    </div>
  )
}

/** The list stays folded while everything on it is fulfilled: what is left to do is to sign. */
function FoldedList({ checks }: { readonly checks: readonly ReleaseCheck[] }) {
  const { t } = useTranslation('release')
  const isFulfilled = checks.every(({ state }) => state === 'fine' || state === 'look')
  return (
    <details className={classes.folded} open={!isFulfilled}>
      <summary>{t(isFulfilled ? 'candidate.ready' : 'candidate.open')}</summary>
      <CheckList checks={checks} />
    </details>
  )
}
