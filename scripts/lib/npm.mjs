// @ts-check
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { hashOf } from './cache.mjs'
import { Stop } from './log.mjs'
import { run, tail } from './run.mjs'

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'

/** @param {readonly string[]} args @param {Parameters<typeof run>[2]} [options] */
export function runNpm(args, options) {
  return run(npm, args, options)
}

/**
 * Fetches one package of the registry as it was published and checks it against the hash pinned by us.
 * @param {{ name: string, integrity: string }} what name with version; integrity as npm writes it (sha512-...)
 * @param {string} folder an existing, empty folder
 * @returns {Promise<string>} the tarball's path
 */
export async function fetchPackage({ name, integrity }, folder) {
  const fetched = await runNpm(
    [
      'pack',
      name,
      '--pack-destination',
      folder,
      '--prefer-offline',
      '--fetch-retries=1',
      '--silent',
    ],
    {
      cwd: folder,
      timeoutMs: 900_000,
    },
  )
  const file = readdirSync(folder).find((entry) => entry.endsWith('.tgz'))
  if (fetched.code !== 0 || !file) {
    throw new Stop(`The package ${name} could not be fetched.\n${tail(fetched.output, 6)}`)
  }
  const found = `sha512-${await hashOf(join(folder, file), 'sha512', 'base64')}`
  if (found !== integrity) {
    throw new Stop(
      `The package ${name} is not the one this project was made with; nothing of it was used.`,
    )
  }
  return join(folder, file)
}
