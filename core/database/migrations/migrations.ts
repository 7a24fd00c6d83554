import { foundation } from './0010-foundation'

export interface Migration {
  /** The schema version after it ran; in steps of ten, so that a repair fits between two. */
  readonly version: number
  readonly sql: string
}

/** In order. A shipped migration is never edited: the next change is the next number. */
export const migrations: readonly Migration[] = [{ version: 10, sql: foundation }]

export const newestVersion = migrations.at(-1)?.version ?? 0
