import { lstat, readdir, stat } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { Refusal } from '../../kernel/refusal'
import type { ReadLimits, SourceFile } from './types'

export interface ChosenFiles {
  readonly files: readonly SourceFile[]
  /** A folder is among what was chosen: its .txt files stand for it. */
  readonly hasFolder: boolean
  readonly passedOverFiles: number
}

/** The files behind chosen paths: a folder's .txt files, in the order of their names. Links are not followed. */
export async function gatherFiles(
  paths: readonly string[],
  limits: ReadLimits,
  signal?: AbortSignal,
): Promise<ChosenFiles> {
  const files: SourceFile[] = []
  const others = new Map<string, number>()
  let hasFolder = false
  for (const path of paths) {
    signal?.throwIfAborted()
    const found = await statOrRefuse(path)
    if (found.isDirectory()) {
      hasFolder = true
      const before = files.length
      await walk({ path, name: '' }, 0, { files, others, limits, signal })
      if (files.length === before) refuseFolder(path, others)
    } else if (found.isFile()) files.push({ path, name: basename(path), bytes: found.size })
    else
      throw new Refusal('source-not-a-file', `"${basename(path)}" is neither a file nor a folder.`)
  }
  const passedOverFiles = [...others.values()].reduce((sum, count) => sum + count, 0)
  return { files, hasFolder, passedOverFiles }
}

async function statOrRefuse(path: string) {
  try {
    return await stat(path)
  } catch (failure) {
    const reason = (failure as NodeJS.ErrnoException).code ?? 'unknown reason'
    throw new Refusal('source-unreadable', `"${basename(path)}" could not be opened (${reason}).`)
  }
}

interface Walk {
  readonly files: SourceFile[]
  readonly others: Map<string, number>
  readonly limits: ReadLimits
  readonly signal: AbortSignal | undefined
}

async function walk(
  folder: { path: string; name: string },
  depth: number,
  into: Walk,
): Promise<void> {
  const entries = await readdir(folder.path, { withFileTypes: true }).catch(() => {
    throw new Refusal(
      'source-unreadable',
      `The folder "${basename(folder.path)}" could not be read.`,
    )
  })
  entries.sort((one, other) => (one.name < other.name ? -1 : 1))
  for (const entry of entries) {
    into.signal?.throwIfAborted()
    const path = join(folder.path, entry.name)
    const name = folder.name === '' ? entry.name : `${folder.name}/${entry.name}`
    const extension = extname(entry.name).toLowerCase()
    if (entry.isDirectory() && depth < into.limits.folderDepth) {
      await walk({ path, name }, depth + 1, into)
    } else if (entry.isFile() && extension === '.txt') {
      into.files.push({ path, name, bytes: (await lstat(path)).size })
    } else {
      const kind = entry.isFile() ? extension || 'no extension' : 'link or too deep a folder'
      into.others.set(kind, (into.others.get(kind) ?? 0) + 1)
    }
    if (into.files.length <= into.limits.files) continue
    const message = `The folder holds more than ${into.limits.files} text files. Choose a part of it.`
    throw new Refusal('source-too-many-files', message)
  }
}

function refuseFolder(path: string, others: ReadonlyMap<string, number>): never {
  const seen = [...others].slice(0, 5).map(([kind, count]) => `${count} × ${kind}`)
  const what = seen.length === 0 ? 'It is empty.' : `Seen: ${seen.join(', ')}.`
  const message = `The folder "${basename(path)}" holds no .txt file. ${what} Nothing was imported. Of a folder only text files are read; choose files of other kinds themselves.`
  throw new Refusal('source-folder-without-text', message)
}
