import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Mark } from '../../shell/mark'
import { StatusLine } from '../../shell/status-line'
import classes from './entry.module.css'

/** What stands around set-up and unlock: the app's name, one column, and the line at the foot. */
export function EntryFrame({ children, wide = false }: { children: ReactNode; wide?: boolean }) {
  const { t } = useTranslation('common')
  const name = t('appName')
  useEffect(() => {
    // The page that was open before the lock must not go on naming the window.
    document.title = name
  }, [name])
  return (
    <div className={classes.frame}>
      <main className={classes.column} data-wide={wide || undefined}>
        <p className={classes.brand}>
          <Mark size={28} />
          {name}
        </p>
        {children}
      </main>
      <StatusLine />
    </div>
  )
}
