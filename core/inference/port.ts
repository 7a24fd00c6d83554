/** One end of a channel to another process. Messages are structured clones, in order. */
export type Port = {
  readonly post: (message: unknown) => void
  readonly onMessage: (listener: (message: unknown) => void) => void
  readonly close: () => void
}

/** A started model process. `exited` resolves with the cause in plain words, and never rejects. */
export type ModelHostProcess = {
  readonly port: Port
  readonly exited: Promise<string>
  readonly kill: () => void
}

export type LaunchModelHost = () => ModelHostProcess
