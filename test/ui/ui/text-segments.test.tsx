import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findAll, segmentsOf } from '../../../renderer/ui/text-segments'

const stretch = fc.tuple(fc.integer({ min: -5, max: 60 }), fc.integer({ min: 0, max: 30 }))

test('segments are the whole text in order, and each knows exactly the marks over it', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 50 }), fc.array(stretch), (text, pairs) => {
      const marks = pairs.map(([start, length]) => ({ start, end: start + length }))
      const segments = segmentsOf(text, marks)
      expect(segments.map((one) => text.slice(one.start, one.end)).join('')).toBe(text)
      for (const one of segments)
        expect(one.marks).toEqual(
          marks.flatMap((mark, index) =>
            mark.start < one.end && mark.end > one.start ? [index] : [],
          ),
        )
    }),
  )
})

test('overlapping marks, finds and hidden characters each cut the text', () => {
  const text = 'Given 5 mg\u202e daily'
  expect(
    segmentsOf(
      text,
      [
        { start: 6, end: 10 },
        { start: 8, end: 17 },
      ],
      findAll(text, 'MG'),
    ).map((one) => [text.slice(one.start, one.end), one.marks, one.find, one.hidden]),
  ).toEqual([
    ['Given ', [], null, null],
    ['5 ', [0], null, null],
    ['mg', [0, 1], 0, null],
    ['\u202e', [1], null, 'U+202E'],
    [' daily', [1], null, null],
  ])
})

test('find gives every place without regard to case, and none for nothing', () => {
  expect([findAll('Pain, no pain; PAIN', 'pain'), findAll('text', '')]).toEqual([
    [
      { start: 0, end: 4 },
      { start: 9, end: 13 },
      { start: 15, end: 19 },
    ],
    [],
  ])
})
