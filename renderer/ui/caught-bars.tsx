import classes from './caught-bars.module.css'
import { IconCircleCheck } from './icons'
import { useFormat } from './use-format'

export interface CaughtCause<Id extends string> {
  readonly id: Id
  readonly name: string
  readonly caught: number
  readonly isOff: boolean
}

interface CaughtBarsProps<Id extends string> {
  readonly label: string
  readonly words: { readonly kept: string; readonly off: string }
  /** How many there are, kept or caught. */
  readonly total: number
  readonly kept: number
  readonly causes: readonly CaughtCause<Id>[]
  readonly chosen: Id | 'kept' | null
  /** Null where what was chosen is chosen again. */
  readonly onChoose: (choice: Id | 'kept' | null) => void
}

/** What was kept and what each cause caught, as bars; each is a filter for the table below. */
export function CaughtBars<Id extends string>(props: CaughtBarsProps<Id>) {
  const { label, words, total, kept, causes, chosen, onChoose } = props
  const format = useFormat()
  const barOf = (id: Id | 'kept', count: number) => ({
    share: total > 0 ? count / total : 0,
    isChosen: chosen === id,
    onChoose: () => onChoose(chosen === id ? null : id),
  })
  return (
    <ul className={classes.bars} aria-label={label}>
      <Bar name={words.kept} count={format.number(kept)} isKept {...barOf('kept', kept)} />
      {causes.map(({ id, name, caught, isOff }) => (
        <Bar
          key={id}
          name={name}
          count={isOff ? words.off : format.number(caught)}
          isOff={isOff}
          {...barOf(id, caught)}
        />
      ))}
    </ul>
  )
}

interface BarProps {
  readonly name: string
  readonly count: string
  readonly share: number
  readonly isChosen: boolean
  readonly isKept?: boolean
  readonly isOff?: boolean
  readonly onChoose: () => void
}

function Bar({ name, count, share, isChosen, isKept, isOff, onChoose }: BarProps) {
  return (
    <li>
      <button
        type="button"
        className={classes.bar}
        data-kept={isKept || undefined}
        data-off={isOff || undefined}
        aria-pressed={isChosen}
        onClick={onChoose}
      >
        <span className={classes.name}>
          {isKept && <IconCircleCheck size={15} stroke={2} aria-hidden />}
          {name}
        </span>
        <span className={classes.track} aria-hidden>
          <span className={classes.value} style={{ width: `${share * 100}%` }} />
        </span>
        <span className={classes.count}>{count}</span>
      </button>
    </li>
  )
}
