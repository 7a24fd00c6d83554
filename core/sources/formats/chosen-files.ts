import { lstat, readdir, stat } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { say } from '../../../contract/sentences'
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
    else throw new Refusal('source-not-a-file', say('source-not-a-file', { file: basename(path) }))
  }
  const passedOverFiles = [...others.values()].reduce((sum, count) => sum + count, 0)
  return { files, hasFolder, passedOverFiles }
}

async function statOrRefuse(path: string) {
  try {
    return await stat(path)
  } catch (failure) {
    const reason = (failure as NodeJS.ErrnoException).code ?? 'unknown reason'
    throw new Refusal('source-unreadable', say('file-not-opened', { file: basename(path), reason }))
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
      say('folder-not-read', { folder: basename(folder.path) }),
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
    throw new Refusal('source-too-many-files', say('folder-too-full', { most: into.limits.files }))
  }
}

function refuseFolder(path: string, others: ReadonlyMap<string, number>): never {
  const seen = [...others].slice(0, 5).map(([kind, count]) => `${count} × ${kind}`)
  throw new Refusal('source-folder-without-text', [
    say('folder-without-text', { folder: basename(path) }),
    seen.length === 0 ? say('folder-empty') : say('folder-holds', { seen: seen.join(', ') }),
    say('folder-of-texts-only'),
  ])
}
