import type { Handlers } from '../kernel/context'
import { clearEndedJobs } from './queries'

type Names = 'jobs.list' | 'jobs.pause' | 'jobs.resume' | 'jobs.cancel' | 'jobs.clearFinished'

export const jobHandlers: Handlers<Names> = {
  'jobs.list': ({ jobs }) => jobs.list(),
  'jobs.pause': ({ jobs, person }, { id }) => {
    jobs.pause(person, id)
    return {}
  },
  'jobs.resume': ({ jobs, person }, { id }) => {
    jobs.resume(person, id)
    return {}
  },
  'jobs.cancel': ({ jobs, person }, { id }) => {
    jobs.cancel(person, id)
    return {}
  },
  'jobs.clearFinished': ({ commit }) => {
    commit({ action: 'jobs.cleared', object: 'finished' }, clearEndedJobs)
    return {}
  },
}
