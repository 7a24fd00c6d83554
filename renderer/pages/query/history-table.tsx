import { Switch } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnswerRow } from '../../../contract/query'
import { useKeysetPages } from '../../core/hooks'
import { useOpenProject } from '../../core/person'
import { setParams } from '../../core/route'
import type { Column } from '../../ui/data-table'
import { IconFlag } from '../../ui/icons'
import { PagedTable } from '../../ui/paged-table'
import { RowOpener } from '../../ui/row-opener'
import { useFormat } from '../../ui/use-format'
import classes from './note-picker.module.css'

/** Every answer of the project, newest first; opening one shows it with its note. */
export function HistoryTable() {
  const { t } = useTranslation('query')
  const project = useOpenProject()
  const [flaggedOnly, setFlaggedOnly] = useState(false)
  const [selected, setSelected] = useState<string | null>(null)
  const pages = useKeysetPages(
    'query.history',
    { projectId: project.id, flaggedOnly },
    { keepPrevious: true },
  )
  const columns = useColumns()
  const words = flaggedOnly ? 'noneFlagged' : 'none'
  return (
    <PagedTable
      label={t('history.label')}
      pages={pages}
      columns={columns}
      rowKey={(row) => row.id}
      selected={selected}
      onSelect={(row) => setSelected(row.id)}
      onOpen={openAnswer}
      isConfidential={(row) => row.confidential}
      tools={
        <div className={classes.history}>
          <Switch
            size="sm"
            label={t('history.flagged')}
            checked={flaggedOnly}
            onChange={(event) => setFlaggedOnly(event.currentTarget.checked)}
          />
        </div>
      }
      none={{ title: t(`history.${words}.title`), text: t(`history.${words}.text`) }}
    />
  )
}

function openAnswer(row: AnswerRow): void {
  setParams({ pick: null, document: null, note: null, answer: row.id })
}

function useColumns(): readonly Column<AnswerRow>[] {
  const { t } = useTranslation('query')
  const format = useFormat()
  return useMemo(
    () => [
      {
        key: 'question',
        header: t('history.question'),
        width: 'minmax(0, 1.4fr)',
        render: (row) => (
          <span className={classes.opener}>
            {row.flagged && <IconFlag size={13} aria-label={t('history.wrong')} />}
            <RowOpener title={row.instruction} onOpen={() => openAnswer(row)} />
          </span>
        ),
      },
      {
        key: 'note',
        header: t('history.note'),
        width: 'minmax(0, 1fr)',
        render: (row) => row.noteTitle,
      },
      {
        key: 'when',
        header: t('history.when'),
        width: '92px',
        render: (row) => format.when(row.at),
      },
    ],
    [t, format],
  )
}
