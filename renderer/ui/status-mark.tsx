import type { ReactNode } from 'react'
import { IconAlertTriangle, IconCircleCheck, IconLock, IconX } from './icons'
import classes from './status-mark.module.css'

/** The four meanings that have a colour. Each always comes with its icon and a word. */
export type Meaning = 'fine' | 'look' | 'wrong' | 'confidential'

const icons = {
  fine: IconCircleCheck,
  look: IconAlertTriangle,
  wrong: IconX,
  confidential: IconLock,
}

interface StatusMarkProps {
  readonly meaning: Meaning
  readonly children: ReactNode
  /** A tinted background, for a verdict that stands by itself. */
  readonly filled?: boolean
}

export function StatusMark({ meaning, children, filled = false }: StatusMarkProps) {
  const Icon = icons[meaning]
  return (
    <span className={classes.mark} data-meaning={meaning} data-filled={filled || undefined}>
      <Icon size={15} stroke={2} aria-hidden className={classes.icon} />
      <span className={classes.words}>{children}</span>
    </span>
  )
}

interface VerdictProps {
  readonly meaning: Meaning
  /** The verdict in one sentence. */
  readonly title: ReactNode
  readonly children?: ReactNode
  readonly action?: ReactNode
}

/** A message that stays on the page: a verdict sentence, its reasons, and what to do. */
export function Verdict({ meaning, title, children, action }: VerdictProps) {
  const Icon = icons[meaning]
  return (
    <div
      className={classes.verdict}
      data-meaning={meaning}
      role={meaning === 'wrong' ? 'alert' : 'status'}
    >
      <Icon size={18} stroke={2} aria-hidden className={classes.icon} />
      <div className={classes.verdictWords}>
        <p className={classes.verdictTitle}>{title}</p>
        {children && <div className={classes.verdictText}>{children}</div>}
      </div>
      {action}
    </div>
  )
}
