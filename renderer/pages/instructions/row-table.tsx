import { NativeSelect } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { InstructionRow, InstructionRun } from '../../../contract/instructions'
import { sides } from '../../../contract/instructions'
import type { KeysetPages } from '../../core/hooks'
import type { Column } from '../../ui/data-table'
import { FilterSelect } from '../../ui/filter-select'
import { PagedTable } from '../../ui/paged-table'
import { RowOpener } from '../../ui/row-opener'
import { SearchField } from '../../ui/search-field'
import { StatusMark } from '../../ui/status-mark'
import { useCounted } from '../../ui/use-counted'
import { useFormat } from '../../ui/use-format'
import { useTasks } from '../query/use-tasks'
import shared from '../synthesis/synthesis.module.css'
import classes from './instructions.module.css'
import { type RowView, wholeView } from './parts'

interface RowTableProps {
  readonly view: RowView
  readonly onView: (changes: Partial<RowView>) => void
  readonly pages: KeysetPages<InstructionRow>
  readonly runs: readonly InstructionRun[]
  readonly selected: number | null
  readonly onSelect: (id: number) => void
  readonly onOpen: (id: number) => void
}

const rowHeight = 48

export function RowTable(props: RowTableProps) {
  const { onView, pages, selected, onSelect, onOpen } = props
  const { t } = useTranslation('instructions')
  const columns = useColumns(onOpen)
  return (
    <PagedTable
      label={t('rows.label')}
      pages={pages}
      columns={columns}
      rowKey={(row) => row.id}
      rowHeight={rowHeight}
      selected={selected}
      onSelect={(row) => onSelect(row.id)}
      onOpen={(row) => onOpen(row.id)}
      isConfidential={(row) => row.confidential}
      tools={<Tools {...props} />}
      none={{
        title: t('rows.none.title'),
        text: t('rows.none.text'),
        clear: t('rows.none.clear'),
      }}
      onClear={() => onView(wholeView)}
    />
  )
}

const shows = ['all', 'kept', 'caught', 'by-hand', 'edited', 'unanswerable'] as const

function Tools({ view, onView, runs }: RowTableProps) {
  const { t } = useTranslation('instructions')
  const tasks = useTasks()
  const format = useFormat()
  const counted = useCounted()
  return (
    <div className={shared.tools}>
      <SearchField
        className={shared.search}
        label={t('rows.search')}
        placeholder={t('rows.searchHint')}
        value={view.search}
        onSearch={(search) => onView({ search })}
      />
      <FilterSelect
        label={t('rows.task')}
        all={t('rows.allTasks')}
        options={tasks.map(({ id, name }) => ({ value: id, label: name }))}
        value={view.task}
        onChoose={(task) => onView({ task })}
      />
      <NativeSelect
        aria-label={t('rows.show')}
        data={shows.map((show) => ({ value: show, label: t(`rows.shows.${show}`) }))}
        value={view.show}
        onChange={(event) => onView({ show: event.currentTarget.value as RowView['show'] })}
      />
      <FilterSelect
        label={t('rows.side')}
        all={t('rows.allSides')}
        options={[...sides, 'none' as const].map((side) => ({
          value: side,
          label: t(`split.sides.${side}`),
        }))}
        value={view.side}
        onChoose={(side) => onView({ side })}
      />
      {runs.length > 1 && (
        <FilterSelect
          className={shared.runSelect}
          label={t('run.show')}
          all={t('run.all')}
          options={runs.map((run) => ({
            value: run.id,
            label: t('run.option', {
              when: format.when(run.createdAt),
              model: run.modelName,
              number: counted(run.finished, 'rows'),
            }),
          }))}
          value={view.runId}
          onChoose={(runId) => onView({ runId })}
        />
      )}
    </div>
  )
}

function useColumns(onOpen: (id: number) => void): readonly Column<InstructionRow>[] {
  const { t } = useTranslation('instructions')
  const tasks = useTasks()
  return useMemo(
    () => [
      {
        key: 'question',
        header: t('rows.question'),
        width: 'minmax(0, 1fr)',
        render: (row) => (
          <span className={classes.cell}>
            <span className={classes.question}>
              <RowOpener title={row.question} onOpen={() => onOpen(row.id)} />
            </span>
            <span className={classes.answer}>{row.answer}</span>
          </span>
        ),
      },
      {
        key: 'task',
        header: t('rows.task'),
        width: '170px',
        render: (row) => tasks.find(({ id }) => id === row.task)?.name ?? row.task,
      },
      {
        key: 'side',
        header: t('rows.side'),
        width: '96px',
        render: (row) => (row.side === null ? '' : t(`split.sides.${row.side}`)),
      },
      {
        key: 'state',
        header: t('rows.state'),
        width: 'minmax(220px, 0.4fr)',
        render: (row) => <RowState row={row} />,
      },
    ],
    [t, tasks, onOpen],
  )
}

/** Whether a row is kept, and if not, what caught it. */
export function RowState({ row }: { readonly row: InstructionRow }) {
  const { t } = useTranslation('instructions')
  const [first, ...more] = row.caughtBy
  const marks = [
    ...(row.answerable ? [] : [t('rows.unanswerable')]),
    ...(row.edited ? [t('rows.edited')] : []),
  ]
  const rest = marks.length > 0 ? ` · ${marks.join(' · ')}` : ''
  const mark = (meaning: 'fine' | 'look', words: string) => (
    <StatusMark meaning={meaning}>
      {words}
      {rest}
    </StatusMark>
  )
  if (row.verdict === 'kept') return mark('fine', t('rows.keptByHand'))
  if (row.verdict === 'left-out') return mark('look', t('rows.leftOut'))
  if (!first) return mark('fine', t('rows.kept'))
  const filter = t(`filters.of.${first}.name`)
  return mark(
    'look',
    more.length > 0
      ? t('rows.caughtMore', { filter, count: more.length })
      : t('rows.caughtBy', { filter }),
  )
}
