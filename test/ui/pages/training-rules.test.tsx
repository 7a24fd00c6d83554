import { expect, test } from 'vitest'
import type { StageCurves } from '../../../contract/training'
import {
  planFields,
  presets,
  stageFields,
  type TrainingPlan,
} from '../../../contract/training-plan'
import { seriesOf, thinned, timeUnitOf } from '../../../renderer/pages/training/loss-drawing'
import { readNumber, stepNumber, writeNumber } from '../../../renderer/pages/training/plan-number'
import {
  basisOf,
  isSamePlan,
  numberAt,
  presetOf,
  withPreset,
  withValue,
} from '../../../renderer/pages/training/plan-state'

const plan: TrainingPlan = {
  ...presets.lora,
  projectId: 'p',
  modelId: 'm',
  startAdapterId: null,
}

test('numbers are read and written as people of each language write them', () => {
  const rate = stageFields.learningRate
  const share = stageFields.warmupShare
  const context = planFields.context
  expect({
    rate: ['2e-5', '0.00002', '0,00002', '2E-05'].map((text) => readNumber(text, rate, 'en')),
    written: [writeNumber(2e-5, rate, 'en'), writeNumber(1.5e-4, rate, 'de')],
    share: [readNumber('3', share, 'en'), readNumber('3 %', share, 'en')],
    german: [readNumber('2.048', context, 'de'), readNumber('2,5', share, 'de')],
    english: [readNumber('2,048', context, 'en'), readNumber('2048', context, 'en')],
    refused: ['', 'x', '1e', '-1', '2048.5', '131073'].map((text) =>
      readNumber(text, context, 'en'),
    ),
    percent: writeNumber(0.03, share, 'de'),
  }).toEqual({
    rate: [2e-5, 2e-5, 2e-5, 2e-5],
    written: ['2e-5', '1,5e-4'],
    share: [0.03, 0.03],
    german: [2048, 0.025],
    english: [2048, 2048],
    refused: [null, null, null, null, null, null],
    percent: '3',
  })
})

test('what is written is read back as the same number', () => {
  const values = [1e-7, 2e-5, 1e-4, 3e-4, 0.0123, 0.1]
  for (const language of ['en', 'de'] as const)
    expect(
      values.map((value) =>
        readNumber(
          writeNumber(value, stageFields.learningRate, language),
          stageFields.learningRate,
          language,
        ),
      ),
    ).toEqual(values)
})

test('arrow keys go by one, by doubling, or by 1, 2, 5, as the field does, and stay in range', () => {
  expect({
    epochs: stepNumber(3, stageFields.epochs, 1),
    leastEpochs: stepNumber(1, stageFields.epochs, -1),
    context: [stepNumber(2048, planFields.context, 1), stepNumber(2048, planFields.context, -1)],
    rate: [2e-4, 5e-4, 1e-3].map((value) => stepNumber(value, stageFields.learningRate, 1)),
    down: [2e-4, 1e-4].map((value) => stepNumber(value, stageFields.learningRate, -1)),
    most: stepNumber(256, planFields['lora.rank'], 1),
    never: stepNumber(0, planFields.validateEvery, 1),
  }).toEqual({
    epochs: 4,
    leastEpochs: 1,
    context: [4096, 1024],
    rate: [5e-4, 1e-3, 2e-3],
    down: [1e-4, 5e-5],
    most: 256,
    never: 1,
  })
})

test('a changed field makes the plan one of its own, and setting it back makes it the preset again', () => {
  const changed = withValue(plan, 'tuning.epochs', 5)
  const back = withValue(changed, 'tuning.epochs', 3)
  expect({
    changed: [changed.preset, numberAt(changed, 'tuning.epochs'), basisOf(changed)],
    back: [back.preset, isSamePlan(back, plan)],
    isOther: isSamePlan(changed, plan),
    targets: presetOf(withValue(plan, 'lora.targets', ['down', 'up', 'gate', 'o', 'v', 'k', 'q'])),
    paper: withPreset(changed, 'paper').tuning.learningRate,
    nearest: basisOf(withValue(withPreset(plan, 'trial'), 'seed', 9)),
  }).toEqual({
    changed: ['custom', 5, 'lora'],
    back: ['lora', true],
    isOther: false,
    targets: 'lora',
    paper: 2e-5,
    nearest: 'trial',
  })
})

const stage: StageCurves = {
  stage: 'tuning',
  stored: 6,
  stepsPerBucket: 2,
  curve: {
    step: [2, 4, 6],
    loss: [3, 2, 1],
    lossMin: [2.5, 1.5, 0.5],
    lossMax: [3.5, 2.5, 1.5],
    learningRate: [1, 1, 1],
    gradientNorm: [1, 1, 1],
    gradientNormMax: [1, 1, 1],
    tokensPerSecond: [10, 10, 10],
    memoryBytes: [1, 1, 1],
    tokens: [100, 200, 300],
    seconds: [60, 120, 180],
  },
  validation: [{ step: 3, loss: 2.2, best: true }],
  checkpoints: [{ step: 6, at: '2026-01-05T08:00:00.000Z' }],
}

test('looks and checkpoints stand where their steps are, along steps, tokens and time', () => {
  const look = { name: 'a', colour: 'c' }
  const along = (axis: 'step' | 'tokens' | 'seconds') => {
    const { points, validation, checkpoints } = seriesOf(stage, look, axis, 'min')
    return [points.map((point) => point.x), validation[0]?.x, checkpoints[0]?.x]
  }
  expect([along('step'), along('tokens'), along('seconds')]).toEqual([
    [[2, 4, 6], 3, 6],
    [[100, 200, 300], 200, 300],
    [[1, 2, 3], 2, 3],
  ])
})

test('many marks are thinned, and the last and the best one stay', () => {
  const marks = Array.from({ length: 1000 }, (_, step) => ({ step, best: step === 501 }))
  const kept = thinned(marks, 100, (mark) => mark.best)
  expect([kept.length, kept.at(-1)?.step, kept.some((mark) => mark.best)]).toEqual([102, 999, true])
  expect([100, 4000, 40_000].map(timeUnitOf)).toEqual(['s', 'min', 'h'])
})
