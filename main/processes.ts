import { join } from 'node:path'
import { MessageChannelMain, type UtilityProcess, utilityProcess } from 'electron'
import type { News } from '../contract/bridge'
import type { DesktopAnswer, DesktopRequest, FromCore, ToCore } from '../contract/host-protocol'
import type { CallResult } from '../contract/operation'
import { inEnglish, type Sentence, say } from '../contract/sentences'
import type { MainLog } from './log'

export interface ProcessOptions {
  /** The folder of the built programs. */
  readonly programs: string
  readonly folder: string
  readonly resources: string
  readonly sampleModel: string | null
  readonly trainer: Extract<ToCore, { type: 'start' }>['trainer']
  readonly appVersion: string
  readonly log: MainLog
}

/** The core and the model as processes of their own: main forks, connects and restarts them. */
export interface Processes {
  readonly call: (
    id: string,
    connection: string,
    name: string,
    input: unknown,
  ) => Promise<CallResult<unknown>>
  readonly cancel: (id: string) => void
  /** A token for the path; null where the core ended meanwhile. */
  readonly registerFile: (path: string) => Promise<string | null>
  readonly onNews: (listener: (news: News, connection: string | null) => void) => void
  /** Who does for the core what only main can. */
  readonly onDesktopRequest: (answer: (request: DesktopRequest) => Promise<DesktopAnswer>) => void
  readonly lockNow: () => void
  readonly pids: () => readonly number[]
  readonly close: () => Promise<void>
}

/** Milliseconds before the core is started again after it ended the first, second, third time. */
const backOff = [500, 2000, 8000]
const quietMilliseconds = 5 * 60_000
const closeWithinMilliseconds = 10_000

function refusal(said: Sentence): CallResult<never> {
  return { ok: false, code: 'core-ended', message: inEnglish([said]), said: [said] }
}

export function createProcesses(options: ProcessOptions): Processes {
  const { log } = options
  const waiting = new Map<string, (result: CallResult<unknown>) => void>()
  const files = new Map<string, (token: string | null) => void>()
  const listeners: ((news: News, connection: string | null) => void)[] = []
  const models = new Map<number, UtilityProcess>()
  let ends: number[] = []
  let isClosing = false
  let onClosed: () => void = () => undefined
  let onDesktopRequest: (request: DesktopRequest) => Promise<DesktopAnswer> = async () => null
  let lastFile = 0
  let isCoreUp = true
  /** Calls that come while the core is being started again: a person who unlocks just waits a little. */
  const held: (() => void)[] = []
  let core = startCore()

  const tell = (news: News, connection: string | null = null): void => {
    for (const listener of listeners) listener(news, connection)
  }

  function startCore(): UtilityProcess {
    const child = utilityProcess.fork(join(options.programs, 'core.js'), [], {
      serviceName: 'Asclepius core',
      stdio: 'inherit',
    })
    child.on('message', (message: FromCore) => hear(message))
    child.on('exit', (code) => coreEnded(code))
    const { folder, resources, sampleModel, appVersion, trainer } = options
    child.postMessage({
      type: 'start',
      folder,
      resources,
      sampleModel,
      appVersion,
      trainer,
    } satisfies ToCore)
    return child
  }

  function coreEnded(code: number): void {
    for (const model of models.values()) endNow(model)
    models.clear()
    isCoreUp = false
    refuseAll(refusal(say('core-ended')))
    onClosed()
    if (isClosing) return
    log.warn(JSON.stringify({ event: 'core ended', code }))
    const now = Date.now()
    ends = [...ends.filter((at) => now - at < quietMilliseconds), now]
    const wait = backOff[ends.length - 1]
    tell({ type: 'locked' })
    tell({
      type: 'notice',
      said: [say(wait === undefined ? 'core-stays-off' : 'core-starts-again')],
    })
    if (wait === undefined) letGo()
    else startLater(wait)
  }

  function startLater(wait: number): void {
    setTimeout(() => {
      if (isClosing) return
      core = startCore()
      isCoreUp = true
      letGo()
      tell({ type: 'changed', topics: ['session', 'jobs'] })
    }, wait)
  }

  function refuseAll(why: CallResult<never>): void {
    for (const settle of waiting.values()) settle(why)
    waiting.clear()
    for (const settle of files.values()) settle(null)
    files.clear()
  }

  /** Sends what was held to the new core; without one it is all refused. */
  function letGo(): void {
    const calls = held.splice(0)
    if (isCoreUp) for (const go of calls) go()
    else refuseAll(refusal(say('core-stays-off')))
  }

  function hear(message: FromCore): void {
    if (message.type === 'result') {
      waiting.get(message.id)?.(message.result)
      waiting.delete(message.id)
    } else if (message.type === 'news') tell(message.news, message.connection)
    else if (message.type === 'file-registered') {
      files.get(message.id)?.(message.token)
      files.delete(message.id)
    } else if (message.type === 'ask-desktop') void askDesktop(message.id, message.request)
    else if (message.type === 'launch-model') launchModel(message.launch)
    else if (message.type === 'kill-model') endNow(models.get(message.launch))
    else if (message.type === 'log') log[message.level](message.line)
    else if (message.type === 'closed') onClosed()
  }

  async function askDesktop(id: number, request: DesktopRequest): Promise<void> {
    const owner = core
    const answer = await onDesktopRequest(request).catch((cause: unknown) => {
      log.warn(
        JSON.stringify({
          event: 'desktop request failed',
          what: request.what,
          cause: nameOf(cause),
        }),
      )
      return null
    })
    if (owner === core) send({ type: 'desktop-answer', id, answer })
  }

  function launchModel(launch: number): void {
    const owner = core
    const child = utilityProcess.fork(join(options.programs, 'model.js'), [], {
      serviceName: 'Asclepius model',
      stdio: 'inherit',
    })
    models.set(launch, child)
    const { port1, port2 } = new MessageChannelMain()
    child.postMessage({ kind: 'port' }, [port1])
    owner.postMessage({ type: 'model-port', launch } satisfies ToCore, [port2])
    child.on('exit', (code) => {
      models.delete(launch)
      // Also while the app is closing: the core waits for its model process before it closes the database.
      if (owner === core && isCoreUp)
        owner.postMessage({
          type: 'model-exited',
          launch,
          cause: `exit code ${code}`,
        } satisfies ToCore)
    })
  }

  const send = (message: ToCore): void => core.postMessage(message)
  const isStayingOff = (): boolean => !isCoreUp && ends.length > backOff.length
  const sendOrHold = (message: ToCore): void => {
    if (isCoreUp) send(message)
    else held.push(() => send(message))
  }

  return {
    call: (id, connection, name, input) =>
      new Promise((resolve) => {
        if (isStayingOff()) return resolve(refusal(say('core-stays-off')))
        waiting.set(id, resolve)
        sendOrHold({ type: 'call', id, connection, name, input })
      }),
    cancel: (id) => send({ type: 'cancel', id }),
    registerFile: (path) =>
      new Promise((resolve) => {
        if (isStayingOff()) return resolve(null)
        lastFile += 1
        const id = String(lastFile)
        files.set(id, resolve)
        sendOrHold({ type: 'register-file', id, path })
      }),
    onNews: (listener) => {
      listeners.push(listener)
    },
    onDesktopRequest: (answer) => {
      onDesktopRequest = answer
    },
    lockNow: () => send({ type: 'lock-now' }),
    pids: () => [core, ...models.values()].flatMap((child) => child.pid ?? []),
    close: async () => {
      isClosing = true
      if (!isCoreUp) return
      await Promise.race([
        new Promise<void>((resolve) => {
          onClosed = resolve
          send({ type: 'close' })
        }),
        new Promise((resolve) => setTimeout(resolve, closeWithinMilliseconds)),
      ])
      core.kill()
      for (const model of models.values()) endNow(model)
    },
  }
}

/** Its name alone: the message may quote a page. */
function nameOf(cause: unknown): string {
  return cause instanceof Error ? cause.name : typeof cause
}

/** A process that hangs in native code hears no polite signal. */
function endNow(child: UtilityProcess | undefined): void {
  if (child?.pid !== undefined) process.kill(child.pid, 'SIGKILL')
}
