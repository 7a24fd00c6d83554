import { useTranslation } from 'react-i18next'
import type { Seal } from '../../contract/settings'
import { useSeal } from '../core/use-seal'
import { english } from '../i18n/english'
import classes from './seal-checks.module.css'
import { StatusMark } from './status-mark'

function isKnownCheck(name: string): name is keyof typeof english.machine.checks {
  return Object.hasOwn(english.machine.checks, name)
}

/** The network seal: one line for each way out, and whether it is shut. */
export function SealChecks() {
  const { t } = useTranslation('machine')
  const seal = useSeal()
  if (!seal) return <p role="status">{t('lookingAtNetwork')}</p>
  /** What was looked at where all is well; else what was found, as the shell says it. */
  const seenOf = ({ name, holds, detail }: Seal['checks'][number]): string => {
    const { connections, processes } = seal
    if (!holds || !isKnownCheck(name) || (name === 'sockets' && connections === null)) return detail
    return t(`seen.${name}`, { connections, processes })
  }
  return (
    <>
      <p className={classes.verdict}>
        <StatusMark meaning={seal.sealed ? 'fine' : 'wrong'} filled>
          {seal.sealed ? t('sealed') : t('notSealed')}
        </StatusMark>
        <span className={classes.count}>
          {seal.connections === null
            ? t('uncounted')
            : t('connections', { count: seal.connections })}
        </span>
      </p>
      <ul className={classes.checks}>
        {seal.checks.map((check) => (
          <li key={check.name} className={classes.check}>
            <StatusMark meaning={check.holds ? 'fine' : 'wrong'}>
              {isKnownCheck(check.name)
                ? t(`checks.${check.name}.${check.holds ? 'holds' : 'fails'}`)
                : check.name}
            </StatusMark>
            <span className={classes.detail}>{seenOf(check)}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
