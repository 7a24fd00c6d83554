import { type KeyboardEvent, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../../contract/query'
import { type AnswerPiece, piecesOf } from '../../ui/answer-pieces'
import { NumberedWords } from '../../ui/numbered-words'
import classes from './answer.module.css'
import { supportMeanings } from './answer-rules'

interface AnswerTextProps {
  readonly answer: Answer
  readonly active: number | null
  readonly onActive: (statement: number | null) => void
}

/**
 * The answer in the reading face, a small number after each sentence. One stop for Tab; arrow keys
 * go from statement to statement, and the note lights up where it bears the statement out.
 */
export function AnswerText({ answer, active, onActive }: AnswerTextProps) {
  const { t } = useTranslation('query')
  const box = useRef<HTMLDivElement>(null)
  const { text, statements } = answer
  const pieces = useMemo(() => piecesOf(text, statements), [text, statements])
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = stepOf(event.key, active ?? 0, statements.length)
    if (to === null) return
    event.preventDefault()
    onActive(to)
    box.current?.querySelector<HTMLElement>(`[data-statement="${to}"]`)?.focus()
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot hold running text
    <div
      className={classes.text}
      ref={box}
      role="group"
      aria-label={t('answer.marks')}
      onKeyDown={onKeyDown}
    >
      {pieces.map((piece) => (
        <Piece
          key={piece.start}
          piece={piece}
          answer={answer}
          active={active}
          onActive={onActive}
        />
      ))}
    </div>
  )
}

function Piece({ piece, answer, active, onActive }: AnswerTextProps & { piece: AnswerPiece }) {
  const { t } = useTranslation('query')
  const words = answer.text.slice(piece.start, piece.end)
  const { statement } = piece
  if (statement === null) return <span>{words}</span>
  const { support } = answer.statements[statement]!
  return (
    <NumberedWords
      number={statement + 1}
      meaning={supportMeanings[support]}
      isActive={active === statement}
      data-statement={statement}
      aria-label={t('answer.statement', {
        number: statement + 1,
        support: t(`answer.support.${support}`),
      })}
      tabIndex={statement === (active ?? 0) ? 0 : -1}
      onPoint={() => onActive(statement)}
      onFocus={() => onActive(statement)}
      onClick={() => onActive(statement)}
    >
      {words}
    </NumberedWords>
  )
}

/** Where an arrow key leads from a statement; null where the key does not move. */
export function stepOf(key: string, at: number, count: number): number | null {
  if (count === 0) return null
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return Math.min(count - 1, at + 1)
    case 'ArrowLeft':
    case 'ArrowUp':
      return Math.max(0, at - 1)
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}
