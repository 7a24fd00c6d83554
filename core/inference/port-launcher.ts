import type { LaunchModelHost, ModelHostProcess } from './port'

/** The part of Electron's message port that is used here, in the shape both sides of Electron have. */
export interface ElectronPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { data: unknown }) => void): void
  start(): void
  close(): void
}

/** Launches model processes through somebody who may: the shell forks them and sends a port. */
export interface PortLauncher {
  readonly launchModelHost: LaunchModelHost
  readonly connected: (launch: number, port: ElectronPort) => void
  readonly exited: (launch: number, cause: string) => void
}

interface Launched {
  port: ElectronPort | null
  readonly unsent: unknown[]
  readonly listeners: ((message: unknown) => void)[]
  readonly end: (cause: string) => void
}

export function createPortLauncher(shell: {
  readonly launch: (launch: number) => void
  readonly kill: (launch: number) => void
}): PortLauncher {
  const launched = new Map<number, Launched>()
  let last = 0
  return {
    launchModelHost: (): ModelHostProcess => {
      last += 1
      const launch = last
      let end: (cause: string) => void = () => undefined
      const exited = new Promise<string>((resolve) => {
        end = resolve
      })
      const state: Launched = { port: null, unsent: [], listeners: [], end }
      launched.set(launch, state)
      shell.launch(launch)
      return {
        port: {
          // Messages wait until the port has come.
          post: (message) =>
            state.port ? state.port.postMessage(message) : void state.unsent.push(message),
          onMessage: (listener) => void state.listeners.push(listener),
          close: () => state.port?.close(),
        },
        exited,
        kill: () => shell.kill(launch),
      }
    },
    connected: (launch, port) => {
      const state = launched.get(launch)
      if (!state) return port.close()
      state.port = port
      port.on('message', ({ data }) => {
        for (const listener of state.listeners) listener(data)
      })
      port.start()
      for (const message of state.unsent.splice(0)) port.postMessage(message)
    },
    exited: (launch, cause) => {
      launched.get(launch)?.end(cause)
      launched.delete(launch)
    },
  }
}
