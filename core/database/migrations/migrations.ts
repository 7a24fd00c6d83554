import { foundation } from './0010-foundation'
import { instructions } from './0020-instructions'
import { training } from './0030-training'
import { evaluation } from './0040-evaluation'
import { validation } from './0050-validation'
import { release } from './0060-release'
import { licences } from './0070-licences'
import { packetReturn } from './0080-packet-return'
import { sentences } from './0090-sentences'
import { problemSentences } from './0100-problem-sentences'

export interface Migration {
  /** The schema version after it ran; in steps of ten, so that a repair fits between two. */
  readonly version: number
  readonly sql: string
}

/** In order. A shipped migration is never edited: the next change is the next number. */
export const migrations: readonly Migration[] = [
  { version: 10, sql: foundation },
  { version: 20, sql: instructions },
  { version: 30, sql: training },
  { version: 40, sql: evaluation },
  { version: 50, sql: validation },
  { version: 60, sql: release },
  { version: 70, sql: licences },
  { version: 80, sql: packetReturn },
  { version: 90, sql: sentences },
  { version: 100, sql: problemSentences },
]

export const newestVersion = migrations.at(-1)?.version ?? 0
