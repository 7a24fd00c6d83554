import { Button, Select } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StudyFigures } from '../../../../contract/study-figures'
import type { WorstAnswer } from '../../../../contract/study-results'
import { useOperation } from '../../../core/hooks'
import { ConfidentialEdge } from '../../../ui/confidential-edge'
import { Section } from '../../../ui/page'
import { type ReadingMark, ReadingPane } from '../../../ui/reading-pane'
import { ScoreNumber } from '../../../ui/score-number'
import { useFormat } from '../../../ui/use-format'
import { useTaskName } from '../../evaluation/use-figures'
import classes from './results.module.css'

const step = 10

/** The worst answers to read, each with its verdicts and the note it is about. */
export function WorstPart({ figures }: { readonly figures: StudyFigures }) {
  const { t } = useTranslation('studyResults')
  const format = useFormat()
  const [arm, setArm] = useState<string | null>(null)
  const [limit, setLimit] = useState(step)
  const { data } = useOperation(
    'studyResults.worst',
    { studyId: figures.studyId, arm, limit },
    { keepPrevious: true },
  )
  const choices = figures.arms.map((one) => ({ value: one.arm, label: one.name }))
  return (
    <Section
      title={t('worst.title')}
      note={t('worst.note')}
      action={
        <Select
          size="xs"
          className={classes.armSelect}
          aria-label={t('worst.arm')}
          placeholder={t('worst.everyArm')}
          data={choices}
          value={arm}
          clearable
          onChange={setArm}
        />
      }
    >
      <ol className={classes.worst}>
        {data?.answers.map((answer) => (
          <li key={answer.caseNo}>
            <Answer answer={answer} />
          </li>
        ))}
      </ol>
      {data && data.answers.length < data.total && limit < 100 && (
        <Button size="xs" variant="default" onClick={() => setLimit(Math.min(100, limit + step))}>
          {t('worst.more', { number: format.number(data.total - data.answers.length) })}
        </Button>
      )}
    </Section>
  )
}

function Answer({ answer }: { readonly answer: WorstAnswer }) {
  const { t } = useTranslation('studyResults')
  const taskName = useTaskName()
  const [isNoteShown, setIsNoteShown] = useState(false)
  return (
    <ConfidentialEdge confidential={answer.confidential}>
      <article className={classes.case}>
        <p className={classes.caseHead}>
          <ScoreNumber score={answer.outcome} />
          <strong>{answer.armName}</strong>
          <span className={classes.soft}>
            {taskName(answer.task)}
            {answer.judgeScore !== null && ` · ${t('worst.judge', { score: answer.judgeScore })}`}
          </span>
        </p>
        <p className={classes.question}>{answer.question}</p>
        <p className={classes.answerText}>{answer.text}</p>
        <Verdicts answer={answer} />
        <Button
          size="compact-xs"
          variant="subtle"
          aria-expanded={isNoteShown}
          onClick={() => setIsNoteShown(!isNoteShown)}
        >
          {t(isNoteShown ? 'worst.hideNote' : 'worst.showNote')}
        </Button>
        {isNoteShown && <Note answer={answer} />}
      </article>
    </ConfidentialEdge>
  )
}

function Verdicts({ answer }: { readonly answer: WorstAnswer }) {
  const { t } = useTranslation('studyResults')
  return (
    <ul className={classes.verdicts}>
      {answer.verdicts.map((verdict) => (
        <li key={verdict.name}>
          <ScoreNumber score={verdict.score} /> {verdict.name}
          <span className={classes.soft}>
            {verdict.errors.map((type) => ` · ${t(`errors.${type}`)}`)}
            {verdict.harm !== null && ` · ${t('worst.harm', { grade: t(`harm.${verdict.harm}`) })}`}
          </span>
          {verdict.comment !== '' && <p className={classes.comment}>{verdict.comment}</p>}
        </li>
      ))}
      {answer.settled && (
        <li>
          <ScoreNumber score={answer.settled.score} />{' '}
          {t('worst.settled', { name: answer.settled.name })}
          <p className={classes.comment}>{answer.settled.reason}</p>
        </li>
      )}
    </ul>
  )
}

/** The note, with the places that raters marked. */
function Note({ answer }: { readonly answer: WorstAnswer }) {
  const { t } = useTranslation('studyResults')
  const marks = useMemo(
    () =>
      answer.verdicts.flatMap((verdict) =>
        verdict.spans.flatMap(({ note, relation }): ReadingMark[] =>
          note === null
            ? []
            : [
                {
                  ...note,
                  look: relation === 'supported' ? 'supported' : 'unsupported',
                  title: `${verdict.name}: ${t(`worst.relations.${relation}`)}`,
                },
              ],
        ),
      ),
    [answer, t],
  )
  return (
    <div className={classes.note}>
      <ReadingPane
        text={answer.note}
        label={t('worst.noteLabel')}
        confidential={answer.confidential}
        marks={marks}
      />
    </div>
  )
}
