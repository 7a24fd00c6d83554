import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  estimatedJaccard,
  exactJaccard,
  minhashSignature,
  shingleHashes,
  signatureFromBytes,
  signatureToBytes,
} from '../../../core/text/minhash'
import { numberKey, readNumberWords } from '../../../core/text/number-words'
import { createPhraseTable } from '../../../core/text/phrases'
import { splitSentences } from '../../../core/text/sentences'
import { tokenize, wordTokens } from '../../../core/text/tokens'

function sentences(text: string): string[] {
  return splitSentences(text).map((span) => text.slice(span.start, span.end))
}

describe('tokenize', () => {
  it('reads numbers in all their writings', () => {
    const values = (text: string) => tokenize(text).flatMap((token) => [token.values])
    expect(values('1,080 2.50 2·5 .5 2,5 13\u202f500 12')).toEqual([
      [1080],
      [2.5],
      [2.5],
      [0.5],
      [2.5, 2, 5],
      [13500],
      [12],
    ])
  })

  it('tells words, numbers, raised digits and marks apart', () => {
    expect(
      tokenize('5µg/m² β-blocker\nL4').map((token) => [token.kind, token.text, token.startsLine]),
    ).toEqual([
      ['number', '5', true],
      ['word', 'µg', false],
      ['mark', '/', false],
      ['word', 'm', false],
      ['raised', '²', false],
      ['word', 'β', false],
      ['mark', '-', false],
      ['word', 'blocker', false],
      ['word', 'L', true],
      ['number', '4', false],
    ])
  })

  it('loses nothing but white space', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        let end = 0
        for (const token of tokenize(text)) {
          expect(token.start).toBeGreaterThanOrEqual(end)
          expect(text.slice(end, token.start).trim().replaceAll('\u200b', '')).toBe('')
          expect(text.slice(token.start, token.end)).toBe(token.text)
          end = token.end
        }
      }),
    )
  })
})

describe('splitSentences', () => {
  it('keeps abbreviations, initials, decimals and dates whole', () => {
    expect(
      sentences(
        'Dr. J. Smith gave 2.5 mg (Fig. 1). She went home! BP fell, e.g. at night.\n1. Aspirin\nPlan: rest',
      ),
    ).toEqual([
      'Dr. J. Smith gave 2.5 mg (Fig. 1).',
      'She went home!',
      'BP fell, e.g. at night.',
      '1. Aspirin',
      'Plan: rest',
    ])
  })

  it('gives sentences in order that hold every letter of the text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        const squeezed = (piece: string) => piece.replace(/[\s\u0000-\u0020\u00a0]/g, '')
        expect(squeezed(sentences(text).join(''))).toBe(squeezed(text))
      }),
    )
  })
})

describe('number words', () => {
  it('are read up to millions, with halves, and end where the number ends', () => {
    const read = (text: string) => readNumberWords(tokenize(text), 0)
    expect([
      read('twelve'),
      read('twenty-five days'),
      read('one hundred and twenty'),
      read('two thousand three hundred'),
      read('three and a half'),
      read('one two'),
      read('tense'),
    ]).toEqual([
      { value: 12, next: 1 },
      { value: 25, next: 3 },
      { value: 120, next: 4 },
      { value: 2300, next: 4 },
      { value: 3.5, next: 4 },
      { value: 1, next: 1 },
      undefined,
    ])
  })

  it('have one key for one value', () => {
    expect([numberKey(2.5), numberKey(0.1 + 0.2), numberKey(-4), numberKey(1e9)]).toEqual([
      '2.5',
      '0.3',
      '4',
      '1000000000',
    ])
  })
})

describe('phrases', () => {
  it('are found the longest first, over hyphens and case', () => {
    const table = createPhraseTable([
      ['insulin', 1],
      ['insulin glargine', 2],
      ['co-trimoxazole', 3],
    ])
    expect(
      table.find(tokenize('Insulin Glargine, insulin and CO TRIMOXAZOLE')).map((hit) => hit.value),
    ).toEqual([2, 1, 3])
  })
})

describe('MinHash', () => {
  const words = (from: number, count: number) =>
    wordTokens(tokenize(Array.from({ length: count }, (_, at) => `word${from + at}`).join(' ')))

  it('estimates the Jaccard index within four standard errors', () => {
    for (const overlap of [0, 100, 200, 300, 390]) {
      const a = shingleHashes(words(0, 400), 5)
      const b = shingleHashes(words(400 - overlap, 400), 5)
      const exact = exactJaccard(a, b)
      const estimate = estimatedJaccard(minhashSignature(a), minhashSignature(b))
      expect(Math.abs(estimate - exact)).toBeLessThanOrEqual(
        4 * Math.sqrt((exact * (1 - exact)) / 96),
      )
    }
  })

  it('counts shingles as sets: two of six in common is a third', () => {
    const of = (text: string) => shingleHashes(wordTokens(tokenize(text)), 2)
    expect(exactJaccard(of('a b c d e'), of('x b c d y'))).toBeCloseTo(2 / 6)
  })

  it('comes back from its stored bytes, and from nothing else', () => {
    const signature = minhashSignature(shingleHashes(words(0, 50), 5))
    const stored = Buffer.from(signatureToBytes(signature))
    expect(signatureFromBytes(stored)).toEqual(signature)
    expect(signatureFromBytes(stored.subarray(1))).toBeUndefined()
  })
})
