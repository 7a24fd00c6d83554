import { join } from 'node:path'
import { app, BrowserWindow, powerMonitor } from 'electron'
import { sealNetwork } from '../core/kernel/seal'
import { answerDesktop } from './desktop'
import { createLog } from './log'
import { createProcesses } from './processes'
import { registerAppScheme, serveApp } from './protocol'
import { installRelay } from './relay'
import {
  enableSandbox,
  forgetDevelopmentParts,
  guardContents,
  guardSessions,
  refuseDangerousSwitches,
  shutNetworkSwitches,
} from './security'
import { runSmoke } from './smoke'
import { openWindow } from './window'
import { keepWindowFilesBesideWorkspace, workspaceFolder } from './workspace-folder'

sealNetwork()
keepWindowFilesBesideWorkspace()
refuseDangerousSwitches()
forgetDevelopmentParts()
shutNetworkSwitches()
registerAppScheme()
enableSandbox()
guardSessions()
guardContents()

const isFirst = app.requestSingleInstanceLock({ folder: workspaceFolder() })
if (isFirst) app.whenReady().then(start)
else {
  process.stderr.write('The app is open already; its window was brought to the front.\n')
  app.quit()
}

function start(): void {
  const log = createLog(workspaceFolder())
  const programs = import.meta.dirname
  const processes = createProcesses({
    programs,
    folder: workspaceFolder(),
    resources: join(app.getAppPath(), 'resources'),
    sampleModel: process.env.ASCLEPIUS_SAMPLE_MODEL ?? null,
    appVersion: app.getVersion(),
    trainer: {
      appFolder: app.getAppPath(),
      resourcesFolder: app.isPackaged ? process.resourcesPath : undefined,
      // An installed app takes no program that the environment names.
      program: app.isPackaged ? undefined : process.env.ASCLEPIUS_TRAINER,
    },
    log,
  })
  processes.onDesktopRequest((request) => answerDesktop(request, processes))
  if (process.argv.includes('--smoke')) {
    void runSmoke(processes, false)
    return
  }
  serveApp(join(programs, '..', 'renderer'))
  installRelay(processes)
  const window = openWindow(join(programs, '..', 'preload', 'preload.cjs'))
  // The same with everything a person has on the screen: for watching the whole app from outside.
  if (process.argv.includes('--smoke-whole'))
    window.webContents.once('did-finish-load', () => void runSmoke(processes, true))

  app.on('second-instance', () => {
    const window = BrowserWindow.getAllWindows()[0]
    if (window?.isMinimized()) window.restore()
    window?.focus()
  })
  powerMonitor.on('suspend', () => processes.lockNow())
  powerMonitor.on('lock-screen', () => processes.lockNow())
  app.on('window-all-closed', () => app.quit())
  let isClosed = false
  app.on('before-quit', (event) => {
    if (isClosed) return
    event.preventDefault()
    void processes.close().then(() => {
      isClosed = true
      app.quit()
    })
  })
}
