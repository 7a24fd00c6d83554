import { statSync } from 'node:fs'
import { basename } from 'node:path'
import {
  BrowserWindow,
  dialog,
  type IpcMainEvent,
  type IpcMainInvokeEvent,
  ipcMain,
} from 'electron'
import { z } from 'zod'
import type { CallResult } from '../contract/operation'
import { type ChosenFile, shellOperations } from '../contract/shell'
import { isAppUrl } from './app-files'
import type { Processes } from './processes'
import { sealReport } from './seal-report'

const callMessage = z.object({
  id: z.string().min(1).max(100),
  name: z.string().max(100),
  input: z.unknown(),
})

type Sender = IpcMainInvokeEvent | IpcMainEvent

/** Carries calls of the page to the core, answers the shell's own, and sends the news back. */
export function installRelay(processes: Processes): void {
  ipcMain.handle('call', async (event, message: unknown): Promise<CallResult<unknown>> => {
    const call = callMessage.safeParse(message)
    if (!isOwnFrame(event) || !call.success)
      return { ok: false, code: 'bad-request', message: 'The app does not take this request.' }
    const { id, name, input } = call.data
    if (Object.hasOwn(shellOperations, name))
      return shellCall(processes, name as keyof typeof shellOperations, input, event)
    return processes.call(id, connectionOf(event), name, input)
  })
  ipcMain.on('cancel', (event, id: unknown) => {
    if (isOwnFrame(event) && typeof id === 'string') processes.cancel(id)
  })
  ipcMain.handle('adopt-file', async (event, path: unknown): Promise<ChosenFile | null> => {
    if (!isOwnFrame(event) || typeof path !== 'string' || path === '') return null
    return adopt(processes, path)
  })
  processes.onNews((news, connection) => {
    for (const window of BrowserWindow.getAllWindows())
      if (connection === null || connection === `window-${window.webContents.id}`)
        window.webContents.send('news', news)
  })
}

function isOwnFrame(event: Sender): boolean {
  const frame = event.senderFrame
  return frame !== null && frame.parent === null && isAppUrl(frame.url)
}

function connectionOf(event: Sender): string {
  return `window-${event.sender.id}`
}

async function shellCall(
  processes: Processes,
  name: keyof typeof shellOperations,
  input: unknown,
  event: IpcMainInvokeEvent,
): Promise<CallResult<unknown>> {
  const parsed = shellOperations[name].input.safeParse(input)
  if (!parsed.success)
    return { ok: false, code: 'bad-request', message: 'The app does not take this request.' }
  if (name === 'shell.seal') return { ok: true, value: await sealReport(processes) }
  const window = BrowserWindow.fromWebContents(event.sender)
  if (!window) return { ok: false, code: 'no-window', message: 'The window is closed.' }
  if (name === 'shell.print') {
    window.webContents.print({ silent: false, printBackground: true })
    return { ok: true, value: {} }
  }
  const { what } = parsed.data as { what: 'sources' | 'folder' | 'model' }
  const chosen = await dialog.showOpenDialog(window, dialogOptions(what))
  const files = await Promise.all(chosen.filePaths.map((path) => adopt(processes, path)))
  return { ok: true, value: files.filter((file) => file !== null) }
}

function dialogOptions(what: 'sources' | 'folder' | 'model'): Electron.OpenDialogOptions {
  if (what === 'folder') return { properties: ['openDirectory'] }
  if (what === 'model')
    return {
      properties: ['openFile'],
      filters: [
        { name: 'GGUF models', extensions: ['gguf'] },
        { name: 'All files', extensions: ['*'] },
      ],
    }
  return { properties: ['openFile', 'multiSelections'] }
}

async function adopt(processes: Processes, path: string): Promise<ChosenFile | null> {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) return null
  const token = await processes.registerFile(path)
  return token === null ? null : { token, name: basename(path), bytes: stat.size }
}
