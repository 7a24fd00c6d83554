// @ts-check
import { join } from 'node:path'
import { appEnvironment } from './lib/app-environment.mjs'
import { ensureBuilt } from './lib/build-app.mjs'
import { startXvfb } from './lib/display.mjs'
import { command, Stop, took, toScreen } from './lib/log.mjs'
import { repo } from './lib/repo.mjs'
import { show } from './lib/run.mjs'
import { stopIfMissing } from './lib/system.mjs'
import { runVitest } from './lib/vitest-run.mjs'
import { setup } from './setup.mjs'

// npm test [-- --only types,lint,layers,build,unit,ui,e2e,packaged] [-- a file name or part of one]

/** @typedef {import('./lib/vitest-run.mjs').Counts} Counts */
/** @typedef {{ resolved: import('./setup.mjs').Resolved, env: NodeJS.ProcessEnv, filters: string[] }} Context */

/** In the order they run; what fails does not keep the rest from running. @type {Readonly<Record<string, (context: Context) => Promise<Counts>>>} */
const parts = {
  types: () => program('types', ['typescript', 'bin', 'tsc'], ['--noEmit']),
  lint: () => program('lint', ['@biomejs', 'biome', 'bin', 'biome'], ['check', '.']),
  layers: () =>
    check('layers', () => show(process.execPath, [join(repo, 'scripts', 'check-layers.mjs')])),
  build: () => check('build', built),
  unit: (context) => runVitest(['unit'], context),
  ui: (context) => runVitest(['ui'], context),
  e2e: async (context) => {
    await ensureBuilt(toScreen)
    return onScreen(context, (env) => runVitest(['e2e'], { ...context, env }))
  },
  packaged: async (context) => {
    const { packageApp } = await import('./dist.mjs')
    const app = await packageApp({ log: toScreen, resolved: context.resolved })
    return onScreen(context, (env) =>
      runVitest(['packaged'], { ...context, env: { ...env, ASCLEPIUS_PACKAGED_APP: app } }),
    )
  },
}

command(async () => {
  const start = performance.now()
  const { chosen, filters } = choose(process.argv.slice(2))
  const resolved = await setup({
    need: ['system', 'tests', 'electron', 'sqlite', 'model', 'trainer'],
  })
  toScreen(
    `Set-up ready after ${took(start)}; Electron ${resolved.electronVersion} (${resolved.electronKind}).`,
  )
  if (chosen.includes('e2e') || chosen.includes('packaged')) {
    stopIfMissing(resolved.missingSystem, 'Testing the app in its window')
  }
  const total = { passed: 0, failed: 0, skipped: 0 }
  const summary = []
  for (const name of chosen) {
    const partStart = performance.now()
    toScreen(`\n== ${name}`)
    const counts = await parts[name]?.({ resolved, env: appEnvironment(resolved), filters }).catch(
      broken,
    )
    if (!counts) continue
    total.passed += counts.passed
    total.failed += counts.failed
    total.skipped += counts.skipped
    summary.push(
      `${name}: ${line(counts)} (${took(partStart)})`,
      ...counts.notes.map((note) => `  ${note}`),
    )
  }
  toScreen(`\n${summary.join('\n')}\nAll of it took ${took(start)}.`)
  toScreen(line(total))
  return total.failed === 0 ? 0 : 1
})

/** @param {readonly string[]} given @returns {{ chosen: string[], filters: string[] }} */
function choose(given) {
  const all = Object.keys(parts)
  const at = given.findIndex((argument) => argument === '--only' || argument.startsWith('--only='))
  if (at < 0) return { chosen: all, filters: [...given] }
  const isJoined = given[at]?.includes('=')
  const names = ((isJoined ? given[at]?.slice('--only='.length) : given[at + 1]) ?? '').split(',')
  const unknown = names.filter((name) => !all.includes(name))
  if (unknown.length > 0)
    throw new Stop(`--only takes ${all.join(', ')}; not "${unknown.join(', ')}".`)
  return {
    chosen: all.filter((name) => names.includes(name)),
    filters: given.filter((_, index) => index !== at && (isJoined || index !== at + 1)),
  }
}

/** @param {{ passed: number, failed: number, skipped: number }} counts */
function line({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

/** @param {string} name @param {readonly string[]} path in node_modules @param {readonly string[]} args */
function program(name, path, args) {
  return check(name, () =>
    show(process.execPath, [join(repo, 'node_modules', ...path), ...args], { cwd: repo }),
  )
}

/** One check that is no vitest run counts as one test. @param {string} name @param {() => Promise<number>} body @returns {Promise<Counts>} */
async function check(name, body) {
  const isGood = (await body()) === 0
  toScreen(`${name}: ${isGood ? 'nothing to complain about' : 'see above'}`)
  return { passed: isGood ? 1 : 0, failed: isGood ? 0 : 1, skipped: 0, notes: [] }
}

async function built() {
  if (!(await ensureBuilt(toScreen))) toScreen('App: no source changed since the last build.')
  return 0
}

/** @param {unknown} problem @returns {Counts} */
function broken(problem) {
  const text =
    problem instanceof Stop ? problem.message : String(/** @type {Error} */ (problem).stack)
  toScreen(text)
  return { passed: 0, failed: 1, skipped: 0, notes: [`failed: ${text.split('\n')[0]}`] }
}

/** Journeys get a virtual screen of their own, so that they neither need a desktop nor disturb one. @param {Context} context @param {(env: NodeJS.ProcessEnv) => Promise<Counts>} body */
async function onScreen(context, body) {
  if (process.platform !== 'linux') return body(context.env)
  const screen = await startXvfb()
  try {
    const { WAYLAND_DISPLAY: _, ...env } = context.env
    return await body({ ...env, DISPLAY: screen.display })
  } finally {
    screen.stop()
  }
}
