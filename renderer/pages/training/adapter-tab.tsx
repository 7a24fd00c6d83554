import { Button, Checkbox } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Adapter } from '../../../contract/adapters'
import { useOperation } from '../../core/hooks'
import { useMay, useOpenProject } from '../../core/person'
import { setParams } from '../../core/route'
import { type Column, DataTable } from '../../ui/data-table'
import { EmptyState } from '../../ui/empty-state'
import { RefusalNote } from '../../ui/error-boundary'
import { IconFileImport, IconLock } from '../../ui/icons'
import { type Format, useFormat } from '../../ui/use-format'
import classes from './adapter.module.css'
import { AdapterImport } from './adapter-import'
import { AdapterInspector } from './adapter-inspector'

/** The adapters of this project and those of none; the chosen one is told at the right. */
export function AdapterTab({ chosen }: { readonly chosen: string | undefined }) {
  const { t } = useTranslation('adapters')
  const project = useOpenProject()
  const mayImport = useMay('adapters.import')
  const [showsRemoved, setShowsRemoved] = useState(false)
  const [isImporting, setImporting] = useState(false)
  const present = useOperation('adapters.list', {})
  const removed = useOperation('adapters.list', { removed: true })
  const rows = useMemo(
    () =>
      [...(present.data ?? []), ...(showsRemoved ? (removed.data ?? []) : [])].filter(
        (one, at, all) =>
          (one.projectId === null || one.projectId === project.id) &&
          (showsRemoved || one.removedAt === null) &&
          all.findIndex((other) => other.id === one.id) === at,
      ),
    [present.data, removed.data, showsRemoved, project.id],
  )
  const columns = useColumns()
  if (present.error && !present.data) return <RefusalNote message={present.error.message} />
  if (!present.data) return null
  const selected = rows.find((one) => one.id === chosen) ?? rows[0] ?? null
  const choose = (adapter: Adapter): void => {
    setImporting(false)
    setParams({ adapter: adapter.id })
  }
  const importButton = mayImport && (
    <Button
      variant="default"
      size="xs"
      leftSection={<IconFileImport size={15} aria-hidden />}
      onClick={() => setImporting(true)}
    >
      {t('import')}
    </Button>
  )
  return (
    <div className={classes.bench}>
      <div className={classes.main}>
        <div className={classes.tools}>
          {importButton}
          {(removed.data ?? []).some(
            (one) => one.projectId === null || one.projectId === project.id,
          ) && (
            <Checkbox
              size="xs"
              label={t('showRemoved')}
              checked={showsRemoved}
              onChange={(event) => setShowsRemoved(event.currentTarget.checked)}
            />
          )}
        </div>
        <DataTable
          label={t('table')}
          rows={rows}
          columns={columns}
          rowKey={(row) => row.id}
          selected={selected?.id ?? null}
          onSelect={choose}
          isConfidential={(row) => row.confidential}
          empty={<EmptyState title={t('empty.title')} text={t('empty.text')} />}
        />
      </div>
      {(isImporting || selected) && (
        <aside className={classes.inspector} aria-label={t('table')}>
          {isImporting ? (
            <AdapterImport
              onDone={(id) => {
                setImporting(false)
                if (id) setParams({ adapter: id })
              }}
            />
          ) : (
            selected && <AdapterInspector key={selected.id} id={selected.id} />
          )}
        </aside>
      )}
    </div>
  )
}

function useColumns(): readonly Column<Adapter>[] {
  const { t } = useTranslation(['adapters', 'common'])
  const format = useFormat()
  return useMemo(
    () => [
      {
        key: 'name',
        header: t('columns.name'),
        width: 'minmax(0, 1.4fr)',
        render: (row) => (
          <span className={classes.name}>
            {row.confidential && <IconLock size={13} aria-label={t('common:confidential')} />}
            {row.name}
            {row.removedAt && <span className={classes.tag}>{t('removedTag')}</span>}
          </span>
        ),
      },
      {
        key: 'model',
        header: t('columns.model'),
        width: 'minmax(0, 1fr)',
        render: (row) => row.modelName,
      },
      {
        key: 'origin',
        header: t('columns.origin'),
        width: 'minmax(0, 1fr)',
        render: (row) => (row.origin === 'imported' ? t('imported') : (row.runName ?? '–')),
      },
      ...figureColumns(
        { loss: t('columns.loss'), size: t('columns.size'), when: t('columns.when') },
        format,
      ),
    ],
    [t, format],
  )
}

function figureColumns(
  headers: Readonly<Record<'loss' | 'size' | 'when', string>>,
  format: Format,
): readonly Column<Adapter>[] {
  return [
    {
      key: 'loss',
      header: headers.loss,
      width: '104px',
      align: 'right',
      render: (row) => (row.validationLoss === null ? '–' : format.fixed(row.validationLoss, 4)),
    },
    {
      key: 'size',
      header: headers.size,
      width: '84px',
      align: 'right',
      render: (row) => format.bytes(row.bytes),
    },
    {
      key: 'when',
      header: headers.when,
      width: '96px',
      render: (row) => format.when(row.createdAt),
    },
  ]
}
