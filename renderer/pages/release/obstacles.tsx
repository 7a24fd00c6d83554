import { useTranslation } from 'react-i18next'
import type { PackObstacle } from '../../../contract/share-pack'
import { Section } from '../../ui/page'
import { type Meaning, StatusMark } from '../../ui/status-mark'
import { useFormat } from '../../ui/use-format'
import classes from './release.module.css'

/** Everything at once that keeps a pack from being written. */
export function Obstacles({ obstacles }: { readonly obstacles: readonly PackObstacle[] }) {
  const { t } = useTranslation('release')
  const words = useObstacleWords()
  return (
    <Section title={t('share.obstacles.title')}>
      {obstacles.length === 0 ? (
        <StatusMark meaning="fine">{t('share.obstacles.none')}</StatusMark>
      ) : (
        <ul className={classes.checks}>
          {obstacles.map((obstacle) => {
            const kind = kindOf(obstacle)
            return (
              <li key={`${obstacle.code} ${obstacle.subject}`} className={classes.check}>
                <span>{words(obstacle)}</span>
                <StatusMark meaning={meanings[kind]}>{t(`share.obstacles.${kind}`)}</StatusMark>
              </li>
            )
          })}
        </ul>
      )}
    </Section>
  )
}

type Kind = 'confidential' | 'missing' | 'stop'
const meanings: Readonly<Record<Kind, Meaning>> = {
  confidential: 'confidential',
  missing: 'look',
  stop: 'wrong',
}

function kindOf({ code }: PackObstacle): Kind {
  if (code.endsWith('confidential')) return 'confidential'
  return code.startsWith('no-') ? 'missing' : 'stop'
}

function useObstacleWords(): (obstacle: PackObstacle) => string {
  const { t } = useTranslation('release')
  const format = useFormat()
  return ({ code, count, subject }) => {
    if (count === null)
      return t(`share.obstacles.${code}` as 'share.obstacles.adapter-unknown', {
        subject: subject ?? '',
      })
    const key = code === 'adapter-confidential' ? 'adapter-confidential-records' : code
    return t(`share.obstacles.${key}` as 'share.obstacles.rows-confidential', {
      count,
      number: format.number(count),
    })
  }
}
