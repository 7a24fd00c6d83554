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
  return names.map((group) => (
    <section key={group} className={classes.keyGroup}>
      <h3>{t(`keys.groups.${group}`)}</h3>
      <dl className={classes.keys}>
        {groups[group].map(([keys, what]) => (
          <div className={classes.key} key={what}>
            <dt>
              <KeyHint keys={keys} />
            </dt>
            <dd>{t(`keys.${what}`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  ))
}
