import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { InstructionFull, RowEdit } from '../../../contract/instructions'
import { useCommand } from '../../core/hooks'
import { useMay } from '../../core/person'
import { go } from '../../core/route'
import { Facts } from '../../ui/figure'
import { ReasonForm } from '../../ui/reason-form'
import { StatusMark } from '../../ui/status-mark'
import { offerUndo, tell } from '../../ui/tell'
import { useFormat } from '../../ui/use-format'
import reader from '../synthesis/note-reader.module.css'
import classes from './instructions.module.css'
import { LineageFacts } from './row-lineage'

/** What the filters say of a row, where it comes from, and what it said before. */
export function RowInspector({ row }: { readonly row: InstructionFull }) {
  const { t } = useTranslation('instructions')
  const format = useFormat()
  return (
    <div className={reader.inspector}>
      <div className={reader.block}>
        <h2>{t('row.filters')}</h2>
        <FilterList row={row} />
        <Decide row={row} />
      </div>
      {row.edits.length > 0 && (
        <div className={reader.block}>
          <h2>{t('row.earlier')}</h2>
          {row.edits.map((edit) => (
            <EarlierText key={edit.id} row={row} edit={edit} />
          ))}
        </div>
      )}
      <div className={reader.block}>
        <h2>{t('row.lineage')}</h2>
        <Facts
          rows={[
            { label: t('row.case'), value: row.caseId },
            { label: t('row.side'), value: t(`split.sides.${row.side ?? 'none'}`) },
            ...(row.importedFrom
              ? [
                  {
                    label: t('row.imported'),
                    value: t('row.importedBy', {
                      name: row.importedFrom.name,
                      when: format.moment(row.importedFrom.at),
                      who: row.importedFrom.by,
                    }),
                  },
                ]
              : []),
          ]}
        />
        {row.lineage && <LineageFacts lineage={row.lineage} />}
        {row.noteId !== null && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => go('synthesis', { note: row.noteId })}
          >
            {t('row.openNote')}
          </Button>
        )}
      </div>
    </div>
  )
}

function FilterList({ row }: { readonly row: InstructionFull }) {
  const { t } = useTranslation('instructions')
  const format = useFormat()
  const caught = row.filters.filter((one) => one.caught)
  const passed = row.filters.length - caught.length
  const detail = ({ filter, value, detail: words }: InstructionFull['filters'][number]): string => {
    const [question, answer] = words.split(' / ')
    if (filter === 'length') return t('row.words', { question, answer })
    const isShare = filter !== 'unsupported' && filter !== 'model-talk' && filter !== 'question-end'
    const share = isShare && value > 0 ? t('row.share', { share: format.percent(value) }) : ''
    return [share, words].filter(Boolean).join(': ')
  }
  return (
    <>
      {caught.length > 0 && (
        <ul className={reader.caught}>
          {caught.map((one) => (
            <li key={one.filter}>
              <StatusMark meaning="look">{t(`filters.of.${one.filter}.name`)}</StatusMark>
              <p className={classes.soft}>{detail(one)}</p>
            </li>
          ))}
        </ul>
      )}
      {passed > 0 && (
        <details className={reader.passed}>
          <summary>{t('row.passed', { count: passed })}</summary>
          <ul>
            {row.filters
              .filter((one) => !one.caught)
              .map((one) => (
                <li key={one.filter}>
                  {t(`filters.of.${one.filter}.name`)}
                  <p className={classes.soft}>{detail(one)}</p>
                </li>
              ))}
          </ul>
        </details>
      )}
    </>
  )
}

/** Keeps a row although it was caught, leaves it out although it was not, or lets the filters decide. */
function Decide({ row }: { readonly row: InstructionFull }) {
  const { t } = useTranslation('instructions')
  const mayDecide = useMay('instructions.setVerdict')
  const set = useCommand('instructions.setVerdict')
  const [wish, setWish] = useState<'kept' | 'left-out' | null>(null)
  const run = async (verdict: 'kept' | 'left-out' | null, why: string): Promise<void> => {
    const before = row.verdict
    if (!(await set.run({ id: row.id, verdict, reason: why }))) return
    setWish(null)
    offerUndo(t(`row.decided.${verdict ?? 'filters'}`), () =>
      set.run({ id: row.id, verdict: before, reason: t('row.undoReason') }),
    )
  }
  if (!mayDecide) return null
  if (wish !== null)
    return (
      <ReasonForm
        label={t('row.reason')}
        submit={t(wish === 'kept' ? 'row.keep' : 'row.leaveOut')}
        isSaving={set.isRunning}
        onReason={(reason) => void run(wish, reason)}
        onCancel={() => setWish(null)}
      />
    )
  return (
    <>
      {row.verdict !== null && (
        <p className={classes.soft}>
          {t('row.byHand', { who: row.verdictBy ?? '', reason: row.verdictReason ?? '' })}
        </p>
      )}
      <div className={classes.row}>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => setWish(row.kept ? 'left-out' : 'kept')}
        >
          {t(row.kept ? 'row.leaveOut' : 'row.keep')}
        </Button>
        {row.verdict !== null && (
          <Button
            size="compact-sm"
            variant="default"
            loading={set.isRunning}
            onClick={() => void run(null, t('row.undoReason'))}
          >
            {t('row.decide')}
          </Button>
        )}
      </div>
    </>
  )
}

function EarlierText({ row, edit }: { readonly row: InstructionFull; readonly edit: RowEdit }) {
  const { t } = useTranslation('instructions')
  const format = useFormat()
  const mayUndo = useMay('instructions.undoEdit')
  const undo = useCommand('instructions.undoEdit')
  const run = async (): Promise<void> => {
    const reason = t('row.undoReason')
    if (await undo.run({ id: row.id, editId: edit.id, reason })) tell('fine', t('row.undone'))
  }
  return (
    <details className={reader.passed}>
      <summary>
        {t('row.earlierBy', { when: format.moment(edit.at), who: edit.by, reason: edit.reason })}
      </summary>
      <p className={classes.preview}>{edit.question}</p>
      <p className={classes.preview}>{edit.answer}</p>
      {mayUndo && (
        <Button
          size="compact-sm"
          variant="default"
          loading={undo.isRunning}
          onClick={() => void run()}
        >
          {t('row.restore')}
        </Button>
      )}
    </details>
  )
}
