import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useOperation } from '../../core/hooks'
import { go } from '../../core/route'
import { EmptyState } from '../../ui/empty-state'
import { RefusalNote } from '../../ui/error-boundary'
import { StatusMark } from '../../ui/status-mark'
import { useFormat } from '../../ui/use-format'
import classes from './release.module.css'

/** Records that were withdrawn or found confidential, and how far each reached. */
export function RecordsPart({ projectId }: { readonly projectId: string }) {
  const { t } = useTranslation('release')
  const format = useFormat()
  const records = useOperation('lineage.marked', { projectId })
  if (records.error) return <RefusalNote message={records.error.message} />
  if (!records.data) return null
  if (records.data.length === 0)
    return (
      <EmptyState
        title={t('records.none.title')}
        text={t('records.none.text')}
        action={
          <Button variant="default" onClick={() => go('sources')}>
            {t('records.none.action')}
          </Button>
        }
      />
    )
  return (
    <article className={classes.view}>
      <div>
        <h2>{t('records.title')}</h2>
        <p className={classes.soft}>{t('records.text')}</p>
      </div>
      <table className={classes.criteria}>
        <thead>
          <tr>
            <th scope="col">{t('records.record')}</th>
            <th scope="col">{t('records.kind')}</th>
            <th scope="col">{t('records.reason')}</th>
            <th scope="col">{t('records.adapters')}</th>
            <th scope="col">{t('records.by')}</th>
          </tr>
        </thead>
        <tbody>
          {records.data.map((record) => (
            <tr key={`${record.documentId} ${record.kind}`}>
              <th scope="row">
                <button
                  type="button"
                  className={classes.link}
                  onClick={() => go('sources', { record: record.documentId })}
                >
                  {record.title}
                </button>
              </th>
              <td>
                <StatusMark meaning={record.kind === 'confidential' ? 'confidential' : 'wrong'}>
                  {t(`records.${record.kind}`)}
                </StatusMark>
              </td>
              <td>{record.reason}</td>
              <td>{format.number(record.adapters)}</td>
              <td>
                {record.by}, {format.day(record.at)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </article>
  )
}
