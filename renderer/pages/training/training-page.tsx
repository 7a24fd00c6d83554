import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { TrainingRun } from '../../../contract/training'
import { useCommand, useOperation } from '../../core/hooks'
import { useMay, useOpenProject } from '../../core/person'
import { go, setParams, useRoute } from '../../core/route'
import { EmptyState } from '../../ui/empty-state'
import { RefusalNote } from '../../ui/error-boundary'
import { Page } from '../../ui/page'
import { AdapterTab } from './adapter-tab'
import { PlanContext, type PlanForm, usePlanForm } from './plan-form'
import { isSamePlan } from './plan-state'
import { PlanTab } from './plan-tab'
import { PreflightTab } from './preflight-tab'
import { RunTab } from './run-tab'
import { type TabId, TrainingTabs } from './training-tabs'

const underWay: readonly TrainingRun['status'][] = ['waiting', 'running', 'paused', 'interrupted']

/** Plan, pre-flight and run, which open in this order; beside them the adapters that came of it. */
export function TrainingPage() {
  const { t } = useTranslation('training')
  const project = useOpenProject()
  const { params } = useRoute()
  const mayBuild = useMay('training.start')
  const form = usePlanForm(project.id, mayBuild)
  const runs = useOperation('training.runs', { projectId: project.id })
  const preflight = useOperation('training.preflightOf', { projectId: project.id })
  const failure = runs.data ? preflight.error : runs.error
  if (failure && !(runs.data && preflight.data)) return <RefusalNote message={failure.message} />
  if (!runs.data || preflight.data === undefined) return null
  const saysGo =
    preflight.data?.result != null &&
    preflight.data.result.verdict !== 'no-go' &&
    !preflight.data.isOutdated &&
    (form === null || isSamePlan(preflight.data.plan, form.plan))
  const open: Readonly<Record<TabId, boolean>> = {
    plan: mayBuild,
    preflight: mayBuild && (preflight.data !== null || form?.canMeasure === true),
    run: runs.data.length > 0 || saysGo || !mayBuild,
    adapters: true,
  }
  const tab = tabOf(params.tab, open, runs.data, mayBuild)
  return (
    <PlanContext value={form}>
      <Page
        title={t('title')}
        purpose={t('purpose')}
        fills
        action={tab === 'plan' && mayBuild && form && <MeasureButton form={form} />}
      >
        <TrainingTabs chosen={tab} open={open} onChoose={(next) => setParams({ tab: next })} />
        {tab === 'plan' && <PlanPart form={form} />}
        {tab === 'preflight' && form && <PreflightTab form={form} preflight={preflight.data} />}
        {tab === 'run' && <RunTab runs={runs.data} chosen={params.run} over={params.over} />}
        {tab === 'adapters' && <AdapterTab chosen={params.adapter} />}
      </Page>
    </PlanContext>
  )
}

/** The tab of the address where it is open; else where the person goes on. */
function tabOf(
  wished: string | undefined,
  open: Readonly<Record<TabId, boolean>>,
  runs: readonly TrainingRun[],
  mayBuild: boolean,
): TabId {
  const known = (['plan', 'preflight', 'run', 'adapters'] as const).find((one) => one === wished)
  if (known && open[known]) return known
  if (!mayBuild || runs.some((run) => underWay.includes(run.status))) return 'run'
  return 'plan'
}

/** The plan, or what has to come before it. */
function PlanPart({ form }: { readonly form: PlanForm | null }) {
  const models = useOperation('models.list', {})
  if (models.error && !models.data) return <RefusalNote message={models.error.message} />
  if (models.data?.every((model) => model.quarantine !== null)) return <Missing what="model" />
  if (!form?.facts) return null
  const { notesTrain, pairsTrain } = form.facts
  return notesTrain + pairsTrain === 0 ? <Missing what="data" /> : <PlanTab />
}

/** The first step, where something has to come before this stage. */
function Missing({ what }: { readonly what: 'model' | 'data' }) {
  const { t } = useTranslation('training')
  return (
    <EmptyState
      title={t(`plan.empty.${what}.title`)}
      text={t(`plan.empty.${what}.text`)}
      action={
        <Button onClick={() => go(what === 'model' ? 'models' : 'instructions')}>
          {t(`plan.empty.${what}.action`)}
        </Button>
      }
    />
  )
}

function MeasureButton({ form }: { readonly form: PlanForm }) {
  const { t } = useTranslation('training')
  const measure = useCommand('training.preflight')
  return (
    <Button
      disabled={!form.canMeasure}
      loading={measure.isRunning}
      onClick={() =>
        void measure
          .run({ plan: form.plan })
          .then((started) => started && setParams({ tab: 'preflight' }))
      }
    >
      {t('plan.measure')}
    </Button>
  )
}
