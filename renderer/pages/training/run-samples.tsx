import { ActionIcon, NativeSelect, SegmentedControl, Tooltip } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RunSamples as Samples, TrainingRun } from '../../../contract/training'
import { useOperation } from '../../core/hooks'
import { ConfidentialEdge } from '../../ui/confidential-edge'
import { Help } from '../../ui/help'
import { IconArrowLeft, IconArrowRight } from '../../ui/icons'
import { KeyHint } from '../../ui/key-hint'
import { useFormat } from '../../ui/use-format'
import { usePageKeys } from '../../ui/use-page-keys'
import classes from './run.module.css'

type Checkpoint = Samples['checkpoints'][number]
type SampleAnswer = Samples['base'][number]

function nameOf({ stage, step }: Pick<Checkpoint, 'stage' | 'step'>): string {
  return `${stage} ${step}`
}

/** The same questions at each checkpoint: what the base says, what the adapter says by then. */
export function RunSamples({ run }: { readonly run: TrainingRun }) {
  const { t } = useTranslation('training')
  const samples = useOperation('training.samples', { id: run.id }).data
  const [ordinal, setOrdinal] = useState(0)
  if (!samples) return null
  const question = samples.questions[ordinal] ?? samples.questions[0]
  return (
    <section className={classes.section} aria-label={t('runs.samples.title')}>
      <div className={classes.sectionHead}>
        <h2>{t('runs.samples.title')}</h2>
        <Help about={t('runs.samples.title')}>{t('runs.samples.help')}</Help>
        {samples.questions.length > 1 && (
          <SegmentedControl
            size="xs"
            aria-label={t('runs.samples.question')}
            data={samples.questions.map((_, at) => ({ value: String(at), label: String(at + 1) }))}
            value={String(ordinal)}
            onChange={(value) => setOrdinal(Number(value))}
          />
        )}
      </div>
      {question ? (
        <Answers samples={samples} question={question} />
      ) : (
        <p className={classes.soft}>
          {t(run.plan.sampleQuestions === 0 ? 'runs.samples.off' : 'runs.samples.none')}
        </p>
      )}
    </section>
  )
}

interface AnswersProps {
  readonly samples: Samples
  readonly question: Samples['questions'][number]
}

function Answers({ samples, question }: AnswersProps) {
  const { t } = useTranslation('training')
  const { checkpoints } = samples
  // Null follows the newest.
  const [chosen, setChosen] = useState<string | null>(null)
  const at = Math.max(
    0,
    checkpoints.findIndex((one) => nameOf(one) === chosen),
  )
  const checkpoint = checkpoints[at]
  const moveTo = (to: number): void => {
    const next = checkpoints[to]
    if (next) setChosen(to === 0 ? null : nameOf(next))
  }
  const answerIn = (answers: readonly SampleAnswer[]): SampleAnswer | undefined =>
    answers.find((one) => one.ordinal === question.ordinal)
  return (
    <ConfidentialEdge confidential={question.confidential}>
      <div className={question.confidential ? classes.inEdge : undefined}>
        <p className={classes.asked}>{question.question}</p>
        <details className={classes.note}>
          <summary>{t('runs.samples.note')}</summary>
          <p className={classes.reading}>{question.note}</p>
        </details>
        {checkpoint ? (
          <CheckpointChoice checkpoints={checkpoints} at={at} onMove={moveTo} />
        ) : (
          <p className={classes.soft}>{t('runs.samples.none')}</p>
        )}
        <div className={classes.answers}>
          <AnswerBox title={t('runs.samples.base')} answer={answerIn(samples.base)} />
          {checkpoint && (
            <AnswerBox
              title={t('runs.samples.adapter', {
                stage: t(`runs.stage.${checkpoint.stage}`),
                step: checkpoint.step,
              })}
              answer={answerIn(checkpoint.answers)}
              missing={checkpoint.missing}
            />
          )}
          <section aria-label={t('runs.samples.stored')}>
            <h3>{t('runs.samples.stored')}</h3>
            <p className={classes.answer}>{question.answer}</p>
          </section>
        </div>
      </div>
    </ConfidentialEdge>
  )
}

interface CheckpointChoiceProps {
  /** Newest first. */
  readonly checkpoints: readonly Checkpoint[]
  readonly at: number
  readonly onMove: (to: number) => void
}

function CheckpointChoice({ checkpoints, at, onMove }: CheckpointChoiceProps) {
  const { t } = useTranslation('training')
  const format = useFormat()
  usePageKeys({ j: () => onMove(at + 1), k: () => onMove(at - 1) })
  return (
    <div className={classes.checkpoints}>
      <span className={classes.soft}>{t('runs.samples.checkpoint')}</span>
      <Tooltip label={t('runs.samples.earlier')}>
        <ActionIcon
          variant="default"
          aria-label={t('runs.samples.earlier')}
          disabled={at === checkpoints.length - 1}
          onClick={() => onMove(at + 1)}
        >
          <IconArrowLeft size={15} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <KeyHint keys="J" />
      <NativeSelect
        size="xs"
        aria-label={t('runs.samples.checkpoint')}
        data={checkpoints.map((one, place) => ({
          value: String(place),
          label: t('runs.samples.option', {
            stage: t(`runs.stage.${one.stage}`),
            step: format.number(one.step),
          }),
        }))}
        value={String(at)}
        onChange={(event) => onMove(Number(event.currentTarget.value))}
      />
      <KeyHint keys="K" />
      <Tooltip label={t('runs.samples.later')}>
        <ActionIcon
          variant="default"
          aria-label={t('runs.samples.later')}
          disabled={at === 0}
          onClick={() => onMove(at - 1)}
        >
          <IconArrowRight size={15} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </div>
  )
}

interface AnswerBoxProps {
  readonly title: string
  readonly answer: SampleAnswer | undefined
  readonly missing?: string | null
}

function AnswerBox({ title, answer, missing = null }: AnswerBoxProps) {
  const { t } = useTranslation('training')
  const format = useFormat()
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      {answer ? (
        <>
          <p className={classes.answer}>
            {answer.text.trim() === '' ? (
              <span className={classes.soft}>{t('runs.samples.empty')}</span>
            ) : (
              answer.text
            )}
          </p>
          <p className={classes.soft}>
            {format.duration(answer.seconds)}
            {answer.finishReason === 'length' && ` · ${t('runs.samples.length')}`}
          </p>
        </>
      ) : (
        <p className={classes.soft}>{missing ?? t('runs.samples.waiting')}</p>
      )}
    </section>
  )
}
