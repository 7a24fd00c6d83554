import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { InstructionFull, InstructionRow } from '../../../contract/instructions'
import { useOperation } from '../../core/hooks'
import { useMay } from '../../core/person'
import { ConfidentialEdge } from '../../ui/confidential-edge'
import { RefusalNote } from '../../ui/error-boundary'
import { KeyHint } from '../../ui/key-hint'
import { ListStepButtons, useListSteps } from '../../ui/list-steps'
import { Page } from '../../ui/page'
import { ReadingPane } from '../../ui/reading-pane'
import { StatusMark } from '../../ui/status-mark'
import { usePageKeys } from '../../ui/use-page-keys'
import { useTasks } from '../query/use-tasks'
import classes from './instructions.module.css'
import { EditRow } from './row-edit'
import { RowInspector } from './row-inspector'
import { RowState } from './row-table'

interface RowReaderProps {
  readonly id: number
  /** The table's rows, to step through without going back to it. */
  readonly rows: readonly InstructionRow[]
  readonly loadMore: () => void
}

/** A row: its note left, question and answer right, what is known of it beside. */
export function RowReader({ id, rows, loadMore }: RowReaderProps) {
  const { t } = useTranslation('instructions')
  const tasks = useTasks()
  const row = useOperation('instructions.get', { id })
  const [isEditing, setEditing] = useState(false)
  const mayEdit = useMay('instructions.edit')
  const keys = rows.map((one) => one.id)
  const steps = useListSteps({ keys, open: id, param: 'row', loadMore })
  usePageKeys({ e: () => mayEdit && setEditing(true) })
  if (row.error) return <RefusalNote message={row.error.message} onRetry={steps.leave} />
  if (!row.data) return null
  return (
    <Page
      title={tasks.find((task) => task.id === row.data.task)?.name ?? row.data.task}
      windowTitle={t('title')}
      purpose={steps.at >= 0 ? t('row.place', { at: steps.at + 1, count: rows.length }) : ''}
      fills
      action={
        <ListStepButtons
          steps={steps}
          words={{ back: t('row.back'), before: t('row.before'), next: t('row.next') }}
        />
      }
      inspector={<RowInspector key={row.data.id} row={row.data} />}
    >
      <div className={classes.reader}>
        <div className={classes.readerSide}>
          <ReadingPane
            text={row.data.note}
            label={t('row.note')}
            confidential={row.data.confidential}
            head={<p className={classes.question}>{row.data.noteTitle}</p>}
          />
        </div>
        <div className={classes.pair}>
          {isEditing ? (
            <EditRow key={row.data.id} row={row.data} onClose={() => setEditing(false)} />
          ) : (
            <Pair row={row.data} onEdit={mayEdit ? () => setEditing(true) : null} />
          )}
        </div>
      </div>
    </Page>
  )
}

interface PairProps {
  readonly row: InstructionFull
  readonly onEdit: (() => void) | null
}

function Pair({ row, onEdit }: PairProps) {
  const { t } = useTranslation('instructions')
  return (
    <ConfidentialEdge confidential={row.confidential}>
      <div className={classes.form}>
        <RowState row={row} />
        {!row.noteKept && <StatusMark meaning="look">{t('row.noteGone')}</StatusMark>}
        <h2>{t('row.question')}</h2>
        <p className={classes.text}>{row.question}</p>
        <h2>{t('row.answer')}</h2>
        <p className={classes.text}>
          <Marked text={row.answer} marks={row.answerMarks} title={t('row.notInNote')} />
        </p>
        <p className={classes.soft}>{t(row.answerable ? 'row.answerable' : 'row.unanswerable')}</p>
        {onEdit && (
          <div className={classes.row}>
            <Button
              size="compact-md"
              variant="default"
              rightSection={<KeyHint keys="E" />}
              onClick={onEdit}
            >
              {t('row.edit')}
            </Button>
          </div>
        )}
      </div>
    </ConfidentialEdge>
  )
}

interface MarkedProps {
  readonly text: string
  readonly marks: InstructionFull['answerMarks']
  readonly title: string
}

/** What the note does not bear out is underlined. Everything is drawn as text, never as markup. */
function Marked({ text, marks, title }: MarkedProps) {
  let at = 0
  const pieces = [...marks]
    .sort((a, b) => a.start - b.start)
    .flatMap((mark) => {
      if (mark.start < at) return []
      const before = text.slice(at, mark.start)
      at = mark.end
      return [
        <span key={`${mark.start}-`}>{before}</span>,
        <mark key={mark.start} title={title}>
          {text.slice(mark.start, mark.end)}
        </mark>,
      ]
    })
  return (
    <>
      {pieces}
      {text.slice(at)}
    </>
  )
}
