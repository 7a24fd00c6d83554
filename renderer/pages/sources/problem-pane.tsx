import { useTranslation } from 'react-i18next'
import type { Collection } from '../../../contract/sources'
import { useOperation } from '../../core/hooks'
import { ProblemTable } from '../../ui/problem-table'
import classes from './sources.module.css'

/** What an import could not read, each with its place and why. */
export function ProblemPane({ collection }: { readonly collection: Collection }) {
  const { t } = useTranslation('sources')
  const problems = useOperation('sources.problems', { collectionId: collection.id }).data ?? []
  return (
    <section
      className={classes.problems}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling list must be reachable by keyboard
      tabIndex={0}
      aria-label={t('problemsTitle', { name: collection.name })}
    >
      <h2>{t('problemsTitle', { name: collection.name })}</h2>
      {problems.length < collection.problems && (
        <p className={classes.soft}>{t('problemsFirst', { count: problems.length })}</p>
      )}
      <ProblemTable problems={problems} />
    </section>
  )
}
