import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { QuestionSet, SetQuestion } from '../../../contract/evaluation-sets'
import { useKeysetPages } from '../../core/hooks'
import type { Column } from '../../ui/data-table'
import { PagedTable } from '../../ui/paged-table'
import { SearchField } from '../../ui/search-field'
import classes from './sets.module.css'
import { useTaskName } from './use-figures'

/** What a set asks, of which notes. */
export function SetQuestions({ set }: { readonly set: QuestionSet }) {
  const { t } = useTranslation('evaluation')
  const [search, setSearch] = useState('')
  const [selected, setSelected] = useState<number | null>(null)
  const pages = useKeysetPages(
    'evaluation.setQuestions',
    { setId: set.id, search },
    { keepPrevious: true },
  )
  return (
    <>
      <div className={classes.tools}>
        <SearchField
          label={t('items.search')}
          placeholder={t('items.searchHint')}
          value={search}
          onSearch={setSearch}
        />
      </div>
      <div className={classes.questions}>
        <PagedTable
          label={t('sets.questions', { name: set.name })}
          pages={pages}
          columns={useColumns()}
          rowKey={(row) => row.id}
          selected={selected}
          onSelect={(row) => setSelected(row.id)}
          total={search === '' ? set.questions : null}
          isConfidential={() => set.confidential}
          none={{ title: t('items.none.title'), text: t('sets.nothingFound') }}
        />
      </div>
    </>
  )
}

function useColumns(): readonly Column<SetQuestion>[] {
  const { t } = useTranslation('evaluation')
  const taskName = useTaskName()
  return useMemo(
    () => [
      {
        key: 'question',
        header: t('items.question'),
        width: 'minmax(0, 1fr)',
        render: (row) => row.question,
      },
      {
        key: 'answer',
        header: t('sets.answer'),
        width: 'minmax(0, 0.6fr)',
        render: (row) => row.answer ?? '–',
      },
      {
        key: 'note',
        header: t('item.note'),
        width: 'minmax(0, 1fr)',
        render: (row) => <span className={classes.soft}>{row.notePreview}</span>,
      },
      {
        key: 'task',
        header: t('table.task'),
        width: 'minmax(0, 0.5fr)',
        render: (row) => (row.task === null ? '–' : taskName(row.task)),
      },
    ],
    [t, taskName],
  )
}
