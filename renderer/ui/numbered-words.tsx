import type { ComponentPropsWithoutRef, ReactNode } from 'react'
import classes from './numbered-words.module.css'
import type { Meaning } from './status-mark'

interface NumberedWordsProps extends Omit<ComponentPropsWithoutRef<'button'>, 'className'> {
  readonly number: number
  /** How far the note bears the words out; null where that is not looked at. */
  readonly meaning: Meaning | null
  readonly isActive: boolean
  /** The words that the number stands behind. */
  readonly children: ReactNode
  readonly onPoint?: () => void
}

/** A statement within an answer, and behind it a small number that shows where the note bears it out. */
export function NumberedWords(props: NumberedWordsProps) {
  const { number, meaning, isActive, children, onPoint, ...button } = props
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same by keyboard
    <span className={classes.words} data-active={isActive || undefined} onMouseEnter={onPoint}>
      {children}
      <button
        type="button"
        className={classes.number}
        data-meaning={meaning ?? undefined}
        aria-pressed={isActive}
        {...button}
      >
        {number}
      </button>
    </span>
  )
}
