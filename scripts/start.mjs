// @ts-check
import { join } from 'node:path'
import { appEnvironment } from './lib/app-environment.mjs'
import { ensureBuilt } from './lib/build-app.mjs'
import { displaySwitches, hasDisplay } from './lib/display.mjs'
import { developmentSwitches, electronFor } from './lib/electron.mjs'
import { command, took, toScreen } from './lib/log.mjs'
import { repo } from './lib/repo.mjs'
import { show } from './lib/run.mjs'
import { stopIfMissing } from './lib/system.mjs'
import { setup } from './setup.mjs'

// npm start [-- --headless] [-- anything else goes to the app]

command(async () => {
  const start = performance.now()
  const passed = process.argv.slice(2).filter((argument) => argument !== '--headless')
  const isWindow = !process.argv.includes('--headless') && (await hasDisplay())
  const resolved = await setup()
  if (isWindow) stopIfMissing(resolved.missingSystem, 'The window')
  await ensureBuilt(toScreen)
  const env = appEnvironment(resolved)
  if (!isWindow) {
    toScreen(`Ready after ${took(start)}. No display here: running the sample project headless.`)
    return show(process.execPath, [join(repo, 'out', 'main', 'headless.js'), ...passed], { env })
  }
  toScreen(
    `Ready after ${took(start)}. Opening the app on Electron ${resolved.electronVersion} (${resolved.electronKind}).`,
  )
  const { executable, args } = electronFor(repo, {
    electron: /** @type {string} */ (resolved.electron),
    electronKind: /** @type {import('./lib/electron.mjs').ElectronKind} */ (resolved.electronKind),
  })
  const switches = [...developmentSwitches(), ...(await displaySwitches())]
  return show(executable, [...switches, ...args, ...passed], { env })
})
