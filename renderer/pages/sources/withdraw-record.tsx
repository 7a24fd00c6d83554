import { Button, Modal, Radio, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LineageReach } from '../../../contract/release'
import type { CaseMark, DocumentFull } from '../../../contract/sources'
import { useCommand, useOperation } from '../../core/hooks'
import { useMay } from '../../core/person'
import { StatusMark } from '../../ui/status-mark'
import { tell } from '../../ui/tell'
import { useCounted } from '../../ui/use-counted'
import { useFormat } from '../../ui/use-format'
import classes from './withdraw-record.module.css'

interface RecordProps {
  readonly record: DocumentFull
}

type Kind = CaseMark['kind']

/** What was decided about a record after its import stands above its text. */
export function RecordMarks({ record }: RecordProps) {
  const { t } = useTranslation('release')
  const format = useFormat()
  if (record.marks.length === 0) return null
  return (
    <div className={classes.marks}>
      {record.marks.map((mark) => (
        <StatusMark
          key={mark.kind}
          meaning={mark.kind === 'confidential' ? 'confidential' : 'wrong'}
          filled
        >
          {t(mark.kind === 'confidential' ? 'lineage.markConfidential' : 'lineage.markWithdrawn', {
            date: format.day(mark.at),
            name: mark.by,
            reason: mark.reason,
          })}
        </StatusMark>
      ))}
    </div>
  )
}

/** Takes a record out of learning, or marks it as confidential; both for good, so it is asked. */
export function WithdrawRecord({ record }: RecordProps) {
  const { t } = useTranslation('release')
  const [isAsking, setAsking] = useState(false)
  const mayWithdraw = useMay('lineage.withdraw')
  const kinds = openKinds(record)
  if (!mayWithdraw || kinds.length === 0) return null
  return (
    <div>
      <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setAsking(true)}>
        {t('lineage.open')}
      </Button>
      {isAsking && <Dialog record={record} kinds={kinds} onClose={() => setAsking(false)} />}
    </div>
  )
}

function openKinds({ marks, confidential }: DocumentFull): Kind[] {
  const isMarked = (kind: Kind): boolean => marks.some((mark) => mark.kind === kind)
  return [
    ...(isMarked('withdrawn') ? [] : ['withdrawn' as const]),
    ...(confidential ? [] : ['confidential' as const]),
  ]
}

interface DialogProps extends RecordProps {
  readonly kinds: readonly Kind[]
  readonly onClose: () => void
}

const shortestReason = 5

function Dialog({ record, kinds, onClose }: DialogProps) {
  const { t } = useTranslation(['release', 'common'])
  const withdraw = useCommand('lineage.withdraw')
  const [kind, setKind] = useState<Kind>(kinds[0] ?? 'withdrawn')
  const [reason, setReason] = useState('')
  const confirm = async (): Promise<void> => {
    const done = await withdraw.run({ documentId: record.id, kind, reason: reason.trim() })
    if (!done) return
    onClose()
    tell('fine', t('lineage.done', { count: done.adapters }))
  }
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('lineage.title')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <div className={classes.dialog}>
        <p className={classes.record}>{record.title}</p>
        <Radio.Group
          aria-label={t('lineage.title')}
          value={kind}
          onChange={(value) => setKind(value === 'confidential' ? 'confidential' : 'withdrawn')}
        >
          <div className={classes.kinds}>
            {kinds.map((one) => (
              <Radio
                key={one}
                value={one}
                label={t(`lineage.${one}`)}
                description={t(`lineage.${one}Help`)}
              />
            ))}
          </div>
        </Radio.Group>
        <Reach documentId={record.id} />
        <Textarea
          label={t('lineage.reason')}
          rows={2}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <p className={classes.soft}>{t('lineage.never')}</p>
      </div>
      <div className={classes.actions}>
        <Button variant="default" onClick={onClose}>
          {t('lineage.keep')}
        </Button>
        <Button
          color="red"
          disabled={reason.trim().length < shortestReason}
          loading={withdraw.isRunning}
          onClick={() => void confirm()}
        >
          {t(kind === 'withdrawn' ? 'lineage.doWithdrawn' : 'lineage.doConfidential')}
        </Button>
      </div>
    </Modal>
  )
}

/** Everything that came out of the record, before anything is decided. */
function Reach({ documentId }: { readonly documentId: number }) {
  const { t } = useTranslation('release')
  const reach = useOperation('lineage.reach', { documentId })
  return (
    <section className={classes.reach} aria-label={t('lineage.reach')}>
      <h3>{t('lineage.reach')}</h3>
      {reach.error && <p>{reach.error.message}</p>}
      {reach.data && <Reached reach={reach.data} />}
    </section>
  )
}

function Reached({ reach }: { readonly reach: LineageReach }) {
  const { t } = useTranslation('release')
  const counted = useCounted()
  const { notes, rows, runs, adapters, releases } = reach
  return (
    <>
      <p className={classes.soft}>
        {counted(notes, 'notes')} · {counted(rows, 'rows')} · {counted(adapters.length, 'adapters')}
      </p>
      {runs.length > 0 && <p>{t('lineage.runs', { count: runs.length })}</p>}
      {adapters.length === 0 && runs.length === 0 && <p>{t('lineage.nothing')}</p>}
      <ul className={classes.reached}>
        {adapters.map((adapter) => (
          <li key={adapter.id}>
            {adapter.name}{' '}
            <span className={classes.soft}>
              {adapter.modelName}
              {adapter.isByParent && ` · ${t('lineage.byParent')}`}
            </span>
          </li>
        ))}
        {releases.map((release) => (
          <li key={release.id}>
            {t('lineage.release', {
              name: release.name,
              state: t(`state.${release.state}`),
            })}
          </li>
        ))}
      </ul>
    </>
  )
}
