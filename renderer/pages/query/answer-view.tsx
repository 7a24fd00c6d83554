import { useTranslation } from 'react-i18next'
import type { Answer, Trimming } from '../../../contract/query'
import { Facts } from '../../ui/figure'
import { Help } from '../../ui/help'
import { StatusMark, Verdict } from '../../ui/status-mark'
import { useFormat } from '../../ui/use-format'
import classes from './answer.module.css'
import { AnswerActions } from './answer-actions'
import { useInView } from './answer-part'
import { isNotInNote, supportCounts, supportMeanings, supports } from './answer-rules'
import { AnswerText } from './answer-text'
import { ReleaseMark } from './release-mark'
import { useAskedModel } from './use-asked-model'
import { useTasks } from './use-tasks'

interface AnswerViewProps {
  readonly answer: Answer
  readonly active: number | null
  readonly onActive: (statement: number | null) => void
}

/** One answer with what bears it out, what it took, and what can be done with it. */
export function AnswerView({ answer, active, onActive }: AnswerViewProps) {
  const { t } = useTranslation('query')
  const tasks = useTasks()
  const place = useInView()
  const isSettled = isNotInNote(answer)
  const task = tasks.find((one) => one.id === answer.task)?.name ?? t('answer.free')
  return (
    <section className={classes.part} ref={place} aria-label={t('answer.title')}>
      <div className={classes.head}>
        <h2>{t('answer.title')}</h2>
        <p className={`${classes.soft} ${classes.asked}`}>
          {task}: {answer.instruction}
        </p>
        <ReleaseMark until={answer.release?.until ?? null} />
      </div>
      {answer.trimming && <Trimmed trimming={answer.trimming} />}
      <div className={answer.saysNotInNote ? classes.settled : undefined}>
        {answer.saysNotInNote && <p className={classes.settledTitle}>{t('answer.notInNote')}</p>}
        {answer.text === '' ? (
          <p className={classes.soft}>{t('answer.empty')}</p>
        ) : isSettled ? (
          <div className={classes.text}>{answer.text}</div>
        ) : (
          <AnswerText answer={answer} active={active} onActive={onActive} />
        )}
      </div>
      {answer.finishReason === 'stopped-by-person' && (
        <StatusMark meaning="look">{t('answer.stopped')}</StatusMark>
      )}
      {answer.finishReason === 'length' && (
        <StatusMark meaning="look">{t('answer.length')}</StatusMark>
      )}
      {answer.statements.length > 0 && !isSettled && <Support answer={answer} active={active} />}
      <FigureLine answer={answer} />
      <AnswerActions answer={answer} />
      <Trace answer={answer} />
    </section>
  )
}

function Trimmed({ trimming }: { readonly trimming: Trimming }) {
  const { t } = useTranslation('query')
  const format = useFormat()
  const { keptTokens, cutTokens } = trimming
  const tokens = keptTokens + cutTokens
  const kept = t('answer.share', { percent: format.percent(keptTokens / Math.max(1, tokens)) })
  return (
    <Verdict meaning="look" title={t('answer.trimmed', { kept })}>
      {t('answer.trimmedText', {
        cutTokens: format.number(cutTokens),
        tokens: format.number(tokens),
      })}
    </Verdict>
  )
}

/** How many statements the note bears out, and in words what the one pointed at is. */
function Support({ answer, active }: { readonly answer: Answer; readonly active: number | null }) {
  const { t } = useTranslation('query')
  const format = useFormat()
  const counts = supportCounts(answer.statements)
  const statement = active === null ? undefined : answer.statements[active]
  return (
    <div>
      <div className={classes.counts}>
        {supports.map(
          (support) =>
            counts[support] > 0 && (
              <StatusMark key={support} meaning={supportMeanings[support]}>
                {t(`answer.counts.${support}`, { number: format.number(counts[support]) })}
              </StatusMark>
            ),
        )}
        <Help about={t('answer.aidAbout')}>{t('answer.aid')}</Help>
      </div>
      <p className={classes.now} role="status">
        {statement && active !== null ? (
          <StatusMark meaning={supportMeanings[statement.support]}>
            {t('answer.statement', {
              number: active + 1,
              support: t(`answer.support.${statement.support}`),
            })}
          </StatusMark>
        ) : (
          <span className={classes.soft}>{t('answer.marksHint')}</span>
        )}
      </p>
    </div>
  )
}

function FigureLine({ answer }: { readonly answer: Answer }) {
  const { t } = useTranslation('query')
  const askedOf = useAskedModel()
  const format = useFormat()
  const words = [
    t('answer.figures.reused', {
      reused: format.number(answer.reusedTokens),
      prompt: format.number(answer.promptTokens),
    }),
    t('answer.figures.first', { duration: format.duration(answer.firstTokenSeconds) }),
    t('answer.figures.tokens', { number: format.number(answer.answerTokens) }),
    t('answer.figures.total', { duration: format.duration(answer.seconds) }),
  ]
  return (
    <div>
      <p className={classes.soft}>{words.join(' · ')}</p>
      <p className={classes.soft}>
        {t('answer.source', { model: askedOf(answer), when: format.moment(answer.at) })}
      </p>
    </div>
  )
}

function Trace({ answer }: { readonly answer: Answer }) {
  const { t } = useTranslation('query')
  const format = useFormat()
  return (
    <details className={classes.trace}>
      <summary>{t('answer.trace')}</summary>
      <Facts
        rows={[
          { label: t('answer.hash'), value: answer.modelSha256 },
          ...(answer.adapterSha256
            ? [{ label: t('answer.adapterHash'), value: answer.adapterSha256 }]
            : []),
          { label: t('answer.family'), value: answer.family },
          { label: t('answer.seed'), value: String(answer.seed) },
          {
            label: t('answer.temperature'),
            value: format.number(answer.sampling.temperature, 2),
          },
          {
            label: t('answer.longest'),
            value: t('answer.tokensOf', { number: format.number(answer.maxTokens) }),
          },
        ]}
      />
    </details>
  )
}
