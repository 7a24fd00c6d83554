import type { NearestNote } from '../../contract/gates'
import type { ReadableDb } from '../database/types'
import { signatureFromBytes, signatureToBytes } from '../text/minhash'
import { createNearDuplicateIndex, noteSignature } from './gates/near-duplicate-index'
import { noteText, storedSignatures } from './queries'

/** The near-duplicate index of a project's notes, rebuilt from what is stored beside them. */
export interface ProjectIndex {
  /** The most similar stored note, and the signature to store with the new one. */
  readonly look: (note: string) => {
    readonly nearest: NearestNote | undefined
    readonly signature: Buffer
  }
  readonly add: (noteId: number, signature: Buffer) => void
}

export function createProjectIndex(db: ReadableDb, projectId: string): ProjectIndex {
  const stored = storedSignatures(db, projectId)
  const index = createNearDuplicateIndex(stored.length + 1024)
  const add = (id: number, bytes: Buffer): void => {
    const signature = signatureFromBytes(bytes)
    if (signature) index.add(String(id), signature)
  }
  for (const { id, signature } of stored) add(id, signature)
  return {
    look: (note) => ({
      nearest: index.nearest(note, (id) => noteText(db, Number(id))),
      signature: Buffer.from(signatureToBytes(noteSignature(note))),
    }),
    add,
  }
}
