import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ItemAnswer } from '../../../contract/evaluation-results'
import type { CheckedStatement } from '../../../contract/evaluation-statements'
import { piecesOf } from '../../ui/answer-pieces'
import { NumberedWords } from '../../ui/numbered-words'
import { segmentsOf } from '../../ui/text-segments'
import classes from './item.module.css'
import { verdictMeanings } from './statement-bar'
import type { Statements } from './use-statements'

interface AnswerWordsProps {
  readonly answer: ItemAnswer
  readonly statements: Statements
}

/** An answer in the reading face: after each statement its mark, in it what was not borne out. */
export function AnswerWords({ answer, statements }: AnswerWordsProps) {
  const { text } = answer
  const pieces = useMemo(() => piecesOf(text, answer.statements), [text, answer.statements])
  return (
    <div className={classes.words}>
      {pieces.map((piece) =>
        piece.statement === null ? (
          <Words key={piece.start} text={text} start={piece.start} end={piece.end} marks={[]} />
        ) : (
          <StatementWords
            key={piece.start}
            answer={answer}
            index={piece.statement}
            statements={statements}
          />
        ),
      )}
    </div>
  )
}

interface WordsProps {
  readonly text: string
  readonly start: number
  readonly end: number
  /** Places in the whole answer. */
  readonly marks: readonly { readonly start: number; readonly end: number; readonly look: string }[]
}

/** A stretch of the answer as text, never as markup; hidden characters are shown by their names. */
function Words({ text, start, end, marks }: WordsProps) {
  const own = marks.map((mark) => ({ ...mark, start: mark.start - start, end: mark.end - start }))
  return segmentsOf(text.slice(start, end), own).map((segment) => {
    const words =
      segment.hidden === null ? (
        text.slice(start + segment.start, start + segment.end)
      ) : (
        <span className={classes.hidden}>{segment.hidden}</span>
      )
    const mark = own[segment.marks[0] ?? -1]
    if (!mark) return <span key={segment.start}>{words}</span>
    return (
      <mark key={segment.start} className={classes.problem} data-verdict={mark.look}>
        {words}
      </mark>
    )
  })
}

interface StatementWordsProps extends AnswerWordsProps {
  readonly index: number
}

function StatementWords({ answer, index, statements }: StatementWordsProps) {
  const { t } = useTranslation('evaluation')
  const statement = answer.statements[index]!
  const isActive = statements.active?.armId === answer.armId && statements.active.index === index
  const { isCheckable, verdict, start, end } = statement
  return (
    <NumberedWords
      number={index + 1}
      meaning={isCheckable ? verdictMeanings[verdict] : null}
      isActive={isActive}
      data-labelled={statement.human !== null || undefined}
      aria-label={t('item.statement', {
        number: index + 1,
        verdict: t(isCheckable ? `verdicts.${verdict}` : 'verdicts.unchecked'),
      })}
      onClick={() => statements.choose(answer.armId, index)}
    >
      <Words text={answer.text} start={start} end={end} marks={problemsOf(statement)} />
    </NumberedWords>
  )
}

/** What in a statement was looked up and not borne out. */
function problemsOf({ items }: CheckedStatement): WordsProps['marks'] {
  return items
    .filter((item) => item.verdict !== 'supported' && item.kind !== 'words')
    .map(({ start, end, verdict }) => ({ start, end, look: verdict }))
}
