import { useTranslation } from 'react-i18next'
import type { Collection, Problem } from '../../../contract/sources'
import { useOperation } from '../../core/hooks'
import { useFormat } from '../../ui/use-format'
import { useWorded } from '../../ui/use-worded'
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

export function ProblemTable({ problems }: { readonly problems: readonly Problem[] }) {
  const { t } = useTranslation('sources')
  const format = useFormat()
  const say = useWorded()
  return (
    <table className={classes.problemTable}>
      <thead>
        <tr>
          <th>{t('importing.file')}</th>
          <th data-align="right">{t('importing.line')}</th>
          <th>{t('importing.reason')}</th>
        </tr>
      </thead>
      <tbody>
        {problems.map((problem) => (
          <tr key={`${problem.file}:${problem.line}:${problem.reason}`}>
            <td>{problem.file}</td>
            <td data-align="right">
              {problem.line === null ? t('importing.noLine') : format.number(problem.line)}
            </td>
            <td>{say(problem.said, problem.reason)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
