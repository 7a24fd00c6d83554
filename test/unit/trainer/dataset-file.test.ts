import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  answerOnly,
  datasetHash,
  encodeDataset,
  packBlocks,
} from '../../../core/trainer/dataset-file'

const documents = fc.array(fc.array(fc.integer({ min: 10, max: 99 }), { maxLength: 30 }), {
  maxLength: 8,
})

describe('packed blocks', () => {
  test('every token of the stream is predicted once and in order, whatever the block', () => {
    fc.assert(
      fc.property(documents, fc.integer({ min: 1, max: 20 }), (texts, context) => {
        const blocks = packBlocks(texts, { context, bos: 1, eos: 2 })
        const stream = texts.flatMap((text) => [1, ...text, 2])
        const predicted = blocks.flatMap((block) =>
          block.tokens.filter((_, i) => block.supervised[i]),
        )
        expect(predicted).toEqual(stream.slice(1))
        for (const block of blocks) expect(block.tokens.length).toBeLessThanOrEqual(context + 1)
        for (const [i, block] of blocks.slice(1).entries()) {
          expect(block.tokens[0]).toBe(blocks[i]!.tokens.at(-1))
        }
      }),
    )
  })

  test('a model without BOS or EOS gets none', () => {
    expect(packBlocks([[5, 6], [7]], { context: 8, bos: null, eos: null })).toEqual([
      { tokens: [5, 6, 7], supervised: [false, true, true] },
    ])
  })
})

describe('the data file', () => {
  test('an answer is learned, its prompt is not', () => {
    expect(answerOnly([1, 2], [3, 4])).toEqual({
      tokens: [1, 2, 3, 4],
      supervised: [false, false, true, true],
    })
  })

  test('it is laid out as the trainer reads it', () => {
    const file = encodeDataset([answerOnly([1], [258]), answerOnly([7, 8], [9])])
    const expected = [
      '4153434c44415431',
      '01000000',
      '00000000',
      '0200000000000000',
      '0500000000000000',
      '0000000000000000',
      '0200000000000000',
      '0500000000000000',
      '01000000',
      '02010000',
      '07000000',
      '08000000',
      '09000000',
      '00',
      '01',
      '00',
      '00',
      '01',
    ].join('')
    expect(file.subarray(0, -32).toString('hex')).toBe(expected)
    expect(datasetHash(file)).toBe(file.subarray(-32).toString('hex'))
    expect(datasetHash(file)).not.toBe(datasetHash(encodeDataset([answerOnly([1], [259])])))
  })

  test('a mask of another length is refused', () => {
    expect(() => encodeDataset([{ tokens: [1, 2], supervised: [true] }])).toThrow(RangeError)
  })
})
