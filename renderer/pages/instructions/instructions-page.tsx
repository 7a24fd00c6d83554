import { Button } from '@mantine/core'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type {
  InstructionBoard,
  InstructionRow,
  InstructionRun,
} from '../../../contract/instructions'
import type { TaskId } from '../../../contract/tasks'
import { type KeysetPages, useCommand, useKeysetPages, useOperation } from '../../core/hooks'
import { useMay, useOpenProject } from '../../core/person'
import { go, setParams, useRoute } from '../../core/route'
import { EmptyState } from '../../ui/empty-state'
import { RefusalNote } from '../../ui/error-boundary'
import { IconPlayerPlay } from '../../ui/icons'
import { Page } from '../../ui/page'
import { PartTabs } from '../../ui/part-tabs'
import shared from '../synthesis/synthesis.module.css'
import { FilesPart } from './files-part'
import { FilterBoard } from './filter-board'
import { FilterSettings } from './filter-settings'
import { type Generation, useGeneration, useGenerationPlan } from './generation'
import { GenerationForm } from './generation-form'
import classes from './instructions.module.css'
import { openPart, parts, type RowView, wholeView } from './parts'
import { RowReader } from './row-reader'
import { RowTable } from './row-table'
import { RunLines } from './run-lines'
import { SeedsPanel } from './seeds-panel'
import { SplitPart } from './split-part'
import { TaskTiles } from './task-tiles'

const nothing: readonly never[] = []

/** Tasks and what to write, rows and their filters, the split, and files; a row opens by itself. */
export function InstructionsPage() {
  const { t } = useTranslation('instructions')
  const project = useOpenProject()
  const { params } = useRoute()
  const models = useOperation('models.list', {})
  const runs = useOperation('instructions.runs', { projectId: project.id }).data ?? nothing
  const generation = useGeneration(project.id, models.data ?? nothing)
  const [view, setView] = useState<RowView>(wholeView)
  const changeView = useCallback(
    (changes: Partial<RowView>) => setView((before) => ({ ...before, ...changes })),
    [],
  )
  const board = useOperation(
    'instructions.board',
    { projectId: project.id, runId: view.runId },
    { keepPrevious: true },
  )
  const pages = useKeysetPages(
    'instructions.page',
    { filter: { projectId: project.id, ...view } },
    { keepPrevious: true },
  )
  const mayStart = useMay('instructions.start')
  const part = parts.find((one) => one === params.part) ?? 'tasks'
  if (board.error) return <RefusalNote message={board.error.message} />
  if (!board.data) return null
  if (params.row)
    return (
      <RowReader
        key={params.row}
        id={Number(params.row)}
        rows={pages.rows}
        loadMore={pages.loadMore}
      />
    )
  return (
    <Page
      title={t('title')}
      purpose={t('purpose')}
      fills
      action={part === 'tasks' && mayStart && <StartButton generation={generation} />}
    >
      <div className={classes.tabs}>
        <PartTabs parts={parts} part={part} nameOf={(one) => t(`parts.${one}`)} onOpen={openPart} />
      </div>
      {part === 'tasks' && (
        <TasksPart
          projectId={project.id}
          generation={generation}
          board={board.data}
          runs={runs}
          onOpen={(task) => {
            changeView({ ...wholeView, task })
            openPart('rows')
          }}
        />
      )}
      {part === 'rows' && (
        <RowsPart
          projectId={project.id}
          board={board.data}
          view={view}
          onView={changeView}
          pages={pages}
          runs={runs}
        />
      )}
      {part === 'split' && <SplitPart projectId={project.id} />}
      {part === 'files' && <FilesPart projectId={project.id} board={board.data} />}
    </Page>
  )
}

interface TasksPartProps {
  readonly projectId: string
  readonly generation: Generation
  readonly board: InstructionBoard
  readonly runs: readonly InstructionRun[]
  readonly onOpen: (task: TaskId) => void
}

function TasksPart({ projectId, generation, board, runs, onOpen }: TasksPartProps) {
  const mayStart = useMay('instructions.start')
  const models = useOperation('models.list', {}).data
  const seeds = useOperation('instructions.seeds', {}).data ?? nothing
  const missing = useMissing(generation, models?.length === 0)
  const hasForm = mayStart && missing === null
  return (
    <div className={shared.bench} data-bare={!hasForm || undefined}>
      {hasForm && <GenerationForm generation={generation} models={models ?? nothing} />}
      <div className={classes.scroll}>
        <RunLines projectId={projectId} runs={runs} />
        {missing && board.rows === 0 && <Missing what={missing} />}
        <TaskTiles board={board} seeds={seeds} onOpen={onOpen} />
      </div>
    </div>
  )
}

/** What has to come before a run. The plan knows whether a note was kept. */
function useMissing(generation: Generation, hasNoModel: boolean): 'notes' | 'model' | null {
  const { request } = generation
  const mayStart = useMay('instructions.plan')
  const plan = useOperation(
    'instructions.plan',
    { projectId: request?.projectId ?? '-', modelId: request?.modelId ?? '-' },
    { enabled: request !== null && mayStart, keepPrevious: true },
  )
  if (hasNoModel) return 'model'
  return plan.data?.keptNotes === 0 ? 'notes' : null
}

function Missing({ what }: { readonly what: 'notes' | 'model' }) {
  const { t } = useTranslation('instructions')
  const words = what === 'notes' ? 'noNotes' : 'noModel'
  return (
    <EmptyState
      title={t(`${words}.title`)}
      text={t(`${words}.text`)}
      action={
        <Button onClick={() => go(what === 'notes' ? 'synthesis' : 'models')}>
          {t(`${words}.action`)}
        </Button>
      }
    />
  )
}

interface RowsPartProps {
  readonly projectId: string
  readonly board: InstructionBoard
  readonly view: RowView
  readonly onView: (changes: Partial<RowView>) => void
  readonly pages: KeysetPages<InstructionRow>
  readonly runs: readonly InstructionRun[]
}

function RowsPart({ projectId, board, view, onView, pages, runs }: RowsPartProps) {
  const { t } = useTranslation('instructions')
  const [selected, setSelected] = useState<number | null>(null)
  const mayStart = useMay('instructions.start')
  if (board.rows === 0 && view.task === null)
    return (
      <EmptyState
        title={t('noRows.title')}
        text={t(mayStart ? 'noRows.text' : 'noRows.reader')}
        action={<Button onClick={() => openPart('tasks')}>{t('parts.tasks')}</Button>}
      />
    )
  const table = (
    <div className={classes.column}>
      <FilterBoard board={board} view={view} onView={onView} />
      {view.filter && (
        <FilterSettings
          key={`${view.filter} ${JSON.stringify(board.thresholds)}`}
          projectId={projectId}
          filter={view.filter}
          board={board}
        />
      )}
      <RowTable
        view={view}
        onView={onView}
        pages={pages}
        runs={runs}
        selected={selected}
        onSelect={setSelected}
        onOpen={(id) => setParams({ row: id })}
      />
    </div>
  )
  if (view.task === null) return table
  return (
    <div className={classes.withSeeds}>
      {table}
      <SeedsPanel key={view.task} task={view.task} />
    </div>
  )
}

function StartButton({ generation }: { readonly generation: Generation }) {
  const { t } = useTranslation('instructions')
  const start = useCommand('instructions.start')
  const { request } = generation
  const plan = useGenerationPlan(request).data
  return (
    <Button
      leftSection={<IconPlayerPlay size={17} aria-hidden />}
      disabled={request === null || plan?.rows === 0}
      loading={start.isRunning}
      onClick={() => {
        if (request) void start.run(request)
      }}
    >
      {t('start')}
    </Button>
  )
}
