import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EvaluationRun } from '../../../contract/evaluation-comparison'
import type { ItemFull, ItemRow } from '../../../contract/evaluation-results'
import { useOperation } from '../../core/hooks'
import { RefusalNote } from '../../ui/error-boundary'
import { ListStepButtons, useListSteps } from '../../ui/list-steps'
import { Page } from '../../ui/page'
import { ReadingPane } from '../../ui/reading-pane'
import { usePageKeys } from '../../ui/use-page-keys'
import { AnswerCard } from './answer-card'
import classes from './item.module.css'
import { StatementBar } from './statement-bar'
import { useLooks } from './use-choices'
import { useTaskName } from './use-figures'
import { useStatements } from './use-statements'

interface ItemReaderProps {
  readonly projectId: string
  readonly run: EvaluationRun
  readonly judgingId: string | null
  readonly ordinal: number
  /** The table's rows, to step through without going back to it. */
  readonly rows: readonly ItemRow[]
  readonly loadMore: () => void
}

/** One question: its note at the left, the answers side by side, scores, reasons and statements. */
export function ItemReader(props: ItemReaderProps) {
  const { projectId, run, judgingId, ordinal, rows, loadMore } = props
  const { t } = useTranslation('evaluation')
  const taskName = useTaskName()
  const [isLabelling, setLabelling] = useState(false)
  const item = useOperation('evaluation.item', {
    runId: run.id,
    ordinal,
    judgingId,
    forLabelling: isLabelling,
  })
  const keys = rows.map((one) => one.ordinal)
  const steps = useListSteps({ keys, open: ordinal, param: 'item', loadMore })
  if (item.error) return <RefusalNote message={item.error.message} onRetry={steps.leave} />
  const purpose = [
    steps.at >= 0 ? t('item.place', { at: steps.at + 1, count: rows.length }) : null,
    item.data?.task ? taskName(item.data.task) : null,
    run.name,
  ]
  return (
    <Page
      title={t('item.title', { number: ordinal + 1 })}
      windowTitle={t('title')}
      purpose={purpose.filter(Boolean).join(' · ')}
      fills
      action={
        <ListStepButtons
          steps={steps}
          words={{ back: t('item.back'), before: t('item.before'), next: t('item.next') }}
        />
      }
    >
      {item.data && (
        <OpenItem
          projectId={projectId}
          run={run}
          item={item.data}
          isLabelling={isLabelling}
          onLabel={() => setLabelling(true)}
        />
      )}
    </Page>
  )
}

const arrows = [
  ['ArrowLeft', -1],
  ['ArrowRight', 1],
] as const

interface OpenItemProps {
  readonly projectId: string
  readonly run: EvaluationRun
  readonly item: ItemFull
  /** Statements are shown although the check is off, so that people can go on with their verdicts. */
  readonly isLabelling: boolean
  readonly onLabel: () => void
}

function OpenItem({ projectId, run, item, isLabelling, onLabel }: OpenItemProps) {
  const { t } = useTranslation('evaluation')
  const statements = useStatements(item)
  const looks = useLooks(run.arms)
  const { step } = statements
  usePageKeys(
    useMemo(
      () => Object.fromEntries(arrows.map(([key, by]) => [key, () => step(by)] as const)),
      [step],
    ),
  )
  return (
    <div className={classes.item}>
      <div className={classes.note}>
        <ReadingPane
          text={item.note}
          label={t('item.note')}
          confidential={item.confidential}
          head={<p className={classes.paneTitle}>{t('item.note')}</p>}
          marks={statements.noteMarks}
          activeMark={statements.activeMark}
        />
      </div>
      <div className={classes.right}>
        <section
          className={classes.answers}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling part must be reachable by keyboard
          tabIndex={0}
          aria-label={t('item.answers')}
        >
          <Asked item={item} />
          <div className={classes.cards}>
            {item.answers.map((answer) => {
              const at = run.arms.findIndex((arm) => arm.id === answer.armId)
              return (
                <AnswerCard
                  key={answer.armId}
                  arm={run.arms[at]}
                  look={looks[at]}
                  answer={answer}
                  judgeState={item.judge?.state ?? null}
                  statements={statements}
                />
              )
            })}
          </div>
          <JudgeWords item={item} />
        </section>
        <StatementBar
          projectId={projectId}
          run={run}
          item={item}
          statements={statements}
          isLabelling={isLabelling}
          onLabel={onLabel}
        />
      </div>
    </div>
  )
}

function Asked({ item }: { readonly item: ItemFull }) {
  const { t } = useTranslation('evaluation')
  return (
    <div className={classes.asked}>
      <h2 className={classes.question}>{item.question}</h2>
      {item.answerable === false && <p className={classes.soft}>{t('item.unanswerable')}</p>}
      {item.reference !== null && (
        <details className={classes.details}>
          <summary>{t('item.reference')}</summary>
          <p className={classes.reference}>{item.reference}</p>
        </details>
      )}
    </div>
  )
}

/** What the judge wrote, letter by letter, for those who doubt a score. */
function JudgeWords({ item }: { readonly item: ItemFull }) {
  const { t } = useTranslation('evaluation')
  if (!item.judge) return null
  return (
    <details className={classes.details}>
      <summary>{t('item.judgeWrote', { count: item.judge.tries })}</summary>
      <pre className={classes.raw}>{item.judge.raw}</pre>
    </details>
  )
}
