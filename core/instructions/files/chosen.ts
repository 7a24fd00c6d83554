import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { say } from '../../../contract/sentences'
import { Refusal } from '../../kernel/refusal'
import { fileHash } from './read-rows'

/** Files of rows, and what a manifest beside them says. */
export interface ChosenRows {
  readonly paths: readonly string[]
  readonly bytes: number
  readonly manifest: 'none' | 'verified'
  readonly isConfidential: boolean
  readonly formatName: string
  readonly suggestedName: string
}

const manifestFile = z.object({
  confidentialRows: z.number().catch(0),
  files: z.array(z.object({ name: z.string(), sha256: z.string() })),
})

const largestManifest = 1024 * 1024

/**
 * The files of rows behind what was chosen. Of a folder, as an export writes it, its own files and
 * those in `data`; a manifest in it is held against every file before anything is read.
 * @throws Refusal `no-rows-file`, `manifest-differs`
 */
export async function chosenRows(paths: readonly string[]): Promise<ChosenRows> {
  const folders = paths.filter((path) => statOrRefuse(path).isDirectory())
  const found = paths.flatMap((path) => (folders.includes(path) ? filesOf(path) : [path]))
  const rows = found.filter(
    (path) => /\.(?:csv|jsonl|ndjson|json)$/i.test(path) && !isManifest(path),
  )
  if (rows.length === 0) throw new Refusal('no-rows-file', say('no-rows-file'))
  const manifests = folders.map((folder) => join(folder, 'manifest.json')).filter(existsSync)
  let isConfidential = rows.some((path) => basename(path).startsWith('CONFIDENTIAL'))
  for (const path of manifests) isConfidential = (await verify(path)) || isConfidential
  const isCsv = rows.every((path) => /\.csv$/i.test(path))
  const first = folders[0] ?? rows[0] ?? ''
  return {
    paths: rows,
    bytes: rows.reduce((sum, path) => sum + statSync(path).size, 0),
    manifest: manifests.length > 0 ? 'verified' : 'none',
    isConfidential,
    formatName: isCsv ? 'Asclepius CSV' : 'JSON lines',
    suggestedName:
      basename(first)
        .replace(/\.[a-z0-9]+$/i, '')
        .slice(0, 100) || 'Rows',
  }
}

function isManifest(path: string): boolean {
  return basename(path) === 'manifest.json'
}

function statOrRefuse(path: string) {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) throw new Refusal('file-gone', say('one-file-gone'))
  return stat
}

function filesOf(folder: string): string[] {
  const here = readdirSync(folder, { withFileTypes: true })
  const own = here.filter((entry) => entry.isFile()).map((entry) => join(folder, entry.name))
  const hasData = here.some((entry) => entry.isDirectory() && entry.name === 'data')
  const data = hasData
    ? readdirSync(join(folder, 'data'), { withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(folder, 'data', entry.name))
    : []
  return [...own, ...data].sort()
}

/** @returns whether the manifest counts confidential rows. */
async function verify(path: string): Promise<boolean> {
  const manifest = readManifest(path)
  for (const { name, sha256 } of manifest.files) {
    const file = join(dirname(path), name)
    const isInside = !name.split(/[\\/]/).includes('..') && existsSync(file)
    if (!isInside || (await fileHash(file)) !== sha256)
      throw new Refusal('manifest-differs', say('manifest-differs', { file: basename(name) }))
  }
  return manifest.confidentialRows > 0
}

function readManifest(path: string): z.infer<typeof manifestFile> {
  try {
    if (statSync(path).size > largestManifest) throw new Error('too large')
    return manifestFile.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    throw new Refusal('manifest-unreadable', say('manifest-unreadable'))
  }
}
