import { NativeSelect } from '@mantine/core'

interface FilterSelectProps<Value extends string> {
  readonly label: string
  /** What it is called to choose none. */
  readonly all: string
  readonly options: readonly { readonly value: Value; readonly label: string }[]
  readonly value: Value | null
  readonly onChoose: (value: Value | null) => void
  readonly className?: string
}

/** One of several to narrow a list to, or none. */
export function FilterSelect<Value extends string>(props: FilterSelectProps<Value>) {
  const { label, all, options, value, onChoose, className } = props
  return (
    <NativeSelect
      className={className}
      aria-label={label}
      data={[{ value: '', label: all }, ...options]}
      value={value ?? ''}
      onChange={(event) =>
        onChoose(options.find((one) => one.value === event.currentTarget.value)?.value ?? null)
      }
    />
  )
}
