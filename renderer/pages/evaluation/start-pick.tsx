import { NativeSelect } from '@mantine/core'
import { useFormat } from '../../ui/use-format'
import classes from './evaluation.module.css'

interface StartPickProps {
  readonly label: string
  readonly starts: readonly {
    readonly id: string
    readonly name: string
    readonly createdAt: string
  }[]
  readonly value: string
  readonly onChoose: (id: string) => void
}

/** Earlier results are kept: which of them is shown. */
export function StartPick({ label, starts, value, onChoose }: StartPickProps) {
  const format = useFormat()
  if (starts.length < 2) return null
  return (
    <NativeSelect
      size="sm"
      className={classes.startPick}
      aria-label={label}
      data={starts.map((one) => ({
        value: one.id,
        label: `${one.name} · ${format.when(one.createdAt)}`,
      }))}
      value={value}
      onChange={(event) => onChoose(event.currentTarget.value)}
    />
  )
}
