import type { PromptFamily } from '../../contract/prompt-families'
import type { CutExample, PreflightStage } from '../../contract/training'
import type { TrainingPlan, TrainingStageId } from '../../contract/training-plan'
import type { ReadableDb } from '../database/types'
import type { InferenceClient } from '../inference/client'
import { type InstructionPair, notePages, pairPages, type Side } from '../instructions/rows'
import { drawSample } from '../synthesis/seeds'
import type { TrainingSample } from '../trainer/dataset-file'
import { createDatasetBuilder, createPacker, type DatasetBuilder } from './dataset-builder'
import { factsOf } from './facts'
import { plantedCopies, plantedPair, plantedStrings, plantedText } from './planted'
import { tokenizePairs, tokenizeTexts } from './samples'

/** What a stage learns from and looks at, tokenised. */
export interface StageData {
  readonly train: DatasetBuilder
  readonly validation: DatasetBuilder
  /** Notes or pairs that were taken. */
  readonly sources: number
  readonly beyondContext: PreflightStage['beyondContext']
  readonly leftOut: number
  readonly confidential: number
  /** How many copies of each planted string are among the training samples. */
  readonly planted: readonly number[]
}

export interface Collecting {
  readonly db: ReadableDb
  readonly inference: Pick<InferenceClient, 'tokenize'>
  readonly plan: TrainingPlan
  readonly family: PromptFamily
  readonly signal: AbortSignal
  /** Notes or pairs tokenised so far, of both sides. */
  readonly onProgress?: (done: number) => void
  /** The source records of what was read, of both sides: `document.id`. */
  readonly onRecords?: (ids: readonly number[]) => void
}

/** Tokenised together: enough to keep the model process busy, and little enough to answer soon. */
const batchRows = 32

/** @throws Refusal of the model process; it has to be loaded. */
export async function collectStage(work: Collecting, stage: TrainingStageId): Promise<StageData> {
  const { plan } = work
  const train = createDatasetBuilder()
  const validation = createDatasetBuilder()
  let done = 0
  const tick = (count: number): void => {
    done += count
    work.onProgress?.(done)
  }
  const collect = stage === 'tuning' ? collectPairs : collectNotes
  const taken = await collect(work, 'train', plan[stage].maxSamples, train, tick)
  // Without a look at the validation side its samples are not needed.
  const seen =
    plan.validateEvery > 0
      ? await collect(work, 'validation', plan.validationSamples, validation, tick)
      : nothing
  return {
    train,
    validation,
    sources: taken.sources,
    beyondContext: taken.beyondContext,
    leftOut: taken.leftOut,
    confidential: taken.confidential + seen.confidential,
    planted: taken.planted,
  }
}

interface Taken {
  readonly sources: number
  readonly beyondContext: StageData['beyondContext']
  readonly leftOut: number
  readonly confidential: number
  readonly planted: readonly number[]
}

const nothing: Taken = {
  sources: 0,
  beyondContext: { samples: 0, tokensCut: 0, contextForAll: 0, example: null },
  leftOut: 0,
  confidential: 0,
  planted: [],
}

async function collectNotes(
  work: Collecting,
  side: Side,
  most: number | null,
  into: DatasetBuilder,
  tick: (count: number) => void,
): Promise<Taken> {
  const { plan, inference, signal, db } = work
  const planting = await plantingNotes(work, side)
  let packer: ReturnType<typeof createPacker> | null = null
  let sources = 0
  let confidential = 0
  const take = (sample: Parameters<DatasetBuilder['add']>[0]): void => {
    // A block is a sample: a validation side of long notes is held to its limit too.
    if (side === 'train' || most === null || into.figures().samples < most) into.add(sample)
  }
  for await (const notes of drawn(notePages(db, plan.projectId, side), most, plan.seed)) {
    signal.throwIfAborted()
    const { tokens, ends } = await tokenizeTexts(
      inference,
      notes.map((note) => note.text),
      signal,
    )
    packer ??= createPacker({ context: plan.context, bos: ends.bos, eos: ends.eos }, take)
    for (const [index, document] of tokens.entries()) {
      planting.before(sources + index, packer.add)
      packer.add(document)
    }
    sources += notes.length
    confidential += notes.filter((note) => note.confidential).length
    work.onRecords?.(recordsOf(notes))
    tick(notes.length)
  }
  if (packer) planting.before(sources, packer.add)
  packer?.finish()
  return { ...nothing, sources, confidential, planted: planting.copies() }
}

/** Negative numbers stand for cases that have no source record here. */
function recordsOf(rows: readonly { readonly documentId: number }[]): number[] {
  return rows.map(({ documentId }) => documentId).filter((id) => id > 0)
}

async function collectPairs(
  work: Collecting,
  side: Side,
  most: number | null,
  into: DatasetBuilder,
  tick: (count: number) => void,
): Promise<Taken> {
  const { plan, inference, signal, family, db } = work
  const planting = await plantingPairs(work, side)
  const beyond = { samples: 0, tokensCut: 0, contextForAll: 0 }
  let example: CutExample | null = null
  let sources = 0
  let leftOut = 0
  let confidential = 0
  for await (const pairs of drawn(pairPages(db, plan.projectId, side), most, plan.seed)) {
    signal.throwIfAborted()
    const made = await tokenizePairs(inference, pairs, { family, context: plan.context, signal })
    pairs.forEach((pair, index) => {
      const one = made[index]
      if (!one) return
      planting.before(sources, into.add)
      sources += 1
      if (pair.confidential) confidential += 1
      beyond.contextForAll = Math.max(beyond.contextForAll, one.wholeTokens - 1)
      if (one.sample === null) {
        leftOut += 1
        return
      }
      into.add(one.sample)
      if (one.cutTokens === 0) return
      beyond.samples += 1
      beyond.tokensCut += one.cutTokens
      example ??= exampleOf(pair, one)
    })
    work.onRecords?.(recordsOf(pairs))
    tick(pairs.length)
  }
  if (sources > 0) planting.before(sources, into.add)
  return {
    sources,
    leftOut,
    confidential,
    beyondContext: { ...beyond, example },
    planted: planting.copies(),
  }
}

interface Planting<Sample> {
  /** Gives what stands before the row of this number and was not given yet. */
  readonly before: (row: number, put: (sample: Sample) => void) => void
  readonly copies: () => readonly number[]
}

/** Strings are planted among what is learned and nowhere else: never on a side that measures. */
function createPlanting<Sample>(
  { db, plan }: Collecting,
  stage: TrainingStageId,
  samples: readonly (Sample | null)[],
): Planting<Sample> {
  const given = samples.map(() => 0)
  if (samples.length === 0) return { before: () => undefined, copies: () => given }
  const facts = factsOf(db, plan.projectId, null)
  const all = stage === 'tuning' ? facts.pairsTrain : facts.notesTrain
  const waiting = plantedCopies(plan, stage, Math.min(all, plan[stage].maxSamples ?? all))
  return {
    before: (row, put) => {
      while ((waiting[0]?.place ?? Number.POSITIVE_INFINITY) <= row) {
        const { ordinal = 0 } = waiting.shift() ?? {}
        const sample = samples[ordinal]
        if (!sample) continue
        put(sample)
        given[ordinal] = (given[ordinal] ?? 0) + 1
      }
    },
    copies: () => given,
  }
}

async function plantingNotes(work: Collecting, side: Side): Promise<Planting<readonly number[]>> {
  const texts = side === 'train' ? plantedStrings(work.plan).map(plantedText) : []
  if (texts.length === 0) return createPlanting(work, 'pretraining', [])
  const { tokens } = await tokenizeTexts(work.inference, texts, work.signal)
  return createPlanting(work, 'pretraining', tokens)
}

async function plantingPairs(work: Collecting, side: Side): Promise<Planting<TrainingSample>> {
  const { inference, family, plan, signal } = work
  const pairs = side === 'train' ? plantedStrings(plan).map(plantedPair) : []
  if (pairs.length === 0) return createPlanting<TrainingSample>(work, 'tuning', [])
  const made = await tokenizePairs(inference, pairs, { family, context: plan.context, signal })
  return createPlanting(
    work,
    'tuning',
    made.map((one) => one.sample),
  )
}

const shownCharacters = 600

function exampleOf(
  pair: InstructionPair,
  one: { keptCharacters: number; keptTokens: number; cutTokens: number },
): CutExample {
  const kept = pair.note.slice(0, one.keptCharacters)
  const cut = pair.note.slice(one.keptCharacters)
  return {
    rowId: pair.id,
    question: pair.question,
    keptEnd: kept.slice(-shownCharacters),
    cutStart: cut.slice(0, shownCharacters),
    keptTokens: one.keptTokens,
    cutTokens: one.cutTokens,
    cutCharacters: cut.length,
    confidential: pair.confidential,
  }
}

/** Rows in batches; where a limit is given, those that the seed draws, in their own order. */
async function* drawn<Row extends { readonly confidential: boolean }>(
  pages: Iterable<readonly Row[]>,
  most: number | null,
  seed: number,
): AsyncGenerator<Row[]> {
  const rows = most === null ? flat(pages) : chosenRows(pages, most, seed)
  let batch: Row[] = []
  for (const row of rows) {
    batch.push(row)
    if (batch.length < batchRows) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

function* flat<Row>(pages: Iterable<readonly Row[]>): Generator<Row> {
  for (const page of pages) yield* page
}

/** Which rows are taken depends on the seed and their number alone. */
function chosenRows<Row>(pages: Iterable<readonly Row[]>, most: number, seed: number): Row[] {
  const all = [...flat(pages)]
  if (all.length <= most) return all
  const places = drawSample(
    all.map((_, index) => index),
    most,
    seed,
  )
  return [...places].sort((a, b) => a - b).flatMap((place) => all[place] ?? [])
}
