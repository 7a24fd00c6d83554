import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { copyFile, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { say } from '../../contract/sentences'
import type { CallContext } from '../kernel/context'
import { replaceFileSync, syncFolder } from '../kernel/files'
import { Refusal } from '../kernel/refusal'
import { withAdapterFile } from './adapter-file'
import { type AdapterRow, adapterLineage } from './adapters'

/**
 * Writes an adapter with a manifest into a folder that a person chose. `reason` is given for one
 * with confidential lineage alone: it stands in the audit log, and the word in name and manifest.
 */
export async function exportAdapter(
  context: CallContext<never>,
  row: AdapterRow,
  folderToken: string,
  reason: string | null,
): Promise<{ fileName: string; sha256: string; bytes: number }> {
  const folder = context.files.path(folderToken)
  const isConfidential = row.confidential === 1
  const stem = `${isConfidential ? 'CONFIDENTIAL-' : ''}${fileStem(row.name)}`
  const fileName = `${stem}.gguf`
  const target = join(folder, fileName)
  if (existsSync(target))
    throw new Refusal('file-exists', say('adapter-file-exists', { file: fileName }))
  await withAdapterFile(context, row.id, async (path) => {
    const aside = `${target}.${randomBytes(4).toString('hex')}.part`
    try {
      await copyFile(path, aside)
      await syncFile(aside)
      context.signal.throwIfAborted()
      await rename(aside, target)
    } finally {
      await rm(aside, { force: true })
    }
  })
  replaceFileSync(join(folder, `${stem}.manifest.json`), manifestOf(row, fileName), 0o644)
  syncFolder(folder)
  context.commit(
    {
      action: isConfidential ? 'adapter.confidential-exported' : 'adapter.exported',
      object: row.id,
      detail: { sha256: row.sha256, base: row.model_sha256, ...(reason ? { reason } : {}) },
    },
    () => undefined,
  )
  return { fileName, sha256: row.sha256, bytes: row.bytes }
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Letters, digits, dash, dot and underscore: the same on every system. */
function fileStem(name: string): string {
  const stem = name
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, 80)
  return stem === '' ? 'adapter' : stem
}

function manifestOf(row: AdapterRow, fileName: string): string {
  const { data, splitSha256, leakage, plan } = adapterLineage(row)
  const manifest = {
    kind: 'asclepius-adapter',
    version: 1,
    file: fileName,
    sha256: row.sha256,
    bytes: row.bytes,
    ...(row.confidential === 1
      ? { CONFIDENTIAL: 'Learned from confidential text. Not for sharing.' }
      : {}),
    name: row.name,
    base: { sha256: row.model_sha256 },
    promptFamily: row.family,
    lora: {
      rank: row.rank,
      alpha: row.alpha,
      targets: JSON.parse(row.targets),
      note: 'LoRA is a departure from the published method, which trained all weights.',
    },
    data,
    splitSha256,
    leakage,
    settings: plan && settingsOf(plan),
    created: row.created_at,
  }
  return `${JSON.stringify(manifest, null, 2)}\n`
}

/** The plan without what means something in this workspace alone. */
function settingsOf(plan: object): object {
  const { projectId, modelId, startAdapterId, ...settings } = plan as Record<string, unknown>
  return settings
}
