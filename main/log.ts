import { join } from 'node:path'
import log from 'electron-log/main'

export interface MainLog {
  readonly info: (line: string) => void
  readonly warn: (line: string) => void
}

/** Events and figures in a file of the workspace; no text of a note and no key ever comes here. */
export function createLog(folder: string): MainLog {
  log.transports.file.resolvePathFn = () => join(folder, 'logs', 'workstation.log')
  log.transports.file.maxSize = 5 * 1024 * 1024
  log.transports.file.format = '{iso} {level} {text}'
  log.transports.console.level = process.env.ASCLEPIUS_LOG === 'console' ? 'info' : false
  return { info: (line) => log.info(line), warn: (line) => log.warn(line) }
}
