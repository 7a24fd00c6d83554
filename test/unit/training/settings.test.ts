import { expect, test } from 'vitest'
import { presets, trainingPlan } from '../../../contract/training-plan'
import { trainerSettings } from '../../../core/training/settings'

const plan = (more: object) =>
  trainingPlan.parse({ ...presets.trial, preset: 'trial', projectId: 'p', modelId: 'm', ...more })
const options = { samples: 40, hasValidation: true, device: 'cpu', metadata: {} } as const

test('what a plan says of the arithmetic reaches the trainer, and a plan of before says single', () => {
  const { precision: _unknown, ...before } = plan({})
  const chosen = [plan({ precision: 'bfloat16' }), trainingPlan.parse(before)]
  expect(chosen.map((one) => trainerSettings(one, 'tuning', options).precision)).toEqual([
    'bfloat16',
    'single',
  ])
})

test('a plan that never looks at the validation side asks the trainer for no look', () => {
  const { validateEvery, patience } = trainerSettings(plan({ validateEvery: 0 }), 'tuning', options)
  expect([validateEvery, patience]).toEqual([undefined, undefined])
})
