import { Popover, UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './help.module.css'

interface HelpProps {
  /** What is explained, for those who cannot see where the mark stands. */
  readonly about: string
  readonly children: ReactNode
}

/** A small "?" that opens a one-line explanation where a word needs one. */
export function Help({ about, children }: HelpProps) {
  const { t } = useTranslation('common')
  return (
    <Popover width={300} position="top" withArrow>
      <Popover.Target>
        <UnstyledButton className={classes.mark} aria-label={t('explain', { about })}>
          ?
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={classes.words}>{children}</Popover.Dropdown>
    </Popover>
  )
}

interface FieldLabelProps {
  readonly children: string
  readonly help: ReactNode
}

/** The label of a form field with its explanation beside it. */
export function FieldLabel({ children, help }: FieldLabelProps) {
  return (
    <span className={classes.label}>
      {children}
      <Help about={children}>{help}</Help>
    </span>
  )
}
