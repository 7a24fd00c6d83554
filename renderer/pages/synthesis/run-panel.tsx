import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Board, NoteRow } from '../../../contract/synthesis'
import { type KeysetPages, useOperation } from '../../core/hooks'
import { useMay } from '../../core/person'
import { setParams } from '../../core/route'
import { EmptyState } from '../../ui/empty-state'
import { Help } from '../../ui/help'
import { useFormat } from '../../ui/use-format'
import { type BoardChoice, GateBoard } from './gate-board'
import { GateSettings } from './gate-settings'
import { NoteTable } from './note-table'
import type { NoteView } from './note-view'
import { RunLines, useRunsUnderWay } from './run-lines'
import { SpotCheck } from './spot-check'
import classes from './synthesis.module.css'
import { useGates } from './use-gate-words'

interface RunPanelProps {
  readonly projectId: string
  readonly view: NoteView
  readonly onView: (changes: Partial<NoteView>) => void
  readonly pages: KeysetPages<NoteRow>
  readonly onSpotCheck: () => void
  /** Shown instead of everything else where a stage before this one is missing and no note is there. */
  readonly empty: ReactNode
}

/** The run's progress, the gates, the spot check and the notes. */
export function RunPanel(props: RunPanelProps) {
  const { projectId, view, onView, pages, onSpotCheck, empty } = props
  const [selected, setSelected] = useState<number | null>(null)
  const runs = useOperation('synthesis.runs', { projectId }).data ?? []
  const board = useOperation(
    'synthesis.board',
    { projectId, runId: view.runId },
    { keepPrevious: true },
  ).data
  const gate = useGates().find((one) => one.id === view.gate)
  if (!board) return null
  return (
    <div className={classes.panel}>
      <RunLines projectId={projectId} runs={runs} />
      {board.notes === 0 ? (
        (empty ?? <NoNotes projectId={projectId} />)
      ) : (
        <>
          <BoardHead board={board} />
          <GateBoard
            board={board}
            choice={choiceOf(view)}
            onChoose={(choice) => onView(viewOf(choice))}
          />
          {gate && <GateSettings key={gate.id} projectId={projectId} gate={gate} board={board} />}
          <SpotCheck
            projectId={projectId}
            check={board.spotCheck}
            kept={board.kept}
            onRead={onSpotCheck}
          />
          <NoteTable
            view={view}
            onView={onView}
            pages={pages}
            runs={runs}
            selected={selected}
            onSelect={setSelected}
            onOpen={(id) => setParams({ note: id })}
          />
        </>
      )}
    </div>
  )
}

/** What will stand here, and who makes it come. */
function NoNotes({ projectId }: { readonly projectId: string }) {
  const { t } = useTranslation('synthesis')
  const mayStart = useMay('synthesis.start')
  const isWriting = useRunsUnderWay(projectId).some((job) => job.status === 'running')
  const text = mayStart ? t('noNotes.text') : t('noNotes.reader')
  return <EmptyState title={t('noNotes.title')} text={isWriting ? t('noNotes.writing') : text} />
}

function choiceOf(view: NoteView): BoardChoice {
  return view.gate ?? (view.show === 'kept' ? 'kept' : null)
}

function viewOf(choice: BoardChoice): Partial<NoteView> {
  if (choice === 'kept') return { show: 'kept', gate: null }
  return { show: 'all', gate: choice }
}

function BoardHead({ board }: { readonly board: Board }) {
  const { t } = useTranslation('synthesis')
  const format = useFormat()
  const { kept, notes, restored } = board
  return (
    <div className={classes.boardHead}>
      <h2>{t('board.title')}</h2>
      <Help about={t('board.title')}>{t('board.help')}</Help>
      <p className={classes.soft} role="status">
        {t('board.keptOf', { kept: format.number(kept), notes: format.number(notes) })}
        {restored > 0 &&
          ` · ${t('board.restored', { count: restored, number: format.number(restored) })}`}
      </p>
    </div>
  )
}
