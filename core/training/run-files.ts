import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type SealedSize,
  sealBytes,
  sealFile,
  unsealBytes,
  unsealFile,
} from '../kernel/sealed-file'
import type { Vault } from '../kernel/vault'
import { withDataKey } from './adapter-file'

/** The encrypted files of one run: its data, checkpoints and adapters. */
export interface RunFiles {
  readonly has: (name: string) => boolean
  readonly seal: (name: string, source: string) => Promise<SealedSize>
  readonly sealBytes: (name: string, content: Buffer) => Promise<SealedSize>
  readonly unseal: (name: string, target: string) => Promise<SealedSize>
  readonly read: (name: string) => Promise<Buffer>
  readonly remove: (name: string) => Promise<void>
  readonly removeAll: () => Promise<void>
}

export function runFiles(vault: Vault, runId: string): RunFiles {
  const folder = join(vault.folder, 'training', runId)
  const path = (name: string): string => join(folder, `${name}.sealed`)
  const purpose = (name: string): string => `training ${runId} ${name}`
  return {
    has: (name) => existsSync(path(name)),
    seal: (name, source) =>
      withDataKey(vault, (key) => sealFile(key, purpose(name), source, path(name))),
    sealBytes: (name, content) =>
      withDataKey(vault, (key) => sealBytes(key, purpose(name), content, path(name))),
    unseal: (name, target) =>
      withDataKey(vault, (key) => unsealFile(key, purpose(name), path(name), target)),
    read: (name) => withDataKey(vault, (key) => unsealBytes(key, purpose(name), path(name))),
    remove: (name) => rm(path(name), { force: true }),
    removeAll: () => rm(folder, { recursive: true, force: true }),
  }
}

/** Names of a stage's files. */
export const fileNames = {
  train: (stage: string) => `${stage}-train`,
  validation: (stage: string) => `${stage}-validation`,
  checkpoint: (stage: string, step: number) => `${stage}-${step}-checkpoint`,
  adapter: (stage: string, step: number) => `${stage}-${step}-adapter`,
  best: (stage: string) => `${stage}-best`,
  result: (stage: string) => `${stage}-result`,
} as const

/** As the trainer names them. */
export const trainerNames = {
  checkpoint: (step: number) => `checkpoint-${String(step).padStart(8, '0')}.ckpt`,
  adapter: (step: number) => `adapter-${String(step).padStart(8, '0')}.gguf`,
  best: 'best.gguf',
  result: 'adapter.gguf',
} as const
