import { useTranslation } from 'react-i18next'
import { useSeal } from '../core/use-seal'
import classes from './status-line.module.css'

/** The standing line at the foot: what the app is for, and that nothing leaves the machine. */
export function StatusLine() {
  const { t } = useTranslation('shell')
  const seal = useSeal()
  return (
    <footer className={classes.line}>
      <span>{t('research')}</span>
      <span data-broken={seal && !seal.sealed ? true : undefined} className={classes.seal}>
        {seal === undefined && t('seal.looking')}
        {seal && seal.connections === null && t('seal.uncounted')}
        {seal && seal.connections !== null && t('seal.connections', { count: seal.connections })}
      </span>
    </footer>
  )
}
