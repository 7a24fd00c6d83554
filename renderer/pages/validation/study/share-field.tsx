import { NumberInput } from '@mantine/core'
import { FieldLabel } from '../../../ui/help'
import { useFormat } from '../../../ui/use-format'

interface ShareFieldProps {
  readonly label: string
  readonly help?: string
  /** From 0 to 1; it is typed in percent. */
  readonly value: number | null
  readonly least?: number
  readonly most: number
  readonly step?: number
  readonly disabled?: boolean
  readonly placeholder?: string
  readonly onChange: (value: number) => void
}

/** A share, typed in percent. */
export function ShareField(props: ShareFieldProps) {
  const { label, help, value, least = 0, most, step = 5, onChange, ...rest } = props
  const format = useFormat()
  return (
    <NumberInput
      size="sm"
      label={help === undefined ? label : <FieldLabel help={help}>{label}</FieldLabel>}
      suffix=" %"
      min={least * 100}
      max={most * 100}
      step={step}
      decimalScale={1}
      decimalSeparator={format.language === 'de' ? ',' : '.'}
      clampBehavior="blur"
      value={value === null ? '' : Number((value * 100).toFixed(1))}
      onChange={(next) => {
        if (typeof next === 'number' && next >= least * 100 && next <= most * 100)
          onChange(Number((next / 100).toFixed(4)))
      }}
      {...rest}
    />
  )
}
