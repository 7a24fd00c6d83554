import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { KeyHint } from '../ui/key-hint'
import classes from './dialogs.module.css'

const groups = {
  everywhere: [
    ['Ctrl K', 'search'],
    ['Ctrl 1', 'stage'],
    ['Alt ←', 'back'],
    ['Alt →', 'forward'],
    ['Ctrl L', 'lock'],
    ['Esc', 'close'],
    ['?', 'list'],
  ],
  tables: [
    ['↑', 'rowUp'],
    ['↓', 'rowDown'],
    ['Home', 'first'],
    ['End', 'last'],
    ['Enter', 'open'],
  ],
  texts: [
    ['Ctrl F', 'find'],
    ['Enter', 'findNext'],
    ['Shift Enter', 'findBefore'],
  ],
} as const

/** Every key, in one place. */
export function KeyList() {
  const { t } = useTranslation('shell')
  const names = Object.keys(groups) as (keyof typeof groups)[]
  return (
    <dl className={classes.keys}>
      {names.map((group) => (
        <Fragment key={group}>
          <h3 className={classes.keyGroup}>{t(`keys.groups.${group}`)}</h3>
          {groups[group].map(([keys, what]) => (
            <Fragment key={what}>
              <dt>
                <KeyHint keys={keys} />
              </dt>
              <dd>{t(`keys.${what}`)}</dd>
            </Fragment>
          ))}
        </Fragment>
      ))}
    </dl>
  )
}
