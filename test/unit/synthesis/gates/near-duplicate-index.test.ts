import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  createNearDuplicateIndex,
  noteShingles,
  noteSignature,
} from '../../../../core/synthesis/gates/near-duplicate-index'
import { exactJaccard } from '../../../../core/text/minhash'

/** A text of `count` made-up words that is always the same for one seed. */
function madeUp(seed: number, count: number): string[] {
  let state = seed >>> 0
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return `w${state % 5000}`
  })
}

function changed(words: readonly string[], every: number): string {
  return words.map((word, at) => (at % every === every - 1 ? `${word}x` : word)).join(' ')
}

describe('the index of near-duplicates', () => {
  it('finds the nearest of many notes with its exact similarity', () => {
    const notes = new Map(
      Array.from({ length: 300 }, (_, at) => [`n${at}`, madeUp(at + 1, 300).join(' ')]),
    )
    const index = createNearDuplicateIndex()
    for (const [id, text] of notes) index.add(id, noteSignature(text))
    const note = changed(madeUp(124, 300), 60)
    const similarity = exactJaccard(noteShingles(note), noteShingles(notes.get('n123')!))
    expect(similarity).toBeGreaterThan(0.8)
    expect(index.nearest(note, (id) => notes.get(id))).toEqual({ id: 'n123', similarity })
    expect(index.nearest(note, (id) => notes.get(id), 'n123')).toBeUndefined()
  })

  it('is the same when it is built again from stored signatures, past its first size', () => {
    const signatures = Array.from({ length: 200 }, (_, at) =>
      noteSignature(madeUp(at % 150, 80).join(' ')),
    )
    const first = createNearDuplicateIndex(16)
    const second = createNearDuplicateIndex(200)
    signatures.forEach((signature, at) => {
      first.add(String(at), signature)
      second.add(String(at), signature)
    })
    for (const signature of signatures)
      expect(first.candidates(signature)).toEqual(second.candidates(signature))
    expect([first.size, second.size]).toEqual([200, 200])
  })

  it('forgets removed notes and replaces a note that is written anew', () => {
    const index = createNearDuplicateIndex(16)
    const a = noteSignature(madeUp(1, 100).join(' '))
    const b = noteSignature(madeUp(2, 100).join(' '))
    for (let round = 0; round < 100; round++) {
      index.add('same', round % 2 === 0 ? a : b)
      index.add(`gone${round}`, a)
      index.remove(`gone${round}`)
    }
    expect([index.size, index.candidates(a), index.candidates(b)]).toEqual([
      1,
      [],
      [{ id: 'same', similarity: 1 }],
    ])
    expect(index.bytes).toBeLessThan(100_000)
  })

  it('stays quick where thousands of notes are the same', () => {
    const index = createNearDuplicateIndex(5000)
    const signature = noteSignature('The same note each time, word for word.')
    for (let at = 0; at < 5000; at++) index.add(String(at), signature)
    expect(index.candidates(signature).length).toBeLessThanOrEqual(5000)
    expect(index.candidates(signature)[0]!.similarity).toBe(1)
  })

  it('holds 158,114 notes in about 100 MB', () => {
    expect(createNearDuplicateIndex(158_114).bytes).toBeLessThan(110_000_000)
  })

  it('never misses a copy and never calls a note similar to itself under its own id', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (note) => {
        const index = createNearDuplicateIndex(16)
        index.add('1', noteSignature(note))
        expect(index.nearest(note, () => note)).toEqual({ id: '1', similarity: 1 })
        expect(index.nearest(note, () => note, '1')).toBeUndefined()
      }),
      { numRuns: 200 },
    )
  })
})
