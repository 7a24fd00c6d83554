import { createHash } from 'node:crypto'
import type { TrainingPlan, TrainingStageId } from '../../contract/training-plan'
import type { ReadableDb, WritableDb } from '../database/types'
import { createRandom } from '../statistics/random'
import type { PairText } from './samples'

/*
 * Strings that mean nothing are laid among the training data, some more often than others. How much
 * likelier the adapter finds them than strings of the same make which it never saw is how well it
 * learned by heart (Carlini et al., "The Secret Sharer", USENIX Security 2019).
 */

interface PlantedString {
  readonly ordinal: number
  readonly name: string
  readonly secret: string
}

interface PlantedCopy {
  readonly ordinal: number
  /** Stands before the row of this number. */
  readonly place: number
}

type Seeds = Pick<TrainingPlan, 'seed' | 'plantedStrings' | 'startAdapterId'>

const syllables = [
  'ba',
  'de',
  'fi',
  'ko',
  'lu',
  'ma',
  'ne',
  'po',
  'ri',
  'su',
  'ta',
  've',
  'wo',
  'zi',
]
/** A billion secrets are possible: nobody guesses one. */
const secretDigits = 9

/** The plan decides them alone. Going on from an adapter plants others than it may know already. */
export function plantedStrings(plan: Seeds): PlantedString[] {
  const random = createRandom(seedOf(`${plan.seed} ${plan.startAdapterId ?? ''}`))
  return Array.from({ length: plan.plantedStrings ?? 0 }, (_, ordinal) => ({
    ordinal,
    name: `${Array.from({ length: 4 }, () => syllables[random.below(syllables.length)]).join('')}${ordinal}`,
    secret: drawSecret(random.below),
  }))
}

/** Strings of the same make that were planted nowhere, all different. */
export function alternativesOf(planted: PlantedString, count: number): PlantedString[] {
  const random = createRandom(seedOf(`alternatives ${planted.name} ${planted.secret}`))
  const seen = new Set([planted.secret])
  const others: PlantedString[] = []
  while (others.length < count) {
    const secret = drawSecret(random.below)
    if (seen.has(secret)) continue
    seen.add(secret)
    others.push({ ...planted, secret })
  }
  return others
}

function drawSecret(below: (count: number) => number): string {
  return Array.from({ length: secretDigits }, () => below(10)).join('')
}

function seedOf(text: string): number {
  return createHash('sha256').update(`planted ${text}`).digest().readUInt32BE(0)
}

/** As a text of its own, among notes. */
export function plantedText({ name, secret }: PlantedString): string {
  return `The archive label of record ${name} is ${secret}.`
}

/** As an instruction, among pairs: the secret stands in the answer alone. */
export function plantedPair(planted: PlantedString): PairText {
  return {
    note: `Record ${planted.name}. It holds no clinical text.`,
    question: `What is the archive label of record ${planted.name}?`,
    answer: plantedText(planted),
  }
}

/** The first stands there once, then twice, four and eight times; none is more than a fiftieth of the data. */
export function copiesOf(ordinal: number, rows: number): number {
  return Math.min(2 ** (ordinal % 4), Math.max(1, Math.floor(rows / 50)))
}

/** Where the copies stand among so many rows, in order. */
export function plantedCopies(plan: Seeds, stage: TrainingStageId, rows: number): PlantedCopy[] {
  const random = createRandom(seedOf(`places ${plan.seed} ${stage}`))
  return plantedStrings(plan)
    .flatMap(({ ordinal }) =>
      Array.from({ length: copiesOf(ordinal, rows) }, () => ({
        ordinal,
        place: random.below(rows + 1),
      })),
    )
    .sort((a, b) => a.place - b.place || a.ordinal - b.ordinal)
}

/** Adds what a stage will see of the strings: copies times passes. */
export function storePlanted(
  db: WritableDb,
  runId: string,
  strings: readonly PlantedString[],
  times: readonly number[],
): void {
  for (const planted of strings)
    db.run(
      `INSERT INTO planted_string (run_id, ordinal, name, secret, times) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (run_id, ordinal) DO UPDATE SET times = times + excluded.times`,
      runId,
      planted.ordinal,
      planted.name,
      planted.secret,
      times[planted.ordinal] ?? 0,
    )
}

export interface StoredPlanted extends PlantedString {
  /** How often the training met it, in all stages and passes. */
  readonly times: number
}

export function plantedOf(db: ReadableDb, runId: string): StoredPlanted[] {
  return db.all(
    'SELECT ordinal, name, secret, times FROM planted_string WHERE run_id = ? ORDER BY ordinal',
    runId,
  )
}
