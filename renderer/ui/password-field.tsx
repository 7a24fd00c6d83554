import { PasswordInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './password-field.module.css'

/** What the core asks for at least; it refuses guessed-first ones by itself. */
export const shortestPassword = 12

export function isLongEnough(password: string): boolean {
  return [...password].length >= shortestPassword
}

/**
 * How hard a password is to guess, from 0 to 3, by length and variety alone: a hint while typing,
 * not the rule. 16 characters of many kinds or 20 of any are the top.
 */
export function strengthOf(password: string): 0 | 1 | 2 | 3 {
  const length = [...password].length
  const kinds = new Set(password).size
  if (length < shortestPassword || kinds < 5) return 0
  if (length >= 20 && kinds >= 9) return 3
  if (length >= 16 && kinds >= 8) return 2
  return 1
}

interface PasswordFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly refusal?: string
  readonly autoFocus?: boolean
}

/** A new password: pasting is welcome, and a hint says how good it is. */
export function PasswordField({ label, value, onChange, refusal, autoFocus }: PasswordFieldProps) {
  const { t } = useTranslation('common')
  const strength = strengthOf(value)
  return (
    <div className={classes.field}>
      <PasswordInput
        label={label}
        description={t('password.rule', { count: shortestPassword })}
        autoComplete="new-password"
        maxLength={256}
        value={value}
        error={refusal}
        data-autofocus={autoFocus || undefined}
        visibilityToggleButtonProps={{ 'aria-label': t('password.show') }}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <div className={classes.strength} data-strength={value === '' ? undefined : strength}>
        <span className={classes.bars} aria-hidden>
          <span />
          <span />
          <span />
        </span>
        <span role="status">{value === '' ? '' : t(`password.strength.${strength}`)}</span>
      </div>
    </div>
  )
}
