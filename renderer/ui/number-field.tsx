import { NumberInput, type NumberInputProps } from '@mantine/core'
import type { ReactNode } from 'react'
import { useFormat } from './use-format'

interface NumberFieldProps extends Omit<NumberInputProps, 'value' | 'onChange'> {
  readonly value: number
  /** Told of numbers alone: a field that is being emptied keeps the last one. */
  readonly onNumber: (value: number) => void
}

/** A number that always has a value, with the decimal sign of the page's language. */
export function NumberField({ onNumber, ...looks }: NumberFieldProps) {
  const { language } = useFormat()
  return (
    <NumberInput
      decimalSeparator={language === 'de' ? ',' : '.'}
      {...looks}
      onChange={(value) => typeof value === 'number' && onNumber(value)}
    />
  )
}

interface OptionalNumberFieldProps extends Omit<NumberInputProps, 'value' | 'onChange' | 'min'> {
  readonly value: number | null
  readonly onNumber: (value: number | null) => void
}

/** A whole number from 1, or nothing: the placeholder then says what holds. */
export function OptionalNumberField(props: OptionalNumberFieldProps) {
  const { value, onNumber, ...looks } = props
  return (
    <NumberInput
      {...looks}
      min={1}
      allowDecimal={false}
      value={value ?? ''}
      onChange={(next) => onNumber(next === '' ? null : Math.max(1, Number(next)))}
    />
  )
}

interface SeedFieldProps {
  readonly label: ReactNode
  readonly seed: number
  readonly onSeed: (seed: number) => void
}

/** The number that the same work comes out of again; nothing typed is 0. */
export function SeedField({ label, seed, onSeed }: SeedFieldProps) {
  return (
    <NumberInput
      label={label}
      min={0}
      max={0xffff_ffff}
      allowDecimal={false}
      value={seed}
      onChange={(value) => onSeed(Number(value) || 0)}
    />
  )
}
