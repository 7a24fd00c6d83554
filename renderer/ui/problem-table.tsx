import { useTranslation } from 'react-i18next'
import type { Problem } from '../../contract/sources'
import classes from './problem-table.module.css'
import { useFormat } from './use-format'
import { useWorded } from './use-worded'

/** What could not be read of files, each with its place and why. */
export function ProblemTable({ problems }: { readonly problems: readonly Problem[] }) {
  const { t } = useTranslation('importing')
  const format = useFormat()
  const say = useWorded()
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th>{t('file')}</th>
          <th data-align="right">{t('line')}</th>
          <th>{t('reason')}</th>
        </tr>
      </thead>
      <tbody>
        {problems.map((problem) => (
          <tr key={`${problem.file}:${problem.line}:${problem.reason}`}>
            <td>{problem.file}</td>
            <td data-align="right">
              {problem.line === null ? t('noLine') : format.number(problem.line)}
            </td>
            <td>{say(problem.said, problem.reason)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
