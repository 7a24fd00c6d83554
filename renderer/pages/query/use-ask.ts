import { useState } from 'react'
import type { Answer, AskEvent, NoteReference } from '../../../contract/query'
import { type TaskId, tasks } from '../../../contract/tasks'
import { type Stream, useOperation, useStream } from '../../core/hooks'
import { useOpenProject } from '../../core/person'

/** The model that is asked, as it is or with an adapter. */
export interface AskedModel {
  readonly modelId: string
  readonly adapterId: string | null
}

export interface Ask {
  readonly task: TaskId | null
  readonly instruction: string
  /** Takes a task and its first instruction, or lets go of it. */
  readonly chooseTask: (task: TaskId | null) => void
  readonly write: (instruction: string) => void
  readonly stream: Stream<'query.ask'>
  /** The words that have come so far. */
  readonly soFar: string
  /** The answer to show: the one just given, else the past one that was opened. */
  readonly answer: Answer | null
  readonly run: (asked: AskedModel, note: NoteReference) => Promise<void>
}

/** One question at a time; the next one starts empty and knows nothing of the one before. */
export function useAsk(past: Answer | null): Ask {
  const project = useOpenProject()
  const [task, setTask] = useState<TaskId | null>(null)
  const [instruction, setInstruction] = useState('')
  const stream = useStream('query.ask')
  const given = stream.output
  // Read again when it is marked as wrong or the mark is taken back.
  const fresh = useOperation('query.get', { id: given?.id ?? '-' }, { enabled: given !== null })
  const isAsking = stream.status === 'running' || stream.status === 'refused'
  return {
    task,
    instruction,
    chooseTask: (next) => {
      setTask(next)
      const words = tasks.find((one) => one.id === next)?.instruction
      if (words) setInstruction(words)
    },
    write: setInstruction,
    stream,
    soFar: textOf(stream.events),
    answer: isAsking ? null : (fresh.data ?? given ?? past),
    run: async ({ modelId, adapterId }, note) => {
      const answered = await stream.start({
        projectId: project.id,
        modelId,
        adapterId,
        note,
        task,
        instruction: instruction.trim(),
      })
      if (!answered) return
      setTask(null)
      setInstruction('')
    },
  }
}

export function textOf(events: readonly AskEvent[]): string {
  return events.map((event) => (event.type === 'text' ? event.text : '')).join('')
}
