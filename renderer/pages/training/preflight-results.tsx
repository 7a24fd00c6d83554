import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { PreflightResult, PreflightStage } from '../../../contract/training'
import { planFields, type TrainingStageId } from '../../../contract/training-plan'
import { setParams } from '../../core/route'
import { ConfidentialEdge } from '../../ui/confidential-edge'
import { Section } from '../../ui/page'
import { useFormat } from '../../ui/use-format'
import type { PlanForm } from './plan-form'
import classes from './preflight.module.css'
import { PreflightMemory } from './preflight-memory'
import { cutExampleId } from './preflight-verdict'

interface PreflightResultsProps {
  readonly result: PreflightResult
  readonly form: PlanForm
}

/** The figures behind the verdict: each stage, memory, and what would be cut. */
export function PreflightResults({ result, form }: PreflightResultsProps) {
  const { t } = useTranslation('training')
  const cut = result.stages.filter((stage) => stage.beyondContext.example !== null)
  return (
    <>
      <div className={classes.columns}>
        <Section title={t('preflight.figures')}>
          <StageTable stages={result.stages} />
        </Section>
        <Section title={t('preflight.memory.title')}>
          <PreflightMemory result={result} />
        </Section>
      </div>
      {cut.map((stage, at) => (
        <CutExample key={stage.stage} stage={stage} form={form} isFirst={at === 0} />
      ))}
    </>
  )
}

function StageTable({ stages }: { readonly stages: readonly PreflightStage[] }) {
  const { t } = useTranslation('training')
  const format = useFormat()
  const counted = (stage: TrainingStageId, count: number): string =>
    t(stage === 'pretraining' ? 'plan.stages.notes' : 'plan.stages.pairs', {
      count,
      number: format.number(count),
    })
  const row = (
    key: string,
    label: string,
    value: (stage: PreflightStage) => ReactNode,
  ): ReactNode => (
    <tr key={key}>
      <th scope="row">{label}</th>
      {stages.map((stage) => (
        <td key={stage.stage}>{value(stage)}</td>
      ))}
    </tr>
  )
  const number = (value: number): string => format.number(value)
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <td />
          {stages.map(({ stage }) => (
            <th key={stage} scope="col">
              {t(`runs.stage.${stage}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {row('sources', t('preflight.rows.sources'), (one) => counted(one.stage, one.sources))}
        {row('samples', t('preflight.rows.samples'), (one) => number(one.samples))}
        {row('validation', t('preflight.rows.validation'), (one) => number(one.validationSamples))}
        {row('tokens', t('preflight.rows.tokens'), (one) => number(one.tokens))}
        {row('learned', t('preflight.rows.supervised'), (one) => number(one.supervisedTokens))}
        {row('longest', t('preflight.rows.longest'), (one) => number(one.longestTokens))}
        {row('cut', t('preflight.rows.cut'), (one) => number(one.beyondContext.tokensCut))}
        {row('out', t('preflight.rows.leftOut'), (one) => number(one.leftOut))}
        {row('steps', t('preflight.rows.steps'), (one) => number(one.steps))}
        {row('measured', t('preflight.rows.measured'), (one) => number(one.measuredSteps))}
        {row('step', t('preflight.rows.perStep'), (one) => format.duration(one.secondsPerStep))}
        {row('speed', t('preflight.rows.speed'), (one) =>
          t('preflight.rows.tokensPerSecond', { number: format.number(one.tokensPerSecond) }),
        )}
        {row('time', t('preflight.rows.time'), (one) => format.duration(one.seconds))}
      </tbody>
    </table>
  )
}

interface CutExampleProps {
  readonly stage: PreflightStage
  readonly form: PlanForm
  /** Where the verdict's link leads. */
  readonly isFirst: boolean
}

/** One note that does not fit: where it would end, and the context that would hold all. */
function CutExample({ stage, form, isFirst }: CutExampleProps) {
  const { t } = useTranslation('training')
  const format = useFormat()
  const { example, contextForAll } = stage.beyondContext
  if (!example) return null
  const canHoldAll = contextForAll <= planFields.context.max
  return (
    <Section title={t('preflight.cut.title')}>
      <section
        id={isFirst ? cutExampleId : undefined}
        tabIndex={-1}
        className={classes.cut}
        aria-label={t('preflight.cut.title')}
      >
        <p className={classes.soft}>
          {t('preflight.cut.text')}{' '}
          {t('preflight.cut.figures', {
            kept: format.number(example.keptTokens),
            cut: format.number(example.cutTokens),
            characters: format.number(example.cutCharacters),
          })}
        </p>
        <ConfidentialEdge confidential={example.confidential}>
          <p className={classes.reading}>
            … {example.keptEnd}
            <del className={classes.gone} title={t('preflight.cut.gone')}>
              {example.cutStart}
            </del>{' '}
            …
          </p>
          <p className={classes.question}>
            <b>{t('preflight.cut.question')}:</b> {example.question}
          </p>
        </ConfidentialEdge>
        {canHoldAll && (
          <div>
            <Button
              variant="default"
              size="xs"
              onClick={() => {
                form.change('context', contextForAll)
                setParams({ tab: 'plan' })
              }}
            >
              {t('preflight.cut.setContext', { number: format.number(contextForAll) })}
            </Button>
          </div>
        )}
      </section>
    </Section>
  )
}
