import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { DocumentFull } from '../../../contract/sources'
import { useOperation } from '../../core/hooks'
import { useMay } from '../../core/person'
import { go } from '../../core/route'
import { EmptyState } from '../../ui/empty-state'
import { RefusalNote } from '../../ui/error-boundary'
import { Facts } from '../../ui/figure'
import { ReadingPane } from '../../ui/reading-pane'
import { useCounted } from '../../ui/use-counted'
import classes from './sources.module.css'
import { RecordMarks, WithdrawRecord } from './withdraw-record'

/** One record to read, with everything else that its file said of it. */
export function RecordPane({ id }: { readonly id: number | null }) {
  const { t } = useTranslation('sources')
  const record = useOperation(
    'documents.get',
    { id: id ?? 0 },
    { enabled: id !== null, keepPrevious: true },
  )
  if (id === null)
    return <EmptyState title={t('record.choose.title')} text={t('record.choose.text')} />
  if (record.error) return <RefusalNote message={record.error.message} />
  if (!record.data) return null
  return (
    <>
      <RecordHead record={record.data} />
      <RecordMarks record={record.data} />
      <ReadingPane
        key={record.data.id}
        text={record.data.text}
        label={t('record.label')}
        confidential={record.data.confidential}
        head={<RecordFigures record={record.data} />}
      />
    </>
  )
}

function RecordFigures({ record }: { readonly record: DocumentFull }) {
  const { t } = useTranslation('sources')
  const counted = useCounted()
  return (
    <p className={classes.soft}>
      {t('record.id', { id: record.externalId })} · {counted(record.words, 'words')}
    </p>
  )
}

function RecordHead({ record }: { readonly record: DocumentFull }) {
  const { t } = useTranslation('sources')
  const mayAsk = useMay('query.ask')
  const facts = Object.entries(record.extra)
  return (
    <div className={classes.recordHead}>
      <div className={classes.recordTop}>
        <h2>{record.title}</h2>
        {mayAsk && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => go('query', { document: record.id })}
          >
            {t('record.ask')}
          </Button>
        )}
      </div>
      <details className={classes.recordFacts}>
        <summary>{t('record.facts', { count: facts.length + 1 })}</summary>
        <div className={classes.recordFactsBody}>
          <Facts
            rows={[
              ...facts.map(([label, value]) => ({ label, value })),
              { label: t('record.sha'), value: record.sha256 },
            ]}
          />
          <WithdrawRecord key={record.id} record={record} />
        </div>
      </details>
    </div>
  )
}
