import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Mark } from '../../shell/mark'
import { StatusLine } from '../../shell/status-line'
import classes from './entry.module.css'

/** What stands around set-up and unlock: the app's name, one column, and the line at the foot. */
export function EntryFrame({ children, wide = false }: { children: ReactNode; wide?: boolean }) {
  const { t } = useTranslation('common')
  return (
    <div className={classes.frame}>
      <main className={classes.column} data-wide={wide || undefined}>
        <p className={classes.brand}>
          <Mark size={28} />
          {t('appName')}
        </p>
        {children}
      </main>
      <StatusLine />
    </div>
  )
}
