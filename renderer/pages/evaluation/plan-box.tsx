import { useTranslation } from 'react-i18next'
import { useOperation } from '../../core/hooks'
import { IconLock } from '../../ui/icons'
import { StatusMark } from '../../ui/status-mark'
import { useCounted } from '../../ui/use-counted'
import { useFormat } from '../../ui/use-format'
import { type Comparison, type ComparisonParts, emptyRequest } from './comparison'
import classes from './comparison.module.css'
import { RemarkList } from './remarks'
import { namedSource } from './sources'

interface PlanBoxProps {
  readonly comparison: Comparison
  readonly parts: ComparisonParts
}

/** What the comparison will do, how long it takes, and what is worth knowing before it starts. */
export function PlanBox({ comparison, parts }: PlanBoxProps) {
  const { t } = useTranslation('evaluation')
  const counted = useCounted()
  const format = useFormat()
  const suggested = useSuggestedName(comparison, parts)
  const { request, others, choices } = comparison
  const plan = useOperation('evaluation.plan', request ?? emptyRequest, {
    enabled: request !== null,
    keepPrevious: true,
  })
  const nameOf = (armId: string): string => {
    const choice = request?.arms['abcdefgh'.indexOf(armId)]
    const adapter = parts.adapters.find((one) => one.id === choice?.adapterId)
    return adapter?.name ?? parts.models.find((one) => one.id === choice?.modelId)?.name ?? armId
  }
  return (
    <aside className={classes.plan} aria-label={t('plan.title')}>
      <h2>{t('plan.title')}</h2>
      <p className={classes.planName}>{choices.name.trim() || suggested}</p>
      {plan.error && <StatusMark meaning="look">{plan.error.message}</StatusMark>}
      {!plan.data && !plan.error && (
        <p className={classes.soft}>{t(request ? 'plan.working' : 'plan.missing')}</p>
      )}
      {plan.data?.blocked && <StatusMark meaning="wrong">{plan.data.blocked}</StatusMark>}
      {plan.data && plan.data.blocked === null && !plan.error && (
        <>
          <div role="status">
            <ol className={classes.sentences}>
              <li>
                {t('plan.asks', {
                  questions: counted(plan.data.questions, 'questions'),
                  count: plan.data.questions,
                })}
              </li>
              <li>
                {t('plan.answers', {
                  answers: counted(plan.data.answers, 'answers'),
                  count: plan.data.parallel,
                  number: format.number(plan.data.parallel),
                })}
              </li>
              <li>{t(request?.judge ? 'plan.judged' : 'plan.notJudged')}</li>
              <li>
                {plan.data.secondsEstimated === null
                  ? t('plan.noTime')
                  : t('plan.time', { duration: format.duration(plan.data.secondsEstimated) })}
              </li>
            </ol>
          </div>
          {others.length === 0 && (
            <StatusMark meaning="look">{t('plan.nothingToCompare')}</StatusMark>
          )}
          {plan.data.confidential && (
            <p className={classes.confidential}>
              <IconLock size={13} aria-hidden />
              {t('plan.confidential')}
            </p>
          )}
          <RemarkList remarks={plan.data.judgeRemarks} nameOf={nameOf} />
        </>
      )}
    </aside>
  )
}

/** "Test split: SmolLM2 135M and 2 others". */
export function useSuggestedName(comparison: Comparison, parts: ComparisonParts): string {
  const { t } = useTranslation('evaluation')
  const { source, base, others } = comparison
  const [first] = others
  const adapter = parts.adapters.find((one) => one.id === first?.adapterId)
  const other = adapter?.name ?? parts.models.find((one) => one.id === first?.modelId)?.name
  return t('form.suggestedName', {
    source:
      source?.kind === 'complaints'
        ? t('source.complaints')
        : (namedSource(parts, source) ?? t('source.test')),
    arms: [base?.name, other, others.length > 1 ? `+${others.length - 1}` : null]
      .filter(Boolean)
      .join(' / '),
  }).slice(0, 200)
}
