import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TrainingPlan, TrainingStageId } from '../../../contract/training-plan'
import { collectStage } from '../../../core/training/collect'
import {
  alternativesOf,
  copiesOf,
  plantedPair,
  plantedStrings,
  plantedText,
} from '../../../core/training/planted'
import { openTraining, type TrainingCore } from '../../fixtures/training'

/** Letters for tokens: what was made of the rows can be read again. */
const letters = {
  tokenize: async ({ texts }: { texts: unknown[] }) => ({
    tokens: texts.map((text) =>
      [
        ...(typeof text === 'string'
          ? text
          : (text as { text: string }[]).map((s) => s.text).join('')),
      ].map((letter) => letter.charCodeAt(0)),
    ),
    bos: 1,
    eos: 2,
    eot: null,
  }),
}

let training: TrainingCore
beforeAll(async () => {
  training = await openTraining({ trainer: null, pairs: 40 })
})
afterAll(() => training.core.close())

async function collected(stage: TrainingStageId, change: Partial<TrainingPlan>) {
  const plan = training.plan({ context: 4000, ...change })
  const data = await collectStage(
    {
      db: training.core.workspace.services.vault.db(),
      inference: letters as never,
      plan,
      family: 'asclepius',
      signal: new AbortController().signal,
    },
    stage,
  )
  return {
    planted: data.planted,
    sources: data.sources,
    train: textsOf(data.train.finish()),
    validation: textsOf(data.validation.finish()),
  }
}

function textsOf(file: Buffer): string[] {
  const samples = Number(file.readBigUInt64LE(16))
  const tokensAt = 32 + (samples + 1) * 8
  return Array.from({ length: samples }, (_, index) => {
    const from = Number(file.readBigUInt64LE(32 + index * 8))
    const to = Number(file.readBigUInt64LE(32 + (index + 1) * 8))
    return Array.from({ length: to - from }, (_, at) =>
      String.fromCharCode(file.readInt32LE(tokensAt + (from + at) * 4)),
    ).join('')
  })
}

const count = (texts: readonly string[], part: string): number =>
  texts.join('').split(part).length - 1

test('planted strings stand among the training pairs as often as said, and on no other side', async () => {
  const plan = training.plan({ plantedStrings: 4 })
  const secrets = plantedStrings(plan).map((one) => one.secret)
  const plain = await collected('tuning', {})
  const planted = await collected('tuning', { plantedStrings: 4 })
  expect({
    secrets: new Set(secrets).size,
    copies: planted.planted,
    found: secrets.map((secret) => count(planted.train, secret)),
    onValidation: secrets.map((secret) => count(planted.validation, secret)),
    sameValidation: planted.validation.join() === plain.validation.join(),
    // Whatever is not planted is what it was, in its own order.
    rest: planted.train.filter((text) => !secrets.some((secret) => text.includes(secret))),
    sources: planted.sources,
  }).toEqual({
    secrets: 4,
    copies: [1, 1, 1, 1],
    found: [1, 1, 1, 1],
    onValidation: [0, 0, 0, 0],
    sameValidation: true,
    rest: plain.train,
    sources: plain.sources,
  })
})

test('planted strings stand among the notes too, each as a document of its own', async () => {
  const planted = await collected('pretraining', { plantedStrings: 3, context: 1000 })
  const again = await collected('pretraining', { plantedStrings: 3, context: 1000 })
  const texts = plantedStrings(training.plan({ plantedStrings: 3 })).map(plantedText)
  // Blocks share one token, so the text is whole without the first of each later block.
  const whole = planted.train.map((block, index) => (index === 0 ? block : block.slice(1))).join('')
  expect({
    found: texts.map((text) => count([whole], `\u0001${text}\u0002`)),
    onValidation: texts.map((text) => count(planted.validation, text)),
    isSame: planted.train.join() === again.train.join(),
  }).toEqual({ found: [1, 1, 1], onValidation: [0, 0, 0], isSame: true })
})

test('what is planted follows from the seed, is seldom, and has alternatives that were never planted', () => {
  const plan = (change: Partial<TrainingPlan>) => training.plan({ plantedStrings: 8, ...change })
  const [first] = plantedStrings(plan({}))
  const others = alternativesOf(first!, 1000)
  expect({
    sameSeed: plantedStrings(plan({})),
    isOtherSeed: plantedStrings(plan({ seed: 2 }))[0]?.secret !== first?.secret,
    isOtherWhenGoingOn: plantedStrings(plan({ startAdapterId: 'x' }))[0]?.secret !== first?.secret,
    copies: [0, 1, 2, 3, 4].map((ordinal) => copiesOf(ordinal, 1000)),
    copiesOfFew: [0, 1, 2, 3].map((ordinal) => copiesOf(ordinal, 100)),
    different: new Set([first?.secret, ...others.map((one) => one.secret)]).size,
    isSameShape: others.every((one) => /^\d{9}$/.test(one.secret)),
    isAnswerAlone: !plantedPair(first!).note.includes(first!.secret),
  }).toEqual({
    sameSeed: plantedStrings(plan({})),
    isOtherSeed: true,
    isOtherWhenGoingOn: true,
    copies: [1, 2, 4, 8, 1],
    copiesOfFew: [1, 2, 2, 2],
    different: 1001,
    isSameShape: true,
    isAnswerAlone: true,
  })
})
