import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CDPSession } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { prepareSample, type RunningApp, startApp } from './app-driver'
import { hostilePaths, hostileTexts } from './hostile'
import { answerDialog, openPage, until } from './journey'

const folder = mkdtempSync(join(tmpdir(), 'asclepius-e2e-window-'))
/** A neighbour on this machine that listens for anything that gets out of the page. */
const heard: string[] = []
const tcp = createServer((socket) => {
  heard.push('tcp')
  socket.destroy()
})
const udp = createSocket('udp4')
let running: RunningApp
let projectId: string
let debug: CDPSession
let port: number

beforeAll(async () => {
  tcp.listen(0, '127.0.0.1')
  await once(tcp, 'listening')
  port = (tcp.address() as AddressInfo).port
  udp.on('message', () => heard.push('udp'))
  udp.bind(port, '127.0.0.1')
  await once(udp, 'listening')
  running = await startApp()
  projectId = (await prepareSample(running, { withModel: false })).projectId
  debug = await running.page.context().newCDPSession(running.page)
})
afterAll(async () => {
  await running?.close()
  tcp.close()
  udp.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Runs a text in the page by the debugger, which the page's policy does not bind. */
async function runInPage(body: string): Promise<unknown> {
  const { result } = await debug.send('Runtime.evaluate', {
    expression: `(async () => { try { ${body} } catch (cause) { return 'refused: ' + cause.name } })()`,
    awaitPromise: true,
    returnByValue: true,
    userGesture: true,
  })
  return result.value
}

async function startOver(): Promise<void> {
  await running.page.reload()
  await running.page.getByRole('navigation', { name: 'Stages and pages' }).waitFor()
}

test('every page is sandboxed and sees four doors and nothing of Node', async () => {
  const { page, app } = running
  const seen = await page.evaluate(() => ({
    require: 'require' in globalThis,
    process: 'process' in globalThis,
    bridge: Object.keys(window.asclepius).sort(),
    address: location.href.split('#')[0],
  }))
  expect(seen).toEqual({
    require: false,
    process: false,
    bridge: ['adoptFile', 'call', 'cancel', 'onNews'],
    address: 'app://bundle/index.html',
  })
  const all = await app.evaluate(({ webContents }) =>
    webContents
      .getAllWebContents()
      // Not in the types: the preferences that Electron itself goes by.
      .map((contents) =>
        (
          contents as unknown as { getLastWebPreferences(): Record<string, unknown> }
        ).getLastWebPreferences(),
      ),
  )
  const isOn = (name: string): unknown[] => all.map((given) => given[name] ?? false)
  expect({
    contextIsolation: isOn('contextIsolation'),
    sandbox: isOn('sandbox'),
    webSecurity: isOn('webSecurity'),
    nodeIntegration: isOn('nodeIntegration'),
    nodeIntegrationInWorker: isOn('nodeIntegrationInWorker'),
    nodeIntegrationInSubFrames: isOn('nodeIntegrationInSubFrames'),
    webviewTag: isOn('webviewTag'),
    allowRunningInsecureContent: isOn('allowRunningInsecureContent'),
    experimentalFeatures: isOn('experimentalFeatures'),
    enableBlinkFeatures: isOn('enableBlinkFeatures'),
  }).toEqual({
    contextIsolation: [true],
    sandbox: [true],
    webSecurity: [true],
    nodeIntegration: [false],
    nodeIntegrationInWorker: [false],
    nodeIntegrationInSubFrames: [false],
    webviewTag: [false],
    allowRunningInsecureContent: [false],
    experimentalFeatures: [false],
    enableBlinkFeatures: [''],
  })
})

const element = (tag: string, settings: string, act = ''): string =>
  `const it = document.createElement('${tag}'); Object.assign(it, ${settings}); document.body.append(it); ${act}`

const waysOut: Readonly<Record<string, string>> = {
  location: `location.href = 'https://example.org/'`,
  replace: `location.replace('http://127.0.0.1:PORT/')`,
  file: `location.href = 'file:///etc/passwd'`,
  data: `location.href = 'data:text/html,<h1>x</h1>'`,
  blob: `location.href = URL.createObjectURL(new Blob(['<h1>x</h1>'], { type: 'text/html' }))`,
  script: `location.href = 'javascript:globalThis.wasRun = true'`,
  foreignApp: `location.href = 'app://elsewhere/index.html'`,
  open: `globalThis.opened = window.open('https://example.org/', '_blank')`,
  openOwn: `globalThis.opened = window.open('app://bundle/index.html')`,
  openBlank: `globalThis.opened = window.open('about:blank')`,
  link: element('a', `{ href: 'https://example.org/', target: '_blank' }`, 'it.click()'),
  plainLink: element('a', `{ href: 'https://example.org/' }`, 'it.click()'),
  middle: element(
    'a',
    `{ href: 'https://example.org/' }`,
    `it.dispatchEvent(new MouseEvent('auxclick', { button: 1, bubbles: true }))`,
  ),
  download: element('a', `{ href: 'app://bundle/index.html', download: 'x.html' }`, 'it.click()'),
  form: element('form', `{ action: 'https://example.org/', method: 'post' }`, 'it.submit()'),
  ownForm: element('form', `{ action: 'app://bundle/index.html' }`, 'it.submit()'),
  refresh: element('meta', `{ httpEquiv: 'refresh', content: '0;url=https://example.org/' }`),
  frame: element('iframe', `{ src: 'https://example.org/' }`),
  ownFrame: element('iframe', `{ src: 'app://bundle/index.html' }`),
  webview: element('webview', `{ src: 'https://example.org/' }`),
  base: element('base', `{ href: 'https://example.org/' }`),
}

test('nothing leads the window away, and no second one opens', async () => {
  for (const [name, way] of Object.entries(waysOut)) {
    await runInPage(way.replaceAll('PORT', String(port)))
    await new Promise((done) => setTimeout(done, 80))
    expect({ name, ...(await windowState()) }).toEqual({ name, ...atHome })
  }
  const held = await runInPage(
    `return { opened: globalThis.opened ?? null, wasRun: 'wasRun' in globalThis, inside: [...document.querySelectorAll('iframe')].map((one) => one.contentDocument?.body?.textContent ?? '') }`,
  )
  expect(held).toEqual({ opened: null, wasRun: false, inside: ['', ''] })
  await startOver()
})

test('a file that is dropped on the window does not open in it', async () => {
  const path = join(folder, 'dropped.html')
  writeFileSync(path, '<h1>elsewhere</h1>')
  const data = { items: [], files: [path], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await debug.send('Input.dispatchDragEvent', { type, x: 640, y: 90, data })
  await new Promise((done) => setTimeout(done, 300))
  expect(await windowState()).toEqual(atHome)
})

const atHome = { windows: 1, contents: 1, address: 'app://bundle/index.html' }

async function windowState() {
  return running.app.evaluate(({ BrowserWindow, webContents }) => ({
    windows: BrowserWindow.getAllWindows().length,
    contents: webContents.getAllWebContents().length,
    address: webContents.getAllWebContents()[0]?.getURL().split('#')[0],
  }))
}

const waysToTheNetwork: Readonly<Record<string, string>> = {
  fetch: `await fetch('http://127.0.0.1:PORT/'); return 'through'`,
  noCors: `await fetch('http://127.0.0.1:PORT/', { mode: 'no-cors' }); return 'through'`,
  named: `await fetch('https://example.org/', { mode: 'no-cors' }); return 'through'`,
  file: `await fetch('file:///etc/passwd'); return 'through'`,
  xhr: `return await new Promise((end) => { const it = new XMLHttpRequest(); it.onload = () => end('through'); it.onerror = () => end('refused'); it.open('GET', 'http://127.0.0.1:PORT/'); it.send() })`,
  webSocket: `return await new Promise((end) => { const it = new WebSocket('ws://127.0.0.1:PORT/'); it.onopen = () => end('through'); it.onerror = () => end('refused') })`,
  eventSource: `return await new Promise((end) => { const it = new EventSource('http://127.0.0.1:PORT/'); it.onopen = () => end('through'); it.onerror = () => { it.close(); end('refused') } })`,
  image: `return await new Promise((end) => { const it = new Image(); it.onload = () => end('through'); it.onerror = () => end('refused'); it.src = 'http://127.0.0.1:PORT/x.png' })`,
  script: `return await new Promise((end) => { const it = document.createElement('script'); it.onload = () => end('through'); it.onerror = () => end('refused'); it.src = 'http://127.0.0.1:PORT/x.js'; document.head.append(it) })`,
  style: `return await new Promise((end) => { const it = document.createElement('link'); it.rel = 'stylesheet'; it.onload = () => end('through'); it.onerror = () => end('refused'); it.href = 'http://127.0.0.1:PORT/x.css'; document.head.append(it) })`,
  webTransport: `const it = new WebTransport('https://127.0.0.1:PORT/'); await it.ready; return 'through'`,
  serviceWorker: `await navigator.serviceWorker.register('http://127.0.0.1:PORT/w.js'); return 'through'`,
  worker: `return await new Promise((end) => { const it = new Worker('http://127.0.0.1:PORT/w.js'); it.onmessage = () => end('through'); it.onerror = () => end('refused') })`,
}

/** These say nothing of how they went: only the neighbour can tell. */
const silentWays = [
  `navigator.sendBeacon('http://127.0.0.1:PORT/', 'x')`,
  `for (const rel of ['dns-prefetch', 'preconnect', 'prefetch', 'preload']) { const it = document.createElement('link'); Object.assign(it, { rel, as: 'image', href: 'http://127.0.0.1:PORT/' }); document.head.append(it) }`,
  `const it = document.createElement('div'); it.style.backgroundImage = 'url(http://127.0.0.1:PORT/)'; document.body.append(it)`,
  `const it = new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:PORT' }, { urls: 'turn:127.0.0.1:PORT?transport=tcp', username: 'a', credential: 'b' }] }); it.createDataChannel('x'); await it.setLocalDescription(await it.createOffer()); await new Promise((end) => setTimeout(end, 1500)); it.close()`,
]

test('no way of a page to the network works, with its policy and without it', async () => {
  const answers: unknown[] = []
  for (const isBypassed of [false, true]) {
    await debug.send('Page.setBypassCSP', { enabled: isBypassed })
    await startOver()
    for (const [name, way] of Object.entries(waysToTheNetwork)) {
      const answer = String(await runInPage(way.replaceAll('PORT', String(port))))
      answers.push({ name, isBypassed, isRefused: answer.startsWith('refused') })
    }
    for (const way of silentWays) await runInPage(way.replaceAll('PORT', String(port)))
  }
  await debug.send('Page.setBypassCSP', { enabled: false })
  await startOver()
  expect(answers.filter((one) => !(one as { isRefused: boolean }).isRefused)).toEqual([])
  expect(heard).toEqual([])
})

test('no page gets a device, a place, a notice or the clipboard', async () => {
  const asks: Readonly<Record<string, string>> = {
    camera: `await navigator.mediaDevices.getUserMedia({ video: true })`,
    microphone: `await navigator.mediaDevices.getUserMedia({ audio: true })`,
    screen: `await navigator.mediaDevices.getDisplayMedia()`,
    place: `await new Promise((end, refuse) => navigator.geolocation.getCurrentPosition(end, () => refuse(new Error())))`,
    notices: `if (await Notification.requestPermission() !== 'granted') throw new Error()`,
    clipboard: `await navigator.clipboard.readText()`,
    usb: `await navigator.usb.requestDevice({ filters: [] })`,
    serial: `await navigator.serial.requestPort()`,
    hid: `if ((await navigator.hid.requestDevice({ filters: [] })).length === 0) throw new Error()`,
    bluetooth: `await navigator.bluetooth.requestDevice({ acceptAllDevices: true })`,
    midi: `await navigator.requestMIDIAccess({ sysex: true })`,
    pointer: `await document.body.requestPointerLock(); if (!document.pointerLockElement) throw new Error()`,
    fonts: `if ((await queryLocalFonts()).length === 0) throw new Error()`,
    folder: `await showDirectoryPicker()`,
    idle: `if (await IdleDetector.requestPermission() !== 'granted') throw new Error()`,
  }
  const granted: string[] = []
  for (const [name, ask] of Object.entries(asks)) {
    const limit = `new Promise((_, refuse) => setTimeout(() => refuse(new Error()), 2000))`
    const answer = await runInPage(
      `return await Promise.race([(async () => { ${ask}; return 'granted' })(), ${limit}])`,
    )
    if (answer === 'granted') granted.push(name)
  }
  expect(granted).toEqual([])
})

test('of the own scheme only the files of the page are served', async () => {
  expect(hostilePaths.length).toBeGreaterThan(50)
  const answers = await running.page.evaluate(async (paths) => {
    const statusOf = async (path: string): Promise<number | string> => {
      try {
        const address = new URL(path, 'app://bundle/nowhere/').href
        if (['/index.html'].includes(new URL(address).pathname)) return 'the page itself'
        return (await fetch(address)).status
      } catch {
        return 'refused'
      }
    }
    return Promise.all(paths.map(statusOf))
  }, hostilePaths)
  expect(new Set(answers)).toEqual(new Set([404, 'refused']))
})

test('a page of another origin has no bridge, and one that had it is not answered', async () => {
  const answer = await running.app.evaluate(async ({ BrowserWindow, app }) => {
    const preload = `${app.getAppPath()}/out/preload/preload.cjs`
    const foreign = new BrowserWindow({
      show: false,
      webPreferences: { preload, sandbox: true, contextIsolation: true },
    })
    await foreign.loadURL('data:text/html,<p>elsewhere</p>')
    const script = `window.asclepius.call('x', 'session.state', {})`
    const said = await foreign.webContents.executeJavaScript(script)
    foreign.destroy()
    return said
  })
  expect(answer).toEqual({
    ok: false,
    code: 'bad-request',
    message: 'The app does not take this request.',
  })
})

test('hostile texts are shown as text wherever they come from', async () => {
  const { page, app } = running
  await startOver()
  const texts = hostileTexts.map((text) => text.replaceAll('PORT', String(port)))
  expect(texts.length).toBeGreaterThanOrEqual(40)
  await runInPage(`globalThis.hit = () => { globalThis.hits = (globalThis.hits ?? 0) + 1 }`)
  const before = running.troubles.length

  // As cells of a file, its name, and then as titles and texts of records.
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`
  const rows = texts.map((text) => [text, text, `${text} text ${text}`].map(quoted).join(','))
  const path = join(folder, '<img data-hit src=x onerror=hit()>.csv')
  writeFileSync(path, ['id,title,text', ...rows].join('\n'))
  await answerDialog(app, path)
  await openPage(page, 'sources')
  await page.getByRole('button', { name: 'Import' }).click()
  await page.getByRole('button', { name: 'Choose files' }).click()
  await page.getByLabel('Local notes, confidential').check()
  const name = texts[4] ?? ''
  await page.getByLabel('Name of the collection').fill(name)
  await page.locator('form').getByRole('button', { name: 'Import', exact: true }).click()
  await page.getByRole('navigation', { name: 'Collections' }).getByText(name).click()
  const records = page.getByRole('grid', { name: 'Records' })
  await records.focus()
  for (const text of texts) {
    await page.keyboard.press('ArrowDown')
    const pane = page.getByRole('region', { name: 'Record', exact: true })
    await until(
      async () => (await pane.count()) > 0 && ((await pane.textContent()) ?? '') !== '',
      Boolean,
    )
    if (text === texts[0]) expect(await pane.textContent()).toContain('data-hit')
  }

  // As a project, and as an answer of a model with its note.
  const project = await running.call('projects.create', { name: texts[1] ?? '' })
  await answerAs(running, texts.join('\n'))
  await page.evaluate((id) => {
    location.hash = `#/query?project=${id}&answer=hostile`
  }, projectId)
  await page.getByRole('region', { name: 'Answer', exact: true }).waitFor()
  expect(await page.getByText('onbegin=hit()').count()).toBeGreaterThan(0)
  await page.evaluate((id) => {
    location.hash = `#/home?project=${id}`
  }, project.id)
  await page.getByRole('heading', { level: 1 }).getByText('hit()').waitFor()

  expect({
    hits: await runInPage('return globalThis.hits ?? 0'),
    elements: await page.locator('[data-hit], iframe, object, embed, base, math').count(),
    heard,
    troubles: running.troubles.slice(before),
  }).toEqual({ hits: 0, elements: 0, heard: [], troubles: [] })
})

/** Puts a false core before the real one for one operation, as a model that writes anything would. */
async function answerAs({ app }: RunningApp, text: string): Promise<void> {
  const words = [...text.matchAll(/\S[^\n]*/g)]
  const statements = words.map((word) => {
    const span = { start: word.index, end: word.index + word[0].length }
    return { ...span, support: 'in-note', evidence: [span] }
  })
  const answer = {
    ...{ id: 'hostile', projectId: 'p', at: new Date().toISOString(), person: text.slice(0, 60) },
    ...{ modelId: 'm', modelName: text.slice(0, 90), modelSha256: text, family: text, task: null },
    ...{ instruction: text, asked: null, noteTitle: text.slice(0, 200), note: text, text },
    ...{ confidential: true, finishReason: 'stop', statements, saysNotInNote: false },
    ...{ trimming: null, seed: 0, maxTokens: 512, promptTokens: 1, reusedTokens: 0 },
    ...{ sampling: { temperature: 0, topP: 1, topK: 0, minP: 0, repeatPenalty: 1 } },
    ...{ answerTokens: 1, firstTokenSeconds: 1, seconds: 1, complaint: text },
  }
  await app.evaluate(({ ipcMain }, value) => {
    type Handle = (event: unknown, message: { name: string }) => Promise<unknown>
    const inside = ipcMain as unknown as { _invokeHandlers: Map<string, Handle> }
    const real = inside._invokeHandlers.get('call')
    inside._invokeHandlers.set('call', async (event, message) =>
      message.name === 'query.get' ? { ok: true, value } : real?.(event, message),
    )
  }, answer)
}
