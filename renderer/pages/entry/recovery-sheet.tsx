import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call, failureMessage } from '../../core/bridge'
import { IconPrinter } from '../../ui/icons'
import { tell } from '../../ui/tell'
import { useFormat } from '../../ui/use-format'
import classes from './entry.module.css'
import { StepHeading } from './step-heading'

interface RecoverySheetProps {
  readonly recoveryKey: string
  readonly name: string
  readonly onDone: () => void
}

/** Two different groups to type back, drawn once a sheet. */
function drawGroups(count: number): readonly [number, number] {
  const drawn = crypto.getRandomValues(new Uint32Array(2))
  const first = drawn[0]! % count
  const second = (first + 1 + (drawn[1]! % (count - 1))) % count
  return first < second ? [first, second] : [second, first]
}

/** How a person may write a group of the key: case and look-alike letters do not matter. */
export function isSameGroup(typed: string, group: string): boolean {
  const plain = (text: string): string =>
    text.toUpperCase().replace(/[\s-]/g, '').replace(/[IL]/g, '1').replace(/O/g, '0')
  return plain(typed) === plain(group)
}

/** The recovery key as a sheet to print, and a check that it was really written down. */
export function RecoverySheet({ recoveryKey, name, onDone }: RecoverySheetProps) {
  const { t } = useTranslation('entry')
  const format = useFormat()
  const groups = recoveryKey.split('-')
  const [wanted] = useState(() => drawGroups(groups.length))
  const [typed, setTyped] = useState(['', ''])
  const [isChecked, setChecked] = useState(false)
  const [made] = useState(() => new Date().toISOString())
  const fits = wanted.map((index, at) => isSameGroup(typed[at] ?? '', groups[index] ?? ''))
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setChecked(true)
    if (fits.every((fit) => fit)) onDone()
  }
  const print = (): void => {
    call('shell.print', {}).catch((cause) => tell('wrong', failureMessage(cause)))
  }
  return (
    <form onSubmit={submit}>
      <div className={classes.noPrint}>
        <StepHeading title={t('recovery.title')} lead={t('recovery.lead')} />
      </div>
      <section className={classes.sheet} aria-label={t('recovery.sheet')}>
        <h2>{t('recovery.sheet')}</h2>
        <p>{t('recovery.for', { name, date: format.moment(made) })}</p>
        <ol className={classes.groups}>
          {groups.map((group, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the place is what the number stands for
            <li className={classes.group} key={index}>
              <span className={classes.groupNumber}>{index + 1}</span>
              {group}
            </li>
          ))}
        </ol>
        <p>{t('recovery.keep')}</p>
      </section>
      <div className={classes.actions}>
        <Button
          variant="default"
          leftSection={<IconPrinter size={16} aria-hidden />}
          onClick={print}
        >
          {t('recovery.print')}
        </Button>
      </div>
      <div className={classes.check}>
        {wanted.map((index, at) => (
          <TextInput
            key={index}
            label={t('recovery.group', { number: index + 1 })}
            autoComplete="off"
            spellCheck={false}
            maxLength={8}
            value={typed[at]}
            error={isChecked && !fits[at] && t('recovery.differs')}
            onChange={(event) => {
              const value = event.currentTarget.value
              setTyped((before) => before.map((old, place) => (place === at ? value : old)))
            }}
          />
        ))}
      </div>
      <div className={classes.actions}>
        <Button type="submit" disabled={typed.some((text) => text.trim() === '')}>
          {t('recovery.done')}
        </Button>
      </div>
    </form>
  )
}
