import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AuditEntry, AuditVerdict } from '../../../contract/audit'
import { useCommand, useKeysetPages } from '../../core/hooks'
import type { Column } from '../../ui/data-table'
import { Facts } from '../../ui/figure'
import { Page } from '../../ui/page'
import { PagedTable } from '../../ui/paged-table'
import { SearchField } from '../../ui/search-field'
import { StatusMark, Verdict } from '../../ui/status-mark'
import { useFormat } from '../../ui/use-format'
import { useWorded } from '../../ui/use-worded'
import classes from './administration.module.css'

/** Everything that happened, in order, and a proof that nothing was taken out or changed. */
export function AuditPage() {
  const { t } = useTranslation(['administration', 'common'])
  const [search, setSearch] = useState('')
  const [selected, setSelected] = useState<AuditEntry | null>(null)
  const [verdict, setVerdict] = useState<AuditVerdict | null>(null)
  const verify = useCommand('audit.verify')
  const pages = useKeysetPages('audit.page', { search, limit: 100 }, { keepPrevious: true })
  const columns = useAuditColumns()
  const check = async (): Promise<void> => {
    const found = await verify.run({})
    if (found) setVerdict(found)
  }
  return (
    <Page
      title={t('audit.title')}
      purpose={t('audit.purpose')}
      action={
        <Button loading={verify.isRunning} onClick={() => void check()}>
          {t('audit.verify')}
        </Button>
      }
      inspector={selected ? <EntryDetails entry={selected} /> : undefined}
      fills
    >
      {verdict && (
        <div className={classes.verdict}>
          <VerdictLine verdict={verdict} />
        </div>
      )}
      <div className={classes.toolbar}>
        <SearchField
          className={classes.searchField}
          label={t('audit.search')}
          placeholder={t('audit.search')}
          value={search}
          onSearch={setSearch}
        />
      </div>
      <PagedTable
        label={t('audit.title')}
        pages={pages}
        columns={columns}
        rowKey={(row) => row.seq}
        selected={selected?.seq ?? null}
        onSelect={setSelected}
        none={{ title: t('audit.nothing'), text: t('audit.nothingText') }}
      />
    </Page>
  )
}

function VerdictLine({ verdict }: { readonly verdict: AuditVerdict }) {
  const { t } = useTranslation(['administration', 'common'])
  const format = useFormat()
  const say = useWorded()
  const count = verdict.entries
  return verdict.intact ? (
    <Verdict meaning="fine" title={t('audit.intact', { count, number: format.number(count) })} />
  ) : (
    <Verdict meaning="wrong" title={t('audit.broken', { entry: verdict.firstBad ?? '' })}>
      {verdict.reason && say([verdict.reason], '')} {t('audit.brokenText')}
    </Verdict>
  )
}

function useAuditColumns(): readonly Column<AuditEntry>[] {
  const { t } = useTranslation(['administration', 'common'])
  const format = useFormat()
  return [
    {
      key: 'seq',
      header: t('audit.number'),
      width: '56px',
      align: 'right',
      render: (row) => format.number(row.seq),
    },
    { key: 'at', header: t('audit.when'), width: '176px', render: (row) => format.moment(row.at) },
    { key: 'person', header: t('audit.who'), width: '1fr', render: (row) => row.person },
    { key: 'action', header: t('audit.what'), width: '1.3fr', render: (row) => row.action },
    { key: 'object', header: t('audit.object'), width: '0.9fr', render: (row) => row.object },
    {
      key: 'outcome',
      header: t('audit.outcome'),
      width: '110px',
      render: (row) => (
        <StatusMark meaning={row.outcome === 'done' ? 'fine' : 'look'}>
          {t(`audit.outcomes.${row.outcome}`)}
        </StatusMark>
      ),
    },
  ]
}

function EntryDetails({ entry }: { readonly entry: AuditEntry }) {
  const { t } = useTranslation(['administration', 'common'])
  const format = useFormat()
  return (
    <div className={classes.inspector}>
      <h2>{t('audit.entry', { number: format.number(entry.seq) })}</h2>
      <Facts
        rows={[
          { label: t('audit.when'), value: format.moment(entry.at) },
          { label: t('audit.who'), value: entry.person },
          { label: t('people.role'), value: entry.role },
          { label: t('audit.what'), value: entry.action },
          { label: t('audit.object'), value: entry.object },
          ...(entry.detail === '{}'
            ? []
            : [{ label: t('common:details'), value: <code>{entry.detail}</code> }]),
        ]}
      />
    </div>
  )
}
