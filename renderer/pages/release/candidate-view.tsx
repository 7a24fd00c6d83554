import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReleaseCandidate } from '../../../contract/release'
import { useCommand } from '../../core/hooks'
import { useMay } from '../../core/person'
import { go, setParams } from '../../core/route'
import { Verdict } from '../../ui/status-mark'
import { CheckList } from './check-list'
import classes from './release.module.css'

const offered = [1, 3, 6, 12, 24] as const

/** What a release of this arm still needs; when nothing is missing, it is drawn up here. */
export function CandidateView({ candidate }: { readonly candidate: ReleaseCandidate }) {
  const { t } = useTranslation('release')
  const state = stateOf(candidate)
  return (
    <article className={classes.view}>
      <div className={classes.viewHead}>
        <div>
          <h2>{candidate.armName}</h2>
          <p className={classes.soft}>
            {t('candidate.text', {
              arm: candidate.armName,
              study: candidate.studyName,
              version: candidate.studyVersion,
            })}
          </p>
        </div>
        <Button
          variant="default"
          size="compact-md"
          onClick={() => go('validation', { study: candidate.studyId })}
        >
          {t('candidate.toStudy')}
        </Button>
      </div>
      <Verdict
        meaning={({ ready: 'fine', open: 'look', stop: 'wrong' } as const)[state]}
        title={t(`candidate.${state}`)}
      />
      <CheckList checks={candidate.checks} />
      {candidate.isReady && candidate.reportId !== null && (
        <DrawUp candidate={candidate} reportId={candidate.reportId} />
      )}
    </article>
  )
}

function stateOf({ checks, isReady }: ReleaseCandidate): 'ready' | 'open' | 'stop' {
  if (isReady) return 'ready'
  return checks.some(({ state }) => state === 'stop') ? 'stop' : 'open'
}

interface DrawUpProps {
  readonly candidate: ReleaseCandidate
  readonly reportId: string
}

function DrawUp({ candidate, reportId }: DrawUpProps) {
  const { t } = useTranslation('release')
  const mayCreate = useMay('release.create')
  const create = useCommand('release.create')
  const [months, setMonths] = useState(6)
  if (!mayCreate) return <p className={classes.soft}>{t('candidate.onlySigners')}</p>
  const run = async (): Promise<void> => {
    const { studyId, arm } = candidate
    const made = await create.run({ studyId, arm, reportId, months })
    if (made) setParams({ release: made.id, study: null, arm: null })
  }
  return (
    <div className={classes.drawUp}>
      <div className={classes.inline}>
        <NativeSelect
          label={t('candidate.months')}
          data={offered.map((count) => ({
            value: String(count),
            label: t('candidate.monthsOf', { count }),
          }))}
          value={String(months)}
          onChange={(event) => setMonths(Number(event.currentTarget.value))}
        />
        <Button loading={create.isRunning} onClick={() => void run()}>
          {t('candidate.create')}
        </Button>
      </div>
      <p className={classes.soft}>{t('candidate.createHelp')}</p>
    </div>
  )
}
