import { join } from 'node:path'
import { app } from 'electron'

/** Where the workspace lies: as set for this start, else the app's own folder of the person. */
export function workspaceFolder(): string {
  return process.env.ASCLEPIUS_WORKSPACE ?? join(app.getPath('userData'), 'workspace')
}
