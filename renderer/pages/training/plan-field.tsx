import { NativeSelect, TextInput } from '@mantine/core'
import { type KeyboardEvent, type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NumberField, PlanField } from '../../../contract/training-plan'
import { StatusMark } from '../../ui/status-mark'
import { useFormat } from '../../ui/use-format'
import classes from './plan-field.module.css'
import { usePlan } from './plan-form'
import { readNumber, stepNumber, writeNumber } from './plan-number'
import { definitionOf, type NumberFieldName, numberAt, wordsOf } from './plan-state'
import { useFigureWords } from './use-figure-words'

/** A field of the form: the plan's own, and the model it is for. */
type FormField = PlanField | 'modelId'

export function fieldId(field: FormField): string {
  return `plan-${field.replaceAll('.', '-')}`
}

interface FieldRowProps {
  readonly field: FormField
  readonly label: string
  readonly help: string
  /** Range and preset, or what else belongs under the help. */
  readonly note?: ReactNode
  /** For groups of several inputs, which name themselves. */
  readonly isGroup?: boolean
  readonly wide?: boolean
  readonly children: ReactNode
}

/** A field of the plan: its name, one sentence of help, its range, and the warning where it is odd. */
export function FieldRow({ field, label, help, note, isGroup, wide, children }: FieldRowProps) {
  const { t } = useTranslation('training')
  const { warnings } = usePlan()
  const words = useFigureWords()
  const id = fieldId(field)
  const own = warnings.filter((one) => one.field === field)
  return (
    <div className={classes.row} data-wide={wide || undefined}>
      <div className={classes.words}>
        {isGroup ? (
          <span className={classes.label} id={`${id}-label`}>
            {label}
          </span>
        ) : (
          <label className={classes.label} htmlFor={id}>
            {label}
          </label>
        )}
        <p className={classes.help} id={`${id}-help`}>
          {help}
        </p>
      </div>
      <div className={classes.input}>
        {children}
        {note && <p className={classes.note}>{note}</p>}
      </div>
      {own.map((one) => (
        <p className={classes.warning} key={one.code} id={`${id}-${one.code}`}>
          <StatusMark meaning={one.severity === 'stop' ? 'wrong' : 'look'}>
            {t(`plan.warnings.${one.code}`, words(one.figures))}
          </StatusMark>
        </p>
      ))}
    </div>
  )
}

export function useRangeWords(): (field: NumberField) => string {
  const { t } = useTranslation('training')
  const format = useFormat()
  return ({ min, max, ...rest }) => {
    const field = { min, max, ...rest }
    const sign = rest.unit === 'share' ? `\u00a0%` : ''
    const shown = (value: number): string =>
      rest.isInteger && value >= 1000
        ? format.number(value)
        : writeNumber(value, field, format.language)
    const unit = t(`plan.units.${rest.unit}`)
    const ends = { min: shown(min), max: `${shown(max)}${sign}` }
    return unit === '' ? t('plan.range', ends) : t('plan.rangeUnit', { ...ends, unit })
  }
}

/** A number of the plan. What cannot be taken is said, and the last good value stays. */
export function NumberRow({ field, empty }: { field: NumberFieldName; empty?: string }) {
  const { t } = useTranslation('training')
  const { plan, usual, change } = usePlan()
  const format = useFormat()
  const range = useRangeWords()
  const definition = definitionOf(field)
  const value = numberAt(plan, field)
  const preset = numberAt(usual, field)
  const write = (one: number | null): string =>
    one === null ? '' : writeNumber(one, definition, format.language)
  const [draft, setDraft] = useState<string | null>(null)
  const [isOutside, setOutside] = useState(false)
  const shown = draft ?? write(value)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a value from elsewhere replaces what was typed
  useEffect(() => {
    setDraft((typed) => (typed !== null && readTyped(typed) === value ? typed : null))
    setOutside(false)
  }, [value])
  const readTyped = (text: string): number | null | undefined => {
    if (text.trim() === '' && empty !== undefined) return null
    return readNumber(text, definition, format.language) ?? undefined
  }
  const type = (text: string): void => {
    setDraft(text)
    const read = readTyped(text)
    setOutside(read === undefined)
    if (read !== undefined) change(field, read)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
    if (value === null) return
    event.preventDefault()
    setDraft(null)
    change(field, stepNumber(value, definition, event.key === 'ArrowUp' ? 1 : -1))
  }
  const key = wordsOf(field)
  const presetWords = preset === null ? (empty ?? '') : write(preset)
  return (
    <FieldRow
      field={field}
      label={t(`plan.fields.${key}.label`)}
      help={t(`plan.fields.${key}.help`)}
      note={
        isOutside ? (
          <span className={classes.outside} role="alert">
            {t('plan.outside', { range: range(definition) })}
          </span>
        ) : (
          <>
            {range(definition)}
            {value !== preset && (
              <button
                type="button"
                className={classes.reset}
                onClick={() => {
                  setDraft(null)
                  change(field, preset)
                }}
              >
                {t('plan.reset', { value: presetWords })}
              </button>
            )}
          </>
        )
      }
    >
      <TextInput
        id={fieldId(field)}
        size="xs"
        inputMode={definition.isInteger ? 'numeric' : 'decimal'}
        aria-describedby={`${fieldId(field)}-help`}
        aria-invalid={isOutside || undefined}
        autoComplete="off"
        placeholder={empty}
        rightSection={definition.unit === 'share' ? '%' : undefined}
        value={shown}
        onChange={(event) => type(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={() => {
          setDraft(null)
          setOutside(false)
        }}
      />
    </FieldRow>
  )
}

interface ChoiceRowProps {
  readonly field: FormField
  readonly label: string
  readonly help: string
  readonly data: readonly { readonly value: string; readonly label: string }[]
  readonly value: string
  readonly onChoose: (value: string) => void
  readonly wide?: boolean
}

export function ChoiceRow({ field, label, help, data, value, onChoose, wide }: ChoiceRowProps) {
  return (
    <FieldRow field={field} label={label} help={help} wide={wide}>
      <NativeSelect
        id={fieldId(field)}
        size="xs"
        aria-describedby={`${fieldId(field)}-help`}
        data={[...data]}
        value={value}
        onChange={(event) => onChoose(event.currentTarget.value)}
      />
    </FieldRow>
  )
}
