import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CorrectionRow } from '../../../../contract/rating-settle'
import { useCommand, useOperation } from '../../../core/hooks'
import { useMay } from '../../../core/person'
import { ConfidentialEdge } from '../../../ui/confidential-edge'
import { EmptyState } from '../../../ui/empty-state'
import { tell } from '../../../ui/tell'
import classes from './corrections.module.css'

/** Answers as raters would have them: a builder says which of them become training pairs. */
export function CorrectionsPart({ projectId }: { readonly projectId: string }) {
  const { t } = useTranslation('rating')
  const rows = useOperation('corrections.list', { projectId }).data
  if (!rows) return null
  if (rows.length === 0)
    return <EmptyState title={t('corrections.none.title')} text={t('corrections.none.text')} />
  return (
    <div className={classes.list}>
      {rows.map((row) => (
        <Correction key={row.id} row={row} />
      ))}
    </div>
  )
}

function Correction({ row }: { readonly row: CorrectionRow }) {
  const { t } = useTranslation('rating')
  const decide = useCommand('corrections.decide')
  const mayDecide = useMay('corrections.decide')
  const say = async (approve: boolean): Promise<void> => {
    if (await decide.run({ id: row.id, approve }))
      tell('fine', t(approve ? 'corrections.approved' : 'corrections.refused'))
  }
  const text = (
    <div className={classes.text} data-confidential={row.confidential || undefined}>
      <h3 className={classes.question}>{row.question}</h3>
      <dl className={classes.answers}>
        <dt>{t('corrections.given')}</dt>
        <dd>{row.answer}</dd>
        <dt>{t('corrections.better')}</dt>
        <dd>{row.text}</dd>
      </dl>
    </div>
  )
  return (
    <article className={classes.correction} aria-label={row.question}>
      <ConfidentialEdge confidential={row.confidential}>{text}</ConfidentialEdge>
      <p className={classes.soft}>{t(`corrections.sides.${row.side}`)}</p>
      {mayDecide && (
        <div className={classes.buttons}>
          <Button
            disabled={row.side !== 'train'}
            loading={decide.isRunning}
            onClick={() => void say(true)}
          >
            {t('corrections.approve')}
          </Button>
          <Button variant="default" disabled={decide.isRunning} onClick={() => void say(false)}>
            {t('corrections.refuse')}
          </Button>
        </div>
      )}
    </article>
  )
}
