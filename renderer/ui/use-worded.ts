import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Job } from '../../contract/jobs'
import { worded } from '../i18n/worded'

/** Words of the core that change with the language while they are shown. */
export function useWorded(): typeof worded {
  const { i18n } = useTranslation('sentences')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words depend on the language alone.
  return useCallback((said, english) => worded(said, english), [i18n.language])
}

export interface JobWords {
  /** What the job is to do. */
  readonly title: string
  /** What it is doing now; empty before its first step. */
  readonly step: string
  /** What it ended with; empty while it goes on. */
  readonly message: string
}

/** What a job says of itself, in the chosen language. */
export function useJobWords(): (job: Job) => JobWords {
  const say = useWorded()
  return useCallback(
    (job) => ({
      title: say(job.said.title, job.title),
      step: say(job.said.step, ''),
      message: say(job.said.message, job.message ?? ''),
    }),
    [say],
  )
}
