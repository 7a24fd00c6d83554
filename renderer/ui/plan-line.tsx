import { IconLock } from './icons'
import classes from './plan-line.module.css'

interface PlanLineProps {
  readonly words: readonly string[]
  /** Said apart, with its mark, where confidential notes take part. */
  readonly confidential?: string | null
}

/** What a request would take, under the form that asks for it. */
export function PlanLine({ words, confidential = null }: PlanLineProps) {
  return (
    <p className={classes.plan} role="status">
      {words.join(' · ')}
      {confidential !== null && (
        <span className={classes.confidential}>
          <IconLock size={13} aria-hidden />
          {confidential}
        </span>
      )}
    </p>
  )
}
