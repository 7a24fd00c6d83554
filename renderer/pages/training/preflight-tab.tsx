import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Preflight } from '../../../contract/training'
import { useCommand, useOperation } from '../../core/hooks'
import { setParams } from '../../core/route'
import { EmptyState } from '../../ui/empty-state'
import { IconPlayerPlay } from '../../ui/icons'
import { isUnderWay, JobStrip } from '../../ui/job-strip'
import { Verdict } from '../../ui/status-mark'
import { useFormat } from '../../ui/use-format'
import { useWorded } from '../../ui/use-worded'
import type { PlanForm } from './plan-form'
import { isSamePlan } from './plan-state'
import classes from './preflight.module.css'
import { PreflightResults } from './preflight-results'
import { PreflightVerdict } from './preflight-verdict'

interface PreflightTabProps {
  readonly form: PlanForm
  /** The project's latest. */
  readonly preflight: Preflight | null
}

/** A few real steps, the verdict that comes of them, and the start. */
export function PreflightTab({ form, preflight }: PreflightTabProps) {
  const { t } = useTranslation('training')
  const format = useFormat()
  const say = useWorded()
  const measure = useCommand('training.preflight')
  const job = (useOperation('jobs.list', {}).data ?? []).find((one) => one.id === preflight?.jobId)
  const isMeasuring = job !== undefined && isUnderWay(job)
  const again = (
    <Button
      variant={preflight?.result ? 'default' : 'filled'}
      disabled={!form.canMeasure || isMeasuring}
      loading={measure.isRunning}
      onClick={() => void measure.run({ plan: form.plan })}
    >
      {t(preflight ? 'preflight.again' : 'plan.measure')}
    </Button>
  )
  if (preflight === null)
    return (
      <EmptyState
        title={t('preflight.empty.title')}
        text={t('preflight.empty.text')}
        action={again}
      />
    )
  const { result } = preflight
  const isOther = !isSamePlan(preflight.plan, form.plan)
  const isCurrent = !preflight.isOutdated && !isOther
  return (
    <div className={classes.tab}>
      {job && isMeasuring && <JobStrip job={job} title={t('preflight.running')} />}
      {!result && !isMeasuring && (
        <Verdict meaning="wrong" title={t('preflight.failed')} action={again}>
          {say(preflight.messageSaid, preflight.message ?? '')}
        </Verdict>
      )}
      {result && !isMeasuring && (
        <>
          {!isCurrent && (
            <Verdict
              meaning="look"
              title={t(isOther ? 'preflight.changed' : 'preflight.outdated')}
              action={again}
            />
          )}
          <PreflightVerdict result={result} />
          <div className={classes.go}>
            {isCurrent && result.verdict !== 'no-go' ? (
              <Start form={form} />
            ) : (
              <Button variant="default" onClick={() => setParams({ tab: 'plan' })}>
                {t('preflight.openPlan')}
              </Button>
            )}
            {isCurrent && again}
            <span className={classes.soft}>
              {t('preflight.measuredAt', {
                when: format.moment(preflight.createdAt),
                who: preflight.createdBy,
              })}
            </span>
          </div>
          <PreflightResults result={result} form={form} />
        </>
      )}
    </div>
  )
}

function Start({ form }: { readonly form: PlanForm }) {
  const { t } = useTranslation('training')
  const [name, setName] = useState('')
  const start = useCommand('training.start')
  const run = async (): Promise<void> => {
    const started = await start.run({ plan: form.plan, name: name.trim() || null })
    if (started) setParams({ tab: 'run', run: started.runId, over: null })
  }
  return (
    <form
      className={classes.start}
      onSubmit={(event) => {
        event.preventDefault()
        void run()
      }}
    >
      <TextInput
        aria-label={t('preflight.name')}
        placeholder={t('preflight.nameHint')}
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button
        type="submit"
        loading={start.isRunning}
        leftSection={<IconPlayerPlay size={17} aria-hidden />}
      >
        {t('preflight.start')}
      </Button>
    </form>
  )
}
