import fc from 'fast-check'
import { expect, test } from 'vitest'
import { copyWindow } from '../../../contract/memorisation'
import { rankAmong } from '../../../core/release/memorisation/exposure'
import { createCopySearch } from '../../../core/release/memorisation/near-copies'

const words = (from: number, count: number): string =>
  Array.from(
    { length: count },
    (_, n) => `w${String.fromCharCode(97 + ((from + n) % 26))}${from + n}`,
  )
    .map((word) => word.replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)] ?? ''))
    .join(' ')

test('A copied run is found whatever its case and punctuation, with its length and its windows', () => {
  const copied = words(100, 20)
  const search = createCopySearch([
    { text: `Something new. ${copied} and an end of its own.`, given: 'nothing of it' },
  ])
  search.read(words(0, 60))
  search.read(`${words(500, 10)} ${copied.toUpperCase().split(' ').join(', ')} ${words(600, 10)}`)
  const { longest, shared, windows, longestText, words: all } = search.figures()
  expect({ longest, shared, windows, longestText }).toEqual({
    longest: 20,
    shared: 20 - copyWindow + 1,
    windows: all - copyWindow + 1,
    longestText: copied,
  })
})

test('What the prompt held is no sign of learning by heart, but going on beyond it is', () => {
  const note = words(0, 40)
  const prompt = words(0, 20)
  const echo = createCopySearch([{ text: prompt, given: prompt }])
  const going = createCopySearch([{ text: words(10, 25), given: prompt }])
  for (const search of [echo, going]) search.read(note)
  expect([echo.figures().longest, echo.figures().windows, going.figures().longest]).toEqual([
    0, 0, 25,
  ])
})

test('It finds what comparing everything with everything finds', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 40 })
  fc.assert(
    fc.property(text, fc.array(text, { maxLength: 4 }), (answer, texts) => {
      const search = createCopySearch([{ text: answer.join(' '), given: '' }])
      for (const one of texts) search.read(one.join(' '))
      const isThere = (from: number, length: number): boolean =>
        texts.some((one) =>
          ` ${one.join(' ')} `.includes(` ${answer.slice(from, from + length).join(' ')} `),
        )
      let longest = 0
      let shared = 0
      answer.forEach((_, from) => {
        for (let length = 3; from + length <= answer.length; length += 1)
          if (isThere(from, length)) longest = Math.max(longest, length)
        if (from + copyWindow <= answer.length && isThere(from, copyWindow)) shared += 1
      })
      const figures = search.figures()
      expect([figures.longest, figures.shared]).toEqual([longest, shared])
    }),
  )
})

test('The exposure of a string is that of the paper, and one as likely does not lower it', () => {
  expect([
    rankAmong(-1, [-2, -3, -4]),
    rankAmong(-3.5, [-2, -3, -4]),
    rankAmong(-9, [-2, -3, -4]),
    rankAmong(-2, [-2, -2, -2]).bits,
  ]).toEqual([
    { rank: 1, of: 4, bits: 2, logLikelihood: -1 },
    { rank: 3, of: 4, bits: 2 - Math.log2(3), logLikelihood: -3.5 },
    { rank: 4, of: 4, bits: 0, logLikelihood: -9 },
    2,
  ])
})
