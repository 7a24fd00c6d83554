import type { RunLogEntry } from '../../contract/training'
import type { TrainingStageId } from '../../contract/training-plan'
import type { JobContext } from '../jobs/definition'
import { insertLog } from './queries'

/** Writes one line of a run's log; text is for people and never a note's. */
export type RunLog = (
  stage: TrainingStageId | null,
  code: RunLogEntry['code'],
  figures?: Readonly<Record<string, number>>,
  text?: string,
) => void

export function createRunLog(context: JobContext, runId: string): RunLog {
  return (stage, code, figures = {}, text = '') =>
    context.stage((db) =>
      insertLog(db, { runId, stage, at: context.services.clock.now(), code, figures, text }),
    )
}
