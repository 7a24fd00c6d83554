import { mkdir, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { say } from '../../contract/sentences'
import type { Services } from '../kernel/context'
import { privateFolder, privateRoom } from '../kernel/private-room'
import { Refusal } from '../kernel/refusal'
import { type SealedSize, sealFile, unsealFile } from '../kernel/sealed-file'
import type { Vault } from '../kernel/vault'
import { adapterRow } from './adapters'

/*
 * Every adapter is encrypted at rest, public ones too: one way that is always tested is safer than
 * two of which the important one is rare. In the clear an adapter exists in memory-backed room only,
 * for as long as somebody reads it.
 */

const purposeOf = (id: string): string => `adapter ${id}`

export function adapterPath(vault: Vault, id: string): string {
  return join(vault.folder, 'adapters', `${id}.sealed`)
}

/** Encrypts a finished adapter into the registry's folder. */
export async function storeAdapterFile(
  vault: Vault,
  id: string,
  source: string,
): Promise<SealedSize> {
  return withDataKey(vault, (key) => sealFile(key, purposeOf(id), source, adapterPath(vault, id)))
}

export async function discardAdapterFile(vault: Vault, id: string): Promise<void> {
  await rm(adapterPath(vault, id), { force: true })
}

/**
 * Gives an adapter as a file in memory-backed room while `use` runs, mode 0600, and removes it then.
 * @throws Refusal `no-adapter`, `adapter-changed`, `sealed-damaged`, `no-private-room`
 */
export async function withAdapterFile<T>(
  services: Pick<Services, 'vault'>,
  adapterId: string,
  use: (path: string) => Promise<T>,
): Promise<T> {
  const folder = privateFolder(services.vault.folder, 'adapter')
  try {
    return await use(await unsealAdapter(services, adapterId, join(folder, 'adapter.gguf')))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Decrypts an adapter to `target` (in memory-backed room) and checks its hash. */
export async function unsealAdapter(
  { vault }: Pick<Services, 'vault'>,
  adapterId: string,
  target: string,
): Promise<string> {
  const row = adapterRow(vault.db(), adapterId)
  if (!row) throw new Refusal('no-adapter', say('adapter-gone'))
  const { sha256 } = await withDataKey(vault, (key) =>
    unsealFile(key, purposeOf(adapterId), adapterPath(vault, adapterId), target),
  )
  if (sha256 === row.sha256) return target
  await rm(target, { force: true })
  throw new Refusal('adapter-changed', say('adapter-changed', { name: row.name }))
}

const loads = 'loads'

/** Where the model process finds an adapter while it loads it; the file itself comes with `lendAdapters`. */
export function adapterLoadPath(vault: Vault, adapterId: string): string {
  return join(privateRoom(vault.folder), loads, adapterId, 'adapter.gguf')
}

/**
 * Puts adapters where `adapterLoadPath` says, for the time of a load (also when a model process that
 * ended is started again and loads by itself). @returns the function that takes them away.
 */
export async function lendAdapters(
  services: Pick<Services, 'vault'>,
  paths: readonly string[],
): Promise<() => Promise<void>> {
  const { vault } = services
  const ours = paths.filter((path) => basename(dirname(dirname(path))) === loads)
  const folders: string[] = []
  const takeAway = async (): Promise<void> => {
    for (const folder of folders) await rm(folder, { recursive: true, force: true })
  }
  try {
    for (const path of ours) {
      const folder = dirname(path)
      await rm(folder, { recursive: true, force: true })
      folders.push(folder)
      await mkdir(folder, { recursive: true, mode: 0o700 })
      privateRoom(vault.folder)
      await unsealAdapter(services, basename(folder), path)
    }
  } catch (cause) {
    await takeAway()
    throw cause
  }
  return takeAway
}

export async function withDataKey<T>(vault: Vault, use: (key: Buffer) => Promise<T>): Promise<T> {
  const key = vault.copyDataKey()
  try {
    return await use(key)
  } finally {
    key.fill(0)
  }
}
