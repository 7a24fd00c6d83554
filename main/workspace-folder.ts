import { join } from 'node:path'
import { app } from 'electron'

/**
 * Where the workspace lies: as set for this start, else the app's own folder of the person. A
 * workspace that was set has the window's own files in it too, so that the lock that lets one app
 * open it is a lock on this workspace and no other.
 */
export function workspaceFolder(): string {
  return process.env.ASCLEPIUS_WORKSPACE ?? join(app.getPath('userData'), 'workspace')
}

export function keepWindowFilesBesideWorkspace(): void {
  const folder = process.env.ASCLEPIUS_WORKSPACE
  if (folder !== undefined) app.setPath('userData', join(folder, 'window'))
}
