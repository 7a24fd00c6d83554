import classes from './key-hint.module.css'

interface KeyHintProps {
  /** Such as "Ctrl K": one key after another, by spaces. */
  readonly keys: string
}

export function KeyHint({ keys }: KeyHintProps) {
  return (
    <span className={classes.keys}>
      {keys.split(' ').map((key) => (
        <kbd className={classes.key} key={key}>
          {key}
        </kbd>
      ))}
    </span>
  )
}
