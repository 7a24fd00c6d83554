// @ts-check
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the work tree, wherever the command was started from. */
export const repo = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

/** @param {string} file @returns {any} the parsed JSON, or null where there is none to read */
export function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}
