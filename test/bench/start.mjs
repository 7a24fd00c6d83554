// @ts-check
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron } from 'playwright-core'
import { developmentSwitches, electronFor } from '../../scripts/lib/electron.mjs'
import { repo } from '../../scripts/lib/repo.mjs'

const rounds = 7

/**
 * From the start of the program to a usable window (its first heading can be seen), against the
 * same Electron with an empty window, in turns.
 * @param {{ log: (line: string) => void, resolved: import('../../scripts/setup.mjs').Resolved }} options
 */
export async function run({ log, resolved }) {
  const folder = mkdtempSync(join(tmpdir(), 'asclepius-bench-start-'))
  try {
    const empty = emptyApp(join(folder, 'empty'))
    /** @type {number[]} */
    const ours = []
    /** @type {number[]} */
    const bare = []
    for (let round = 0; round < rounds; round += 1) {
      bare.push(await timeStart(empty, resolved, join(folder, `bare-${round}`)))
      ours.push(await timeStart(repo, resolved, join(folder, `workspace-${round}`)))
    }
    const ratio = median(ours) / median(bare)
    log(
      `  usable window after ${median(ours).toFixed(0)} ms, an empty Electron window after ${median(bare).toFixed(0)} ms: ${ratio.toFixed(2)} times (medians of ${rounds})`,
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** @param {string} folder @returns {string} an app with one empty window */
function emptyApp(folder) {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"name":"empty","main":"main.cjs"}')
  writeFileSync(join(folder, 'index.html'), '<!doctype html><h1>Empty</h1>')
  writeFileSync(
    join(folder, 'main.cjs'),
    `const { app, BrowserWindow } = require('electron')
app.whenReady().then(() => new BrowserWindow({ width: 1280, height: 800 }).loadFile(__dirname + '/index.html'))
app.on('window-all-closed', () => app.quit())
`,
  )
  return folder
}

/**
 * @param {string} appFolder
 * @param {import('../../scripts/setup.mjs').Resolved} resolved
 * @param {string} workspace
 * @returns {Promise<number>} milliseconds
 */
async function timeStart(appFolder, resolved, workspace) {
  const { executable, args } = electronFor(appFolder, {
    electron: /** @type {string} */ (resolved.electron),
    electronKind: /** @type {import('../../scripts/lib/electron.mjs').ElectronKind} */ (
      resolved.electronKind
    ),
  })
  const launch = () =>
    _electron.launch({
      executablePath: executable,
      args: [
        ...developmentSwitches(),
        '--disable-gpu',
        `--user-data-dir=${workspace}-data`,
        ...args,
      ],
      env: /** @type {Record<string, string>} */ ({
        ...process.env,
        ASCLEPIUS_WORKSPACE: workspace,
      }),
      timeout: 20_000,
    })
  let started = performance.now()
  // Now and then the driver does not get hold of a starting Electron: that round is done again.
  const app = await launch().catch(() => {
    started = performance.now()
    return launch()
  })
  const page = await app.firstWindow()
  await page.locator('h1').first().waitFor()
  const milliseconds = performance.now() - started
  await app.close()
  return milliseconds
}

/** @param {readonly number[]} values */
function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
