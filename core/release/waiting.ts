import type { OutputOf } from '../../contract/operations'
import { signers } from '../../contract/roles'
import type { Person } from '../../contract/session'
import type { ReadableDb } from '../database/types'
import { projectReleases } from './queries'
import { examine } from './signatures'

type Waiting = OutputOf<'system.home'>['waiting'][number]

/** Releases of a project that this person may sign and has not signed yet. */
export function signaturesWaiting(
  db: ReadableDb,
  person: Person,
  projectId: string,
  now: string,
): Waiting[] {
  if (!signers.some((role) => role === person.role)) return []
  const count = projectReleases(db, projectId)
    .map((release) => examine(db, release, now))
    .filter(({ state }) => state === 'waiting')
    .filter(({ signatures }) => signatures.every((one) => one.personId !== person.id)).length
  return count > 0 ? [{ what: 'sign', count, projectId, page: 'release' }] : []
}
