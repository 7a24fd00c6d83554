import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { OutputOf } from '../../contract/operations'
import type { ReadableDb } from '../database/types'
import type { Handlers } from '../kernel/context'
import { listProjects } from '../projects/queries'
import { signaturesWaiting } from '../release/waiting'
import { stageFacts } from '../synthesis/queries'
import { waitingFor } from '../validation/waiting'
import { idleMinutes, writeSetting } from './queries'

type Names = 'settings.get' | 'settings.set' | 'system.home'

export const settingsHandlers: Handlers<Names> = {
  'settings.get': ({ db }) => ({ idleMinutes: idleMinutes(db) }),
  'settings.set': (context, settings) => {
    context.commit(
      { action: 'settings.changed', object: 'idle-minutes', detail: { ...settings } },
      (db) => writeSetting(db, 'idle-minutes', String(settings.idleMinutes)),
    )
    return {}
  },
  'system.home': (context) => ({
    waiting: listProjects(context.db).flatMap((project) => [
      ...spotChecks(context.db, project.id),
      ...waitingFor(context.db, context.person, project.id),
      ...signaturesWaiting(context.db, context.person, project.id, context.clock.now()),
    ]),
    // What is not yet moved from the log into the database counts too.
    databaseBytes: ['workspace.db', 'workspace.db-wal']
      .map(
        (name) => statSync(join(context.vault.folder, name), { throwIfNoEntry: false })?.size ?? 0,
      )
      .reduce((sum, bytes) => sum + bytes, 0),
    appVersion: context.appVersion,
    workspacePath: context.vault.folder,
  }),
}

function spotChecks(db: ReadableDb, projectId: string): OutputOf<'system.home'>['waiting'] {
  const { spotCheckOpen: count } = stageFacts(db, projectId)
  return count > 0 ? [{ what: 'spot-check', count, projectId, page: 'synthesis' }] : []
}
