// @ts-check
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { appEnvironment } from './lib/app-environment.mjs'
import { ensureBuilt } from './lib/build-app.mjs'
import { hasDisplay, startXvfb } from './lib/display.mjs'
import { command, Stop, took, toScreen } from './lib/log.mjs'
import { repo } from './lib/repo.mjs'
import { setup } from './setup.mjs'

// npm run bench [-- name ...]: test/bench/<name>.mjs exports run({ log, resolved }); figures are
// printed as ratios within one run, so that they mean the same on every machine.

command(async () => {
  const folder = join(repo, 'test', 'bench')
  const all = readdirSync(folder)
    .filter((file) => file.endsWith('.mjs') && !file.startsWith('_'))
    .map((file) => file.replace(/\.mjs$/, ''))
    .sort()
  const asked = process.argv.slice(2)
  const unknown = asked.filter((name) => !all.includes(name))
  if (unknown.length > 0) {
    throw new Stop(`No bench called ${unknown.join(', ')}. There are: ${all.join(', ')}.`)
  }
  const resolved = await setup({
    need: ['system', 'tests', 'electron', 'sqlite', 'model', 'trainer'],
  })
  await ensureBuilt(toScreen)
  Object.assign(process.env, appEnvironment(resolved))
  const screen = (await hasDisplay()) ? null : await startXvfb()
  if (screen) process.env.DISPLAY = screen.display
  let failed = 0
  for (const name of asked.length > 0 ? asked : all) {
    const start = performance.now()
    toScreen(`\n${name}`)
    try {
      const bench = await import(pathToFileURL(join(folder, `${name}.mjs`)).href)
      await bench.run({ log: toScreen, resolved })
      toScreen(`  (${took(start)})`)
    } catch (problem) {
      failed += 1
      toScreen(`  did not finish: ${/** @type {Error} */ (problem).stack ?? problem}`)
    }
  }
  screen?.stop()
  return failed === 0 ? 0 : 1
})
