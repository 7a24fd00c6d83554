import type { PromptFamily } from '../../contract/prompt-families'
import type { RunLive } from '../../contract/training'
import type { TrainingPlan } from '../../contract/training-plan'
import type { JobContext } from '../jobs/definition'
import type { ModelRow } from '../models/queries'
import type { TrainingDevice } from '../trainer/protocol'
import type { TrainerLocation } from '../trainer/trainer-process'
import type { LoanGate } from './gate'
import type { RunLog } from './log'
import type { RunRow } from './queries'
import type { RunFiles } from './run-files'

/** What the parts of a running training share. */
export interface RunWork {
  readonly context: JobContext
  readonly run: RunRow
  readonly plan: TrainingPlan
  readonly model: ModelRow
  readonly family: PromptFamily
  readonly files: RunFiles
  readonly trainer: TrainerLocation
  readonly device: TrainingDevice
  readonly gate: LoanGate
  readonly log: RunLog
  /** Changes what the page sees of the run now. */
  readonly tell: (change: Partial<RunLive>) => void
  /** Tells how far the stage that runs has come. */
  readonly onStep: (step: number) => void
  /** The process that computes now, for lending and keeping; null between processes. */
  readonly attempt: { current: Attempt | null }
}

/** A trainer process of this run. */
export interface Attempt {
  /** Fires when it is asked to end, whoever asks. */
  readonly signal: AbortSignal
  /** Resolves once nothing is computed any more: paused between two layers, or ended. */
  readonly pause: (holder: Holder) => Promise<void>
  /** Goes on once nobody holds it any more. */
  readonly resume: (holder: Holder) => void
  /** Saves and ends; the run decides what comes after. */
  readonly stop: (why: StopCause) => void
  /** Resolves when the process has ended and its files are sealed. */
  readonly ended: Promise<void>
}

/** Who needs a process to stand still: a question that borrowed the machine, or the sample answers. */
export type Holder = 'lent' | 'answers'

export type StopCause = 'job' | 'keep' | 'memory' | 'failure' | 'silence'
