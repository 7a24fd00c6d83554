import { Button, NativeSelect } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { InstructionRow, InstructionRun } from '../../../contract/instructions'
import { sides } from '../../../contract/instructions'
import type { TaskId } from '../../../contract/tasks'
import type { KeysetPages } from '../../core/hooks'
import { type Column, DataTable } from '../../ui/data-table'
import { EmptyState } from '../../ui/empty-state'
import { RefusalNote } from '../../ui/error-boundary'
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
  readonly total: number | null
  readonly selected: number | null
  readonly onSelect: (id: number) => void
  readonly onOpen: (id: number) => void
}

const rowHeight = 48

/** Rows by pages: as smooth with 158,114 of them as with ten. */
export function RowTable(props: RowTableProps) {
  const { onView, pages, selected, onSelect, onOpen } = props
  const { t } = useTranslation('instructions')
  const columns = useColumns(onOpen)
  if (pages.failure) return <RefusalNote message={pages.failure.message} />
  return (
    <>
      <Tools {...props} />
      <DataTable
        label={t('rows.label')}
        rows={pages.rows}
        columns={columns}
        rowKey={(row) => row.id}
        rowHeight={rowHeight}
        total={props.total}
        selected={selected}
        onSelect={(row) => onSelect(row.id)}
        onOpen={(row) => onOpen(row.id)}
        hasMore={pages.hasMore}
        isLoading={pages.isLoading}
        loadMore={pages.loadMore}
        isConfidential={(row) => row.confidential}
        empty={
          <EmptyState
            title={t('rows.none.title')}
            text={t('rows.none.text')}
            action={
              <Button variant="default" onClick={() => onView(wholeView)}>
                {t('rows.none.clear')}
              </Button>
            }
          />
        }
      />
    </>
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
      <NativeSelect
        aria-label={t('rows.task')}
        data={[
          { value: '', label: t('rows.allTasks') },
          ...tasks.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={view.task ?? ''}
        onChange={(event) => onView({ task: (event.currentTarget.value || null) as TaskId | null })}
      />
      <NativeSelect
        aria-label={t('rows.show')}
        data={shows.map((show) => ({ value: show, label: t(`rows.shows.${show}`) }))}
        value={view.show}
        onChange={(event) => onView({ show: event.currentTarget.value as RowView['show'] })}
      />
      <NativeSelect
        aria-label={t('rows.side')}
        data={[
          { value: '', label: t('rows.allSides') },
          ...[...sides, 'none' as const].map((side) => ({
            value: side,
            label: t(`split.sides.${side}`),
          })),
        ]}
        value={view.side ?? ''}
        onChange={(event) =>
          onView({ side: (event.currentTarget.value || null) as RowView['side'] })
        }
      />
      {runs.length > 1 && (
        <NativeSelect
          className={shared.runSelect}
          aria-label={t('run.show')}
          data={[
            { value: '', label: t('run.all') },
            ...runs.map((run) => ({
              value: run.id,
              label: t('run.option', {
                when: format.when(run.createdAt),
                model: run.modelName,
                number: counted(run.finished, 'rows'),
              }),
            })),
          ]}
          value={view.runId ?? ''}
          onChange={(event) => onView({ runId: event.currentTarget.value || null })}
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
              <button
                type="button"
                tabIndex={-1}
                className={shared.open}
                onClick={() => onOpen(row.id)}
              >
                {row.question}
              </button>
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
  if (row.verdict === 'kept')
    return (
      <StatusMark meaning="fine">
        {t('rows.keptByHand')}
        {rest}
      </StatusMark>
    )
  if (row.verdict === 'left-out')
    return (
      <StatusMark meaning="look">
        {t('rows.leftOut')}
        {rest}
      </StatusMark>
    )
  if (!first)
    return (
      <StatusMark meaning="fine">
        {t('rows.kept')}
        {rest}
      </StatusMark>
    )
  const filter = t(`filters.of.${first}.name`)
  return (
    <StatusMark meaning="look">
      {more.length > 0
        ? t('rows.caughtMore', { filter, count: more.length })
        : t('rows.caughtBy', { filter })}
      {rest}
    </StatusMark>
  )
}
