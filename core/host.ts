import type { FromCore, ToCore } from '../contract/host-protocol'
import { createDesktop } from './desktop'
import { createPortLauncher, type ElectronPort } from './inference/port-launcher'
import type { Log } from './kernel/log'
import { sealNetwork } from './kernel/seal'
import { findTrainer } from './trainer/location'
import { openWorkspace, type Workspace } from './workspace'

/** The core as a utility process of Electron: it answers calls that main relays. */

sealNetwork()

interface ParentPort {
  postMessage(message: FromCore): void
  on(
    event: 'message',
    listener: (event: { data: ToCore; ports: readonly ElectronPort[] }) => void,
  ): void
}

const parent = (process as unknown as { parentPort: ParentPort }).parentPort
const running = new Map<string, AbortController>()
const idleCheckMilliseconds = 5000

const log: Log = {
  info: (event, figures) =>
    parent.postMessage({ type: 'log', level: 'info', line: JSON.stringify({ event, ...figures }) }),
  warn: (event, figures) =>
    parent.postMessage({ type: 'log', level: 'warn', line: JSON.stringify({ event, ...figures }) }),
}
const models = createPortLauncher({
  launch: (launch) => parent.postMessage({ type: 'launch-model', launch }),
  kill: (launch) => parent.postMessage({ type: 'kill-model', launch }),
})
const desktop = createDesktop((id, request) =>
  parent.postMessage({ type: 'ask-desktop', id, request }),
)
let workspace: Workspace | null = null

parent.on('message', ({ data, ports }) => {
  if (data.type === 'start') start(data)
  else if (data.type === 'model-port' && ports[0]) models.connected(data.launch, ports[0])
  else if (data.type === 'model-exited') models.exited(data.launch, data.cause)
  else if (data.type === 'desktop-answer') desktop.answered(data.id, data.answer)
  else if (workspace) void answer(workspace, data)
})

function start(told: ToCore & { type: 'start' }): void {
  const { folder, resources, sampleModel, appVersion } = told
  workspace = openWorkspace({
    folder,
    resources,
    sampleModel,
    appVersion,
    launchModelHost: models.launchModelHost,
    desktop,
    trainer: findTrainer(told.trainer),
    log,
  })
  workspace.onNews((news, connection) => parent.postMessage({ type: 'news', news, connection }))
  setInterval(() => workspace?.lockIdle(), idleCheckMilliseconds)
  parent.postMessage({ type: 'ready' })
}

async function answer(core: Workspace, message: ToCore): Promise<void> {
  if (message.type === 'call') await call(core, message)
  else if (message.type === 'cancel') running.get(message.id)?.abort(new Error('cancelled'))
  else if (message.type === 'register-file')
    parent.postMessage({
      type: 'file-registered',
      id: message.id,
      token: core.services.files.register(message.path),
    })
  else if (message.type === 'lock-now') core.lockAll()
  else if (message.type === 'close') {
    await core.close()
    parent.postMessage({ type: 'closed' })
  }
}

async function call(core: Workspace, message: ToCore & { type: 'call' }): Promise<void> {
  const { id, connection, name, input } = message
  const controller = new AbortController()
  running.set(id, controller)
  const result = await core.call(name, input, {
    connection,
    signal: controller.signal,
    onEvent: (event) =>
      parent.postMessage({ type: 'news', news: { type: 'event', callId: id, event }, connection }),
  })
  running.delete(id)
  parent.postMessage({ type: 'result', id, result })
}
