import type { PromptFamily } from '../../contract/prompt-families'
import type { CutExample, PreflightStage } from '../../contract/training'
import type { TrainingPlan, TrainingStageId } from '../../contract/training-plan'
import type { ReadableDb } from '../database/types'
import type { InferenceClient } from '../inference/client'
import { type InstructionPair, notePages, pairPages, type Side } from '../instructions/rows'
import { drawSample } from '../synthesis/seeds'
import { createDatasetBuilder, createPacker, type DatasetBuilder } from './dataset-builder'
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
}

export interface Collecting {
  readonly db: ReadableDb
  readonly inference: Pick<InferenceClient, 'tokenize'>
  readonly plan: TrainingPlan
  readonly family: PromptFamily
  readonly signal: AbortSignal
  /** Notes or pairs tokenised so far, of both sides. */
  readonly onProgress?: (done: number) => void
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
  }
}

interface Taken {
  readonly sources: number
  readonly beyondContext: StageData['beyondContext']
  readonly leftOut: number
  readonly confidential: number
}

const nothing: Taken = {
  sources: 0,
  beyondContext: { samples: 0, tokensCut: 0, contextForAll: 0, example: null },
  leftOut: 0,
  confidential: 0,
}

async function collectNotes(
  work: Collecting,
  side: Side,
  most: number | null,
  into: DatasetBuilder,
  tick: (count: number) => void,
): Promise<Taken> {
  const { plan, inference, signal, db } = work
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
    for (const document of tokens) packer.add(document)
    sources += notes.length
    confidential += notes.filter((note) => note.confidential).length
    tick(notes.length)
  }
  packer?.finish()
  return { ...nothing, sources, confidential }
}

async function collectPairs(
  work: Collecting,
  side: Side,
  most: number | null,
  into: DatasetBuilder,
  tick: (count: number) => void,
): Promise<Taken> {
  const { plan, inference, signal, family, db } = work
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
    tick(pairs.length)
  }
  return { sources, leftOut, confidential, beyondContext: { ...beyond, example } }
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
