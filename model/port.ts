/** This process's end of the channel to core. Messages are structured clones, in order. */
export type Port = {
  readonly post: (message: unknown) => void
  readonly onMessage: (listener: (message: unknown) => void) => void
  readonly close: () => void
}

type ElectronMessage = { readonly data: unknown; readonly ports?: readonly ElectronPort[] }
type ElectronPort = {
  on: (event: 'message', listener: (message: ElectronMessage) => void) => void
  postMessage: (message: unknown) => void
  start?: () => void
  close?: () => void
}

/**
 * The channel this process was started with: Electron's utility process gives `parentPort`, over
 * which the main process may hand a MessagePort to core; a fork of plain Node gives `process.send`.
 * Messages that arrive before anybody listens are kept.
 */
export function openPort(): Port {
  const parent = (process as { parentPort?: ElectronPort }).parentPort
  if (parent !== undefined && parent !== null) return electronPort(parent)
  if (process.send !== undefined) return nodePort()
  throw new Error('The model process was started without a channel.')
}

function nodePort(): Port {
  return {
    post: (message) => {
      process.send?.(message, undefined, undefined, () => {
        // The other side is gone; 'disconnect' ends this process.
      })
    },
    onMessage: (listener) => {
      process.on('message', listener)
      process.on('disconnect', () => process.exit(0))
    },
    close: () => process.disconnect?.(),
  }
}

/** Answers go to the MessagePort once one has come, and to the parent until then. */
function electronPort(parent: ElectronPort): Port {
  let listener: ((message: unknown) => void) | undefined
  const waiting: unknown[] = []
  const unsent: unknown[] = []
  let target: ElectronPort | undefined

  function deliver(message: ElectronMessage): void {
    if (listener === undefined) waiting.push(message.data)
    else listener(message.data)
  }
  function use(port: ElectronPort): void {
    target = port
    for (const message of unsent.splice(0)) port.postMessage(message)
  }
  parent.on('message', (message) => {
    const port = message.ports?.[0]
    if (port !== undefined) {
      port.on('message', deliver)
      port.start?.()
      use(port)
      return
    }
    if (target === undefined) use(parent)
    deliver(message)
  })
  return {
    post: (message) => {
      if (target === undefined) unsent.push(message)
      else target.postMessage(message)
    },
    onMessage: (newListener) => {
      listener = newListener
      for (const message of waiting.splice(0)) newListener(message)
    },
    close: () => target?.close?.(),
  }
}
