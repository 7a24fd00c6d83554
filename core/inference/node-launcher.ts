import { fork } from 'node:child_process'
import type { ModelHostProcess } from './port'

/**
 * Starts the built model process (out/main/model.js) as a fork of plain Node, for headless runs
 * and tests. Its own output is dropped: it could hold text of notes.
 */
export function launchNodeModelHost(
  modulePath: string,
  options: { readonly showOutput?: boolean } = {},
): ModelHostProcess {
  const child = fork(modulePath, [], {
    serialization: 'advanced',
    stdio: options.showOutput ? 'inherit' : ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const exited = new Promise<string>((resolve) => {
    child.on('error', (reason) => resolve(`it could not be started (${reason.name})`))
    child.on('exit', (code, signal) => resolve(describeExit(code, signal)))
  })
  return {
    port: {
      post: (message) => {
        if (!child.connected) return
        child.send(message as object, () => {
          // A process that is gone says so through `exited`.
        })
      },
      onMessage: (listener) => {
        child.on('message', listener)
      },
      close: () => {
        if (child.connected) child.disconnect()
      },
    },
    exited,
    kill: () => {
      child.kill('SIGKILL')
    },
  }
}

/** Why a process ended, in words that can follow "because". */
export function describeExit(code: number | null, signal: string | null): string {
  if (signal === 'SIGKILL') return 'it was ended from outside, perhaps for want of memory'
  if (signal === 'SIGBUS') return 'the model file changed while it was in use'
  if (signal !== null) return `it crashed (${signal})`
  return code === 0 ? 'it ended by itself' : `it ended with code ${code}`
}
