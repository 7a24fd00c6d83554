import { NumberInput } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Collection, DocumentRow } from '../../../contract/sources'
import { useKeysetPages, useOperation } from '../../core/hooks'
import { useOpenProject } from '../../core/person'
import type { Column } from '../../ui/data-table'
import { PagedTable } from '../../ui/paged-table'
import { previewAfter } from '../../ui/preview-after'
import { SearchField } from '../../ui/search-field'
import { useCounted } from '../../ui/use-counted'
import { type Format, useFormat } from '../../ui/use-format'
import classes from './sources.module.css'

type Sort = 'imported' | 'title' | 'shortest' | 'longest'

interface RecordTableProps {
  readonly collection: Collection | null
  readonly selected: number | null
  readonly onSelect: (id: number) => void
}

interface Wanted {
  readonly search: string
  readonly minWords: number | null
  readonly maxWords: number | null
}

const everything: Wanted = { search: '', minWords: null, maxWords: null }

/** All records, or one collection's, with search and a range of words; the core sorts and filters. */
export function RecordTable({ collection, selected, onSelect }: RecordTableProps) {
  const { t } = useTranslation('sources')
  const project = useOpenProject()
  const [wanted, setWanted] = useState(everything)
  const [sort, setSort] = useState<Sort>('imported')
  const filter = { projectId: project.id, collectionId: collection?.id ?? null, ...wanted }
  const pages = useKeysetPages('documents.page', { filter, sort }, { keepPrevious: true })
  const count = useOperation('documents.count', { filter }, { keepPrevious: true })
  const columns = useColumns(sort)
  return (
    <PagedTable
      label={t('records.label')}
      pages={pages}
      columns={columns}
      rowKey={(row) => row.id}
      selected={selected}
      onSelect={(row) => onSelect(row.id)}
      total={count.data?.count}
      sort={sort}
      onSort={(next) => setSort(next === sort ? reversed[sort] : (next as Sort))}
      isConfidential={(row) => row.confidential}
      tools={<Tools wanted={wanted} onWanted={setWanted} found={count.data} />}
      none={{
        title: t('records.none.title'),
        text: t('records.none.text'),
        clear: t('records.none.clear'),
      }}
      onClear={() => setWanted(everything)}
    />
  )
}

/** What a second click on a sorted header asks for. */
const reversed: Readonly<Record<Sort, Sort>> = {
  imported: 'imported',
  title: 'imported',
  longest: 'shortest',
  shortest: 'imported',
}

function useColumns(sort: Sort): readonly Column<DocumentRow>[] {
  const { t } = useTranslation('sources')
  const format: Format = useFormat()
  return useMemo(
    () => [
      {
        key: 'title',
        header: t('records.title'),
        width: 'minmax(0, 1fr)',
        sort: 'title',
        render: (row) => (
          <>
            {row.title} <span className={classes.rowPreview}>{previewAfter(row)}</span>
          </>
        ),
      },
      {
        key: 'words',
        header: t('records.words'),
        width: '72px',
        align: 'right',
        sort: sort === 'shortest' ? 'shortest' : 'longest',
        direction: sort === 'shortest' ? 'ascending' : 'descending',
        render: (row) => format.number(row.words),
      },
    ],
    [t, format, sort],
  )
}

/** A figure stays on one line with what it counts. */
function unbroken(words: string): string {
  return words.replaceAll(' ', '\u00a0')
}

interface ToolsProps {
  readonly wanted: Wanted
  readonly onWanted: (wanted: Wanted) => void
  readonly found: { readonly count: number; readonly words: number } | undefined
}

function Tools({ wanted, onWanted, found }: ToolsProps) {
  const { t } = useTranslation('sources')
  const format = useFormat()
  const counted = useCounted()
  const field = (name: 'minWords' | 'maxWords', label: string, placeholder: string) => (
    <NumberInput
      className={classes.rangeField}
      size="xs"
      hideControls
      min={0}
      max={10_000_000}
      allowDecimal={false}
      allowNegative={false}
      thousandSeparator={format.language === 'de' ? '.' : ','}
      decimalSeparator={format.language === 'de' ? ',' : '.'}
      aria-label={label}
      placeholder={placeholder}
      value={wanted[name] ?? ''}
      onChange={(value) => onWanted({ ...wanted, [name]: value === '' ? null : Number(value) })}
    />
  )
  return (
    <div className={classes.tools}>
      <SearchField
        className={classes.search}
        label={t('records.search')}
        placeholder={t('records.searchHint')}
        value={wanted.search}
        onSearch={(search) => onWanted({ ...wanted, search })}
      />
      <div className={classes.range}>
        {field('minWords', t('records.from'), '0')}
        <span aria-hidden>–</span>
        {field('maxWords', t('records.to'), '∞')}
        {t('records.range')}
      </div>
      <p className={classes.found} role="status">
        {found &&
          t('records.found', {
            records: unbroken(counted(found.count, 'records')),
            words: unbroken(counted(found.words, 'words')),
          })}
      </p>
    </div>
  )
}
