import { readdirSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

/** The page's own scheme: no file:// and no server (S-3). */
export const scheme = 'app'
const host = 'bundle'
export const startUrl = `${scheme}://${host}/index.html`

/** `new URL(...).origin` is "null" for this scheme in Node, so scheme and host are compared. */
export function isAppUrl(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol: own, host: ownHost } = new URL(url)
  return own === `${scheme}:` && ownHost === host
}

/** The path as it was asked for, or null when it is not one of ours. No decoding: names are plain. */
export function allowedPath(url: string, method: string): string | null {
  if (method !== 'GET' || !isAppUrl(url)) return null
  return new URL(url).pathname
}

/** Every file that lies below a folder at this moment, by the path that asks for it. */
export function listFiles(folder: string): Map<string, string> {
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
  return new Map(found.map((path) => [`/${relative(folder, path).split(sep).join('/')}`, path]))
}
