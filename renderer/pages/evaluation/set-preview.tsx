import { useTranslation } from 'react-i18next'
import type { SetInspection, SetMapping } from '../../../contract/evaluation-sets'
import { ColumnSelect, PreviewTable, RefusedRows } from '../../ui/import-preview'
import { useFormat } from '../../ui/use-format'
import classes from './sets.module.css'
import { useTaskName } from './use-figures'

interface SetPreviewProps {
  readonly inspection: SetInspection
  readonly onMapping: (mapping: SetMapping) => void
}

/** The first questions as they would be kept, and above each part the column of the file that feeds it. */
export function SetPreview({ inspection, onMapping }: SetPreviewProps) {
  const { t } = useTranslation('evaluation')
  const format = useFormat()
  const taskName = useTaskName()
  const { rows, problems } = inspection.looked
  const head = (part: Part) => (
    <ColumnHead part={part} inspection={inspection} onMapping={onMapping} />
  )
  return (
    <>
      <PreviewTable
        lines={3}
        columns={[
          { key: 'note', head: head('note'), width: '38%' },
          { key: 'question', head: head('question') },
          { key: 'answer', head: head('answer') },
          { key: 'task', head: head('task'), width: '16%' },
        ]}
        rows={inspection.firstQuestions.map(({ note, question, answer, task }) => [
          note,
          question,
          answer ?? '–',
          task === null ? '–' : taskName(task),
        ])}
      />
      <RefusedRows
        problems={problems}
        allGood={t('importing.allGood', { number: format.number(rows) })}
        refused={t('importing.refused', {
          count: problems.length,
          number: format.number(problems.length),
          looked: format.number(rows),
        })}
      />
    </>
  )
}

type Part = 'note' | 'question' | 'answer' | 'task'

interface ColumnHeadProps extends SetPreviewProps {
  readonly part: Part
}

/** A choice of columns where the file has columns and the layout leaves the choice. */
function ColumnHead({ part, inspection, onMapping }: ColumnHeadProps) {
  const { t } = useTranslation('evaluation')
  const { mapping, columns, layout } = inspection
  const label = t(`importing.roles.${part}`)
  if (layout !== 'csv' || columns.length === 0) return <span className={classes.soft}>{label}</span>
  const isNeeded = part === 'note' || part === 'question'
  return (
    <ColumnSelect
      label={label}
      columns={columns}
      value={mapping[part]}
      none={isNeeded ? undefined : t('importing.noColumn')}
      onColumn={(name) => onMapping({ ...mapping, [part]: name })}
    />
  )
}
