import { useTranslation } from 'react-i18next'
import type { Arm } from '../../../contract/evaluation-comparison'
import type { ItemAnswer, ItemFull } from '../../../contract/evaluation-results'
import { StatusMark } from '../../ui/status-mark'
import { useFormat } from '../../ui/use-format'
import { AnswerWords } from './answer-words'
import classes from './item.module.css'
import { ScoreMark } from './score-mark'
import { Swatch } from './swatch'
import type { SeriesLook } from './use-choices'
import type { Statements } from './use-statements'

interface AnswerCardProps {
  readonly arm: Arm | undefined
  readonly look: SeriesLook | undefined
  readonly answer: ItemAnswer
  readonly judgeState: NonNullable<ItemFull['judge']>['state'] | null
  readonly statements: Statements
}

/** What one arm answered, its score and the judge's reason. */
export function AnswerCard({ arm, look, answer, judgeState, statements }: AnswerCardProps) {
  const { t } = useTranslation('evaluation')
  const format = useFormat()
  const facts = [
    format.duration(answer.seconds),
    t('item.tokens', { number: format.number(answer.tokens) }),
    t('run.seed', { seed: answer.seed }),
    answer.letter && t('item.letter', { letter: answer.letter }),
  ]
  return (
    <article className={classes.card} aria-label={arm?.name}>
      <h3 className={classes.arm}>
        <Swatch look={look} />
        {arm?.name}
      </h3>
      <p>
        <ScoreMark state={scoreStateOf(answer, judgeState)} score={answer.score} />
      </p>
      {answer.reason && (
        <p className={classes.reason}>
          <span className={classes.soft}>{t('item.reason')} </span>
          {answer.reason}
        </p>
      )}
      {answer.state === 'failed' ? (
        <StatusMark meaning="look">
          {t('item.noAnswer', { reason: answer.failure ?? '' })}
        </StatusMark>
      ) : (
        <AnswerWords answer={answer} statements={statements} />
      )}
      {answer.saysNotInNote && <p className={classes.soft}>{t('item.saysNotInNote')}</p>}
      {answer.finishReason === 'length' && (
        <StatusMark meaning="look">{t('item.cutOff')}</StatusMark>
      )}
      {answer.cutCharacters > 0 && (
        <StatusMark meaning="look">
          {t('item.noteCut', { number: format.number(answer.cutCharacters) })}
        </StatusMark>
      )}
      {answer.state === 'done' && (
        <p className={classes.facts}>{facts.filter(Boolean).join(' · ')}</p>
      )}
    </article>
  )
}

/** Whether there is a score, and if not, why: an unreadable judgement is not a low one. */
export function scoreStateOf(
  answer: Pick<ItemAnswer, 'state' | 'score'>,
  judgeState: AnswerCardProps['judgeState'],
) {
  if (answer.state === 'failed') return 'missing'
  if (answer.score !== null) return 'judged'
  return judgeState === 'unparseable' ? 'unparseable' : 'waiting'
}
