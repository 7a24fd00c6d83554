import { app, type Session, session } from 'electron'
import { isAppUrl } from './app-files'

/** Switches that would take a wall away; a packaged app does not start with one (S-2). */
const dangerousSwitches = [
  'no-sandbox',
  'disable-web-security',
  'remote-debugging-port',
  'remote-debugging-pipe',
  'disable-site-isolation-trials',
  'js-flags',
]

export function refuseDangerousSwitches(): void {
  if (!app.isPackaged) return
  const found = dangerousSwitches.find((name) => app.commandLine.hasSwitch(name))
  const isSandboxOff = process.env.ELECTRON_DISABLE_SANDBOX !== undefined
  if (found === undefined && !isSandboxOff) return
  // As root there is no sandbox to take away: Chromium itself asks for the switch.
  if (found === 'no-sandbox' && process.getuid?.() === 0) return
  process.stderr.write(
    `The app does not start with ${found === undefined ? 'ELECTRON_DISABLE_SANDBOX' : `--${found}`}: it would open a protection. Nothing was changed.\n`,
  )
  app.exit(2)
}

/** An installed app loads its own parts only: a library named from outside would be foreign code. */
export function forgetDevelopmentParts(): void {
  if (!app.isPackaged) return
  for (const name of ['ASCLEPIUS_SQLITE_BINDING', 'ASCLEPIUS_TRAINER']) delete process.env[name]
}

/** Chromium has no sandbox for root, who has to say so by a switch; everybody else gets it always. */
export function enableSandbox(): void {
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
}

/** No name is resolved and nothing asks for updates, dictionaries or proxies (S-13). */
export function shutNetworkSwitches(): void {
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND')
  app.commandLine.appendSwitch('disable-background-networking')
  app.commandLine.appendSwitch('disable-component-update')
  app.commandLine.appendSwitch('disable-domain-reliability')
  app.commandLine.appendSwitch('disable-sync')
  app.commandLine.appendSwitch('no-pings')
  app.commandLine.appendSwitch('disable-features', 'AsyncDns,OptimizationHints,MediaRouter')
}

export function guardSessions(): void {
  app.on('session-created', guardSession)
}

const allowedSchemes = new Set(['app:', 'blob:', 'data:', 'devtools:'])

function guardSession(guarded: Session): void {
  guarded.webRequest.onBeforeRequest((details, answer) => {
    const { protocol } = new URL(details.url)
    answer({
      cancel: !allowedSchemes.has(protocol) || (protocol === 'devtools:' && app.isPackaged),
    })
  })
  guarded.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  guarded.setPermissionCheckHandler(() => false)
  guarded.setDevicePermissionHandler(() => false)
  guarded.setDisplayMediaRequestHandler((_request, answer) => answer({}))
  guarded.setSpellCheckerEnabled(false)
  void guarded.setProxy({ mode: 'fixed_servers', proxyRules: '127.0.0.1:9', proxyBypassRules: '' })
  guarded.on('will-download', (event) => event.preventDefault())
}

/** No page goes anywhere, opens a window or holds a webview (S-8). */
export function guardContents(): void {
  app.on('web-contents-created', (_event, contents) => {
    // The command line switch of that name is Chrome's own: without this call STUN packets went out.
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
    contents.on('will-navigate', (event, url) => {
      if (!isAppUrl(url)) event.preventDefault()
    })
    contents.on('will-redirect', (event) => event.preventDefault())
    contents.on('will-frame-navigate', (event) => {
      if (!isAppUrl(event.url)) event.preventDefault()
    })
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  })
}

/** Whether the running session still refuses what it must; for the seal's report. */
export async function sessionIsShut(): Promise<boolean> {
  const proxy = await session.defaultSession.resolveProxy('https://example.org/')
  return proxy.includes('127.0.0.1:9')
}
