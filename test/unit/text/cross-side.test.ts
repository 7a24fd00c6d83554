import { expect, test } from 'vitest'
import { noteSignature } from '../../../core/synthesis/gates/near-duplicate-index'
import { crossSidePairs } from '../../../core/text/cross-side'
import { createRandomness } from '../../fixtures/gguf-blocks'

const random = createRandomness(5)
const note = (): string => Array.from({ length: 120 }, () => `w${random.word() % 5000}`).join(' ')

test('Copies on two sides are paired once, copies on one side never, strangers not at all', () => {
  const twin = note()
  const changed = note()
  const own = note()
  const texts = [
    { side: 0, text: twin },
    { side: 1, text: twin },
    { side: 2, text: twin },
    { side: 0, text: changed },
    { side: 2, text: changed.replace(/^(\S+ ){3}/, 'x ') },
    { side: 0, text: own },
    { side: 0, text: own },
    ...Array.from({ length: 200 }, (_, n) => ({ side: n % 5 === 0 ? 1 : 0, text: note() })),
  ].map(({ side, text }) => ({ side, signature: noteSignature(text) }))
  const steps = crossSidePairs(texts, 0.65)
  let step = steps.next()
  while (!step.done) step = steps.next()
  const pairs = step.value.map(({ first, second }) => [first, second])
  expect(pairs.sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]!)).toEqual([
    [0, 1],
    [0, 2],
    [1, 2],
    [3, 4],
  ])
})
