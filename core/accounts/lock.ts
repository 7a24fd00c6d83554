import type { Services } from '../kernel/context'
import { storeBuiltInTemplates } from '../templates/built-in'

/**
 * Ends a session. The last one to end closes the database and wipes the keys, unless a job still
 * works: then it is closed when the job ends (S-23).
 */
export function lockConnection(services: Services, connection: string): void {
  services.sessions.end(connection)
  services.changed(['session'])
  closeWhenUnused(services)
}

export function closeWhenUnused(services: Services): void {
  if (services.sessions.count() > 0 || services.jobs.isBusy()) return
  services.vault.close()
}

/** What has to happen once the database is open: jobs that a crash cut off are settled. */
export function afterUnlock(services: Services): void {
  storeBuiltInTemplates(services)
  services.jobs.settleAfterStart()
}
