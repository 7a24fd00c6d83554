import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSimilarTexts, createVocabulary, rougeL } from '../../../core/text/rouge'

const similarity = (a: string, b: string): number => {
  const { wordsOf } = createVocabulary()
  return rougeL(wordsOf(a), wordsOf(b))
}

test('ROUGE-L is that of the worked example in Lin (2004): 3 of 4 words in order, and 2 of 4', () => {
  const reference = 'police killed the gunman'
  expect([
    similarity(reference, 'police kill the gunman'),
    similarity(reference, 'the gunman kill police'),
    similarity(reference, reference),
    similarity(reference, 'nothing of it'),
  ]).toEqual([0.75, 0.5, 1, 0])
})

test('The index finds what comparing with every text finds, from the floor up', () => {
  const word = fc.constantFrom(
    ...'what when was the patient given how many days drug dose a b'.split(' '),
  )
  // Shorter and longer than a mask of bits.
  const text = fc.array(word, { minLength: 1, maxLength: 40 }).map((words) => words.join(' '))
  fc.assert(
    fc.property(fc.array(text, { maxLength: 25 }), text, (known, asked) => {
      const index = createSimilarTexts()
      known.forEach((one, at) => {
        index.add(at, one)
      })
      const best = known.reduce(
        (found, one, id) => {
          const value = similarity(one, asked)
          return value >= 0.5 && value > (found?.similarity ?? 0)
            ? { id, similarity: value }
            : found
        },
        undefined as { id: number; similarity: number } | undefined,
      )
      expect(index.nearest(asked)).toEqual(best)
    }),
    { numRuns: 300 },
  )
})
