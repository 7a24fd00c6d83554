import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type KeysetPages, useKeysetPages } from '../../core/hooks'
import { useOpenProject } from '../../core/person'
import { setParams } from '../../core/route'
import type { Column } from '../../ui/data-table'
import { PagedTable } from '../../ui/paged-table'
import { previewAfter } from '../../ui/preview-after'
import { RowOpener } from '../../ui/row-opener'
import { SearchField } from '../../ui/search-field'
import { useFormat } from '../../ui/use-format'
import classes from './note-picker.module.css'

interface PickRow {
  readonly id: number
  readonly title: string
  readonly preview: string
  readonly words: number
  readonly confidential: boolean
}

/** Searches records or written notes; opening one makes it the note that is asked about. */
export function StoredNotes({ kind }: { readonly kind: 'documents' | 'notes' }) {
  const { t } = useTranslation('query')
  const project = useOpenProject()
  const [search, setSearch] = useState('')
  const [selected, setSelected] = useState<number | null>(null)
  const filter = { projectId: project.id, search }
  const documents = useKeysetPages(
    'documents.page',
    { filter },
    { enabled: kind === 'documents', keepPrevious: true },
  )
  const notes = useKeysetPages(
    'notes.page',
    { filter },
    { enabled: kind === 'notes', keepPrevious: true },
  )
  const pages: KeysetPages<PickRow> = kind === 'documents' ? documents : notes
  const open = (row: PickRow): void =>
    setParams({ pick: null, [kind === 'documents' ? 'document' : 'note']: row.id })
  const columns = useColumns(open)
  const words = kind === 'documents' ? 'noneDocuments' : 'noneNotes'
  return (
    <PagedTable
      label={t(`pick.tabs.${kind}`)}
      pages={pages}
      columns={columns}
      rowKey={(row) => row.id}
      selected={selected}
      onSelect={(row) => setSelected(row.id)}
      onOpen={open}
      isConfidential={(row) => row.confidential}
      tools={
        <div className={classes.tools}>
          <SearchField
            label={t('pick.search')}
            placeholder={t('pick.searchHint')}
            value={search}
            onSearch={setSearch}
          />
        </div>
      }
      none={{ title: t(`pick.${words}.title`), text: t(`pick.${words}.text`) }}
    />
  )
}

function useColumns(open: (row: PickRow) => void): readonly Column<PickRow>[] {
  const { t } = useTranslation('query')
  const format = useFormat()
  return useMemo(
    () => [
      {
        key: 'name',
        header: t('pick.name'),
        width: 'minmax(0, 1fr)',
        render: (row) => (
          <RowOpener title={row.title} preview={previewAfter(row)} onOpen={() => open(row)} />
        ),
      },
      {
        key: 'words',
        header: t('pick.words'),
        width: '64px',
        align: 'right',
        render: (row) => format.number(row.words),
      },
    ],
    [t, format, open],
  )
}
