import type { Job } from '../../contract/jobs'
import type { Workspace } from '../workspace'
import { type ProgressPrinter, timeLeft } from './progress'

/** Prints a job's progress until it ends. @throws when it does not end well. */
export async function follow(
  workspace: Workspace,
  jobId: string,
  printer: ProgressPrinter,
): Promise<Job> {
  const timer = setInterval(() => {
    const job = workspace.services.jobs.list().find((one) => one.id === jobId)
    if (job?.status === 'running') printer.progress(`  ${progressText(job)}`)
  }, 500)
  try {
    const job = await workspace.services.jobs.ended(jobId)
    if (job.status !== 'done') throw new Error(job.message ?? `${job.title} did not finish.`)
    return job
  } finally {
    clearInterval(timer)
  }
}

function progressText(job: Job): string {
  const of = job.total === null ? '' : ` of ${Math.round(job.total)}`
  const rate = job.rate === null ? '' : `, ${job.rate.toFixed(1)} ${job.unit}/min`
  const left = timeLeft(job.secondsLeft)
  return `${Math.floor(job.done)}${of} ${job.unit}${rate}${left === '' ? '' : `, ${left}`}`
}
