import { NativeSelect } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { NoteRow, SynthesisRun } from '../../../contract/synthesis'
import type { KeysetPages } from '../../core/hooks'
import type { Column } from '../../ui/data-table'
import { FilterSelect } from '../../ui/filter-select'
import { PagedTable } from '../../ui/paged-table'
import { RowOpener } from '../../ui/row-opener'
import { SearchField } from '../../ui/search-field'
import { StatusMark } from '../../ui/status-mark'
import { useCounted } from '../../ui/use-counted'
import { useFormat } from '../../ui/use-format'
import { useAskedModel } from '../query/use-asked-model'
import { type NoteView, wholeView } from './note-view'
import classes from './synthesis.module.css'
import { useGateName } from './use-gate-words'

interface NoteTableProps {
  readonly view: NoteView
  readonly onView: (changes: Partial<NoteView>) => void
  readonly pages: KeysetPages<NoteRow>
  readonly runs: readonly SynthesisRun[]
  readonly selected: number | null
  readonly onSelect: (id: number) => void
  readonly onOpen: (id: number) => void
}

const shows = ['all', 'kept', 'caught', 'restored', 'spot-check'] as const

export function NoteTable(props: NoteTableProps) {
  const { onView, pages, selected, onSelect, onOpen } = props
  const { t } = useTranslation('synthesis')
  const columns = useColumns(onOpen)
  return (
    <PagedTable
      label={t('notes.label')}
      pages={pages}
      columns={columns}
      rowKey={(row) => row.id}
      selected={selected}
      onSelect={(row) => onSelect(row.id)}
      onOpen={(row) => onOpen(row.id)}
      isConfidential={(row) => row.confidential}
      tools={<Tools {...props} />}
      none={{
        title: t('notes.none.title'),
        text: t('notes.none.text'),
        clear: t('notes.none.clear'),
      }}
      onClear={() => onView(wholeView)}
    />
  )
}

function Tools({ view, onView, runs }: NoteTableProps) {
  const { t } = useTranslation('synthesis')
  const format = useFormat()
  const counted = useCounted()
  const madeBy = useAskedModel()
  return (
    <div className={classes.tools}>
      <SearchField
        className={classes.search}
        label={t('notes.search')}
        placeholder={t('notes.searchHint')}
        value={view.search}
        onSearch={(search) => onView({ search })}
      />
      <NativeSelect
        aria-label={t('notes.show')}
        data={shows.map((show) => ({ value: show, label: t(`notes.shows.${show}`) }))}
        value={view.show}
        onChange={(event) => onView({ show: event.currentTarget.value as NoteView['show'] })}
      />
      {runs.length > 1 && (
        <FilterSelect
          className={classes.runSelect}
          label={t('run.show')}
          all={t('run.all')}
          options={runs.map((run) => ({
            value: run.id,
            label: t('run.option', {
              when: format.when(run.createdAt),
              model: madeBy(run),
              number: counted(run.finished, 'notes'),
            }),
          }))}
          value={view.runId}
          onChoose={(runId) => onView({ runId })}
        />
      )}
    </div>
  )
}

function useColumns(onOpen: (id: number) => void): readonly Column<NoteRow>[] {
  const { t } = useTranslation('synthesis')
  const format = useFormat()
  return useMemo(
    () => [
      {
        key: 'title',
        header: t('notes.title'),
        width: 'minmax(0, 1fr)',
        render: (row) => (
          <RowOpener title={row.title} preview={row.preview} onOpen={() => onOpen(row.id)} />
        ),
      },
      {
        key: 'words',
        header: t('notes.words'),
        width: '64px',
        align: 'right',
        render: (row) => format.number(row.words),
      },
      {
        key: 'state',
        header: t('notes.state'),
        width: 'minmax(232px, 0.5fr)',
        render: (row) => <NoteState row={row} />,
      },
    ],
    [t, format, onOpen],
  )
}

/** Whether a note is kept, and if not, which gate caught it. */
export function NoteState({ row }: { readonly row: NoteRow }) {
  const { t } = useTranslation('synthesis')
  const nameOf = useGateName()
  const [first, ...more] = row.caughtBy
  if (row.restored) return <StatusMark meaning="fine">{t('notes.restored')}</StatusMark>
  if (row.kept) return <StatusMark meaning="fine">{t('notes.kept')}</StatusMark>
  const gate = first ? nameOf(first) : ''
  return (
    <StatusMark meaning="look">
      {more.length > 0
        ? t('notes.caughtMore', { gate, count: more.length })
        : t('notes.caughtBy', { gate })}
    </StatusMark>
  )
}
