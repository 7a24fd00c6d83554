// @ts-check
import { join } from 'node:path'
import { appEnvironment } from './lib/app-environment.mjs'
import { ensureBuilt } from './lib/build-app.mjs'
import { startXvfb } from './lib/display.mjs'
import { command, took, toScreen } from './lib/log.mjs'
import { repo } from './lib/repo.mjs'
import { stopIfMissing } from './lib/system.mjs'
import { runVitest } from './lib/vitest-run.mjs'
import { setup } from './setup.mjs'

// npm run screenshots: pictures of every page, light and dark, into docs/screenshots

command(async () => {
  const start = performance.now()
  const resolved = await setup({ need: ['system', 'tests', 'electron', 'sqlite', 'model'] })
  stopIfMissing(resolved.missingSystem, 'Taking pictures of the app')
  await ensureBuilt(toScreen)
  const screen = process.platform === 'linux' ? await startXvfb() : null
  try {
    const { WAYLAND_DISPLAY: _, ...env } = appEnvironment(resolved)
    const counts = await runVitest(['screenshots'], {
      env: screen ? { ...env, DISPLAY: screen.display } : env,
      filters: [],
    })
    for (const note of counts.notes) toScreen(note)
    toScreen(`${join(repo, 'docs', 'screenshots')} is as of now; it took ${took(start)}.`)
    return counts.failed === 0 ? 0 : 1
  } finally {
    screen?.stop()
  }
})
