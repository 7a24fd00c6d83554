import { availableParallelism } from 'node:os'
import { greedySampling, type Sampling, smallModelSampling } from '../../contract/common'
import type { Results } from '../../contract/evaluation-results'
import type { PerplexityTable } from '../../contract/evaluation-scoring'
import type { InstructionBoard, SplitState } from '../../contract/instructions'
import type { Answer } from '../../contract/query'
import type { TrainingRun } from '../../contract/training'
import { presets, type TrainingPlan } from '../../contract/training-plan'
import type { Workspace } from '../workspace'
import { follow } from './follow'
import type { ProgressPrinter } from './progress'

/** What the middle of the path made: instructions, an adapter, and how it compares with its base. */
export interface LearningReport {
  readonly instructions: InstructionBoard
  readonly split: SplitState
  readonly run: TrainingRun
  readonly adapter: { readonly id: string; readonly name: string; readonly sha256: string }
  readonly perplexity: readonly PerplexityTable[]
  readonly results: Results
  /** One question, answered by the base and by the adapter. */
  readonly answers: readonly [base: Answer, adapter: Answer]
}

export interface Learner {
  readonly workspace: Workspace
  readonly projectId: string
  readonly modelId: string
  readonly printer: ProgressPrinter
  readonly timed: <T>(step: string, work: () => Promise<T>) => Promise<T>
}

/** Fewer notes than this cannot be split into three sides that mean anything. */
const fewestNotes = 6
const reasonForReturn = 'Sample run: brought back to show the path; not fit for a real model.'

/**
 * Instructions, two-stage training, evaluation and a question to the adapter, small enough for a
 * processor. A small model's notes are mostly caught by the gates: enough of them are brought back,
 * and it is said.
 */
export async function learn(learner: Learner): Promise<LearningReport> {
  const { printer, timed } = learner
  await ensureNotes(learner)
  printer.line('4 Instructions: one question and one answer for each note')
  const { instructions, split } = await timed('instructions', () => instruct(learner))
  printer.line('5 Training: on the notes, then on the answers')
  const { run, adapter } = await timed('training', () => train(learner))
  printer.line('6 Evaluation: the model alone against the model with the adapter')
  const { perplexity, results } = await timed('evaluation', () => evaluate(learner, adapter.id))
  const answers = await timed('adapter query', () => askBoth(learner, adapter.id))
  sayPerplexity(printer, perplexity)
  return { instructions, split, run, adapter, perplexity, results, answers }
}

/** Brings caught notes back until there are enough to go on with. */
async function ensureNotes({ workspace, projectId, printer }: Learner): Promise<void> {
  const board = await workspace.ask('synthesis.board', { projectId })
  if (board.kept >= fewestNotes) return
  const caught = await workspace.ask('notes.page', {
    filter: { projectId, show: 'caught' },
    limit: 200,
  })
  const back = caught.rows.slice(0, Math.max(0, 2 * fewestNotes - board.kept))
  for (const { id } of back)
    await workspace.ask('notes.setRestored', { id, restored: true, reason: reasonForReturn })
  printer.line(
    `  ${board.kept} notes passed the gates; ${back.length} that were caught are brought back to show the path`,
  )
}

async function instruct({
  workspace,
  projectId,
  modelId,
  printer,
}: Learner): Promise<Pick<LearningReport, 'instructions' | 'split'>> {
  const before = await workspace.ask('instructions.board', { projectId })
  if (before.rows === 0) {
    const { jobId } = await workspace.ask('instructions.start', {
      projectId,
      modelId,
      seed: 1,
      unanswerable: 0.1,
      questionSampling: warm,
      answerSampling: greedySampling,
      maxAnswerTokens: 120,
    })
    const job = await follow(workspace, jobId, printer)
    printer.line(`  ${job.message}`)
  }
  const shares = { train: 0.6, validation: 0.2, test: 0.2 }
  let split = await workspace.ask('instructions.split', { projectId, seed: 1, shares })
  if (split.state === 'blocked' && split.sha256 !== null) {
    printer.line('  the leakage check found something; the run says why it goes on')
    split = await workspace.ask('instructions.overrideLeakage', {
      projectId,
      sha256: split.sha256,
      reason: 'Sample run on fictional reports: shown, not used.',
    })
  }
  const board = await workspace.ask('instructions.board', { projectId })
  const sides = split.sides.map((one) => `${one.side} ${one.rows}`).join(', ')
  printer.line(`  ${board.kept} of ${board.rows} rows kept; by source case: ${sides}`)
  return { instructions: board, split }
}

const warm: Sampling = { ...smallModelSampling, temperature: 0.7 }

/** A quick trial of both stages, in minutes on two cores. */
export function samplePlan(projectId: string, modelId: string): TrainingPlan {
  const { trial } = presets
  return {
    ...trial,
    projectId,
    modelId,
    startAdapterId: null,
    preset: 'custom',
    context: 512,
    pretraining: { ...trial.pretraining, maxSamples: 8 },
    tuning: { ...trial.tuning, maxSamples: 12, batch: 2 },
    validationSamples: 4,
    // Nobody else waits for this machine.
    threads: availableParallelism(),
  }
}

async function train({
  workspace,
  projectId,
  modelId,
  printer,
}: Learner): Promise<Pick<LearningReport, 'run' | 'adapter'>> {
  const plan = samplePlan(projectId, modelId)
  const { jobId, runId } = await workspace.ask('training.start', { plan, name: 'Sample run' })
  const job = await follow(workspace, jobId, printer)
  printer.line(`  ${job.message}`)
  const run = await workspace.ask('training.run', { id: runId })
  const made = (await workspace.ask('adapters.list', { projectId })).find(
    (one) => one.runId === runId,
  )
  if (!made) throw new Error('The training ended without an adapter.')
  return { run, adapter: { id: made.id, name: made.name, sha256: made.sha256 } }
}

async function evaluate(
  { workspace, projectId, modelId, printer }: Learner,
  adapterId: string,
): Promise<Pick<LearningReport, 'perplexity' | 'results'>> {
  const comparison = await workspace.ask('evaluation.start', {
    projectId,
    name: 'Sample run',
    source: { kind: 'test-split' },
    limit: 4,
    arms: [{ modelId }, { modelId, adapterId }],
    judge: { modelId },
    maxTokens: 80,
  })
  const compared = await follow(workspace, comparison.jobId, printer)
  printer.line(`  ${compared.message}`)
  const scoring = await workspace.ask('evaluation.startPerplexity', {
    projectId,
    modelId,
    adapterIds: [null, adapterId],
    perCorpus: 4,
    context: 256,
  })
  const scored = await follow(workspace, scoring.jobId, printer)
  printer.line(`  ${scored.message}`)
  const tables = await workspace.ask('evaluation.perplexity', { projectId })
  const results = await workspace.ask('evaluation.results', { runId: comparison.runId })
  return { perplexity: tables.filter((one) => scoring.tableIds.includes(one.id)), results }
}

async function askBoth(
  { workspace, projectId, modelId }: Learner,
  adapterId: string,
): Promise<[Answer, Answer]> {
  const page = await workspace.ask('notes.page', { filter: { projectId, show: 'kept' }, limit: 1 })
  const note = page.rows[0]
  if (!note) throw new Error('There is no note to ask about.')
  const question = {
    projectId,
    modelId,
    note: { kind: 'note' as const, id: note.id },
    task: 'summarization' as const,
    instruction: 'Summarize the hospital course in two sentences.',
    maxTokens: 80,
  }
  return [
    await workspace.ask('query.ask', question),
    await workspace.ask('query.ask', { ...question, adapterId }),
  ]
}

function sayPerplexity(printer: ProgressPrinter, tables: readonly PerplexityTable[]): void {
  for (const table of tables)
    for (const row of table.rows) {
      const { perplexity } = row
      const value = perplexity.kind === 'estimate' ? perplexity.value.toFixed(2) : perplexity.reason
      printer.line(`  perplexity of ${row.corpus}, ${table.adapterName ?? 'model alone'}: ${value}`)
    }
}
