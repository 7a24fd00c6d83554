import { ActionIcon, Anchor, Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { EvaluationRun } from '../../../contract/evaluation-comparison'
import type { ItemFull } from '../../../contract/evaluation-results'
import { type Verdict, verdicts } from '../../../contract/evaluation-statements'
import { useCommand, useOperation } from '../../core/hooks'
import { useMay } from '../../core/person'
import { IconArrowLeft, IconArrowRight, IconCheck } from '../../ui/icons'
import { KeyHint } from '../../ui/key-hint'
import { type Meaning, StatusMark } from '../../ui/status-mark'
import { usePageKeys } from '../../ui/use-page-keys'
import classes from './item.module.css'
import { openPart } from './part-frame'
import type { Place, Statements } from './use-statements'

interface StatementBarProps {
  readonly projectId: string
  readonly run: EvaluationRun
  readonly item: ItemFull
  readonly statements: Statements
  readonly isLabelling: boolean
  readonly onLabel: () => void
}

export const verdictMeanings: Readonly<Record<Verdict, Meaning>> = {
  supported: 'fine',
  contradicted: 'wrong',
  'not-found': 'look',
}

/** What the check says of the lit statement, why, and whether a person agrees. */
export function StatementBar(props: StatementBarProps) {
  const { projectId, run, item, statements, isLabelling, onLabel } = props
  const { t } = useTranslation('evaluation')
  const check = useOperation('evaluation.statementCheck', { projectId }).data
  const { places, at, active, step } = statements
  if (check && !check.isOn && !isLabelling)
    return (
      <div className={classes.bar}>
        <p className={classes.soft}>
          {t(check.state === 'below-floor' ? 'check.offBelow' : 'check.offByHand')}{' '}
          <Anchor component="button" type="button" size="sm" onClick={() => openPart('check')}>
            {t('check.open')}
          </Anchor>
          {' · '}
          <Anchor component="button" type="button" size="sm" onClick={onLabel}>
            {t('check.labelAnyway')}
          </Anchor>
        </p>
      </div>
    )
  if (places.length === 0)
    return (
      <div className={classes.bar}>
        <p className={classes.soft}>{t('item.noStatements')}</p>
      </div>
    )
  return (
    <section className={classes.bar} aria-label={t('item.check')}>
      <div className={classes.steps}>
        <ActionIcon
          variant="default"
          aria-label={t('item.statementBefore')}
          onClick={() => step(-1)}
        >
          <IconArrowLeft size={15} aria-hidden />
        </ActionIcon>
        <ActionIcon variant="default" aria-label={t('item.statementNext')} onClick={() => step(1)}>
          <IconArrowRight size={15} aria-hidden />
        </ActionIcon>
      </div>
      {active ? (
        <ActiveStatement
          run={run}
          item={item}
          place={active}
          position={t('item.statementOf', { at: at + 1, count: places.length })}
        />
      ) : (
        <p className={classes.soft}>
          {t('item.stepHint', { count: places.length })}
          {check?.state === 'unmeasured' && ` ${t('check.unproven')}`}
        </p>
      )}
    </section>
  )
}

interface ActiveStatementProps {
  readonly run: EvaluationRun
  readonly item: ItemFull
  readonly place: Place
  readonly position: string
}

function ActiveStatement({ run, item, place, position }: ActiveStatementProps) {
  const { t } = useTranslation('evaluation')
  const { statement, armId } = place
  const label = useCommand('evaluation.labelStatement')
  const mayLabel = useMay('evaluation.labelStatement')
  const say = (verdict: Verdict): void => {
    if (!mayLabel) return
    void label.run({
      runId: item.runId,
      ordinal: item.ordinal,
      armId,
      start: statement.start,
      end: statement.end,
      verdict: statement.human === verdict ? null : verdict,
    })
  }
  usePageKeys(
    Object.fromEntries(
      verdicts.map((verdict) => [t(`verdictKeys.${verdict}`).toLowerCase(), () => say(verdict)]),
    ),
  )
  const reasons = statement.items.map((one) => one.reason).filter((reason) => reason !== '')
  return (
    <>
      <div className={classes.active} role="status">
        <p>
          <span className={classes.soft}>
            {position} · {run.arms.find((arm) => arm.id === armId)?.name}
          </span>
        </p>
        {statement.isCheckable ? (
          <StatusMark meaning={verdictMeanings[statement.verdict]}>
            {t('item.checkSays', { verdict: t(`verdicts.${statement.verdict}`) })}
            {reasons.length > 0 && ` ${[...new Set(reasons)].join(' ')}`}
          </StatusMark>
        ) : (
          <p className={classes.soft}>{t('item.uncheckable')}</p>
        )}
      </div>
      {mayLabel && (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a frame
        <div className={classes.labels} role="group" aria-label={t('item.yourVerdict')}>
          {verdicts.map((verdict) => {
            const isAgreeing = statement.isCheckable && verdict === statement.verdict
            return (
              <Button
                key={verdict}
                size="compact-md"
                variant={statement.human === verdict ? 'light' : 'default'}
                aria-pressed={statement.human === verdict}
                leftSection={statement.human === verdict && <IconCheck size={14} aria-hidden />}
                rightSection={<KeyHint keys={t(`verdictKeys.${verdict}`)} />}
                onClick={() => say(verdict)}
              >
                {t(isAgreeing ? 'item.agree' : 'item.disagree', {
                  verdict: t(`verdicts.${verdict}`),
                })}
              </Button>
            )
          })}
        </div>
      )}
    </>
  )
}
