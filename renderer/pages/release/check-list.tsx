import { useTranslation } from 'react-i18next'
import type { ReleaseCheck } from '../../../contract/release'
import { Section } from '../../ui/page'
import { StatusMark } from '../../ui/status-mark'
import { checkMeaning } from './meaning'
import classes from './release.module.css'
import { useCriterionWords } from './use-criterion-words'

/** What a release needs; it fills itself as the study comes to its end. */
export function CheckList({ checks }: { readonly checks: readonly ReleaseCheck[] }) {
  const { t } = useTranslation('release')
  const words = useCheckWords()
  return (
    <Section title={t('list')}>
      <ul className={classes.checks}>
        {checks.map((check) => (
          <li key={`${check.code} ${check.subject}`} className={classes.check}>
            <span>{words(check)}</span>
            <StatusMark meaning={checkMeaning[check.state]}>{t(`mark.${check.state}`)}</StatusMark>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function useCheckWords(): (check: ReleaseCheck) => string {
  const { t } = useTranslation('release')
  const criterion = useCriterionWords()
  return (check) => {
    const { code, state, subject, count } = check
    if (code !== 'criterion')
      return t(`check.${code}.${state}` as 'check.report.fine', { count: count ?? 0 })
    if (subject === null) return t('check.noCriteria')
    const { name, found, required } = criterion(check)
    return t('check.criterion', { name, value: found, target: required })
  }
}
