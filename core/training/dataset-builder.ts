import { createHash } from 'node:crypto'
import type { TrainingSample } from '../trainer/dataset-file'

/*
 * The trainer's data format (core/trainer/dataset-file.ts) built sample by sample: 158,114 notes are
 * a hundred million tokens, which as lists of numbers would not fit.
 */

const headBytes = 32
const pieceTokens = 1 << 20

export interface DatasetFigures {
  readonly samples: number
  readonly tokens: number
  readonly supervisedTokens: number
  readonly longest: number
}

export interface DatasetBuilder {
  readonly add: (sample: TrainingSample) => void
  readonly figures: () => DatasetFigures
  /** The whole file, as `encodeDataset` would write it. */
  readonly finish: () => Buffer
}

export function createDatasetBuilder(): DatasetBuilder {
  const pieces: { tokens: Int32Array; mask: Uint8Array }[] = []
  const offsets: number[] = [0]
  let used = pieceTokens
  let total = 0
  let supervised = 0
  let longest = 0
  const push = (token: number, counts: boolean): void => {
    if (used === pieceTokens) {
      pieces.push({ tokens: new Int32Array(pieceTokens), mask: new Uint8Array(pieceTokens) })
      used = 0
    }
    const piece = pieces[pieces.length - 1]
    if (!piece) return
    piece.tokens[used] = token
    piece.mask[used] = counts ? 1 : 0
    used += 1
  }
  return {
    add: ({ tokens, supervised: mask }) => {
      if (tokens.length !== mask.length)
        throw new RangeError('A sample has a mask of another length')
      for (const [place, token] of tokens.entries()) {
        push(token, mask[place] === true)
        // The first token of a sample is never predicted, whatever its mask says.
        if (mask[place] && place > 0) supervised += 1
      }
      total += tokens.length
      longest = Math.max(longest, tokens.length)
      offsets.push(total)
    },
    figures: () => ({
      samples: offsets.length - 1,
      tokens: total,
      supervisedTokens: supervised,
      longest,
    }),
    finish: () => {
      const samples = offsets.length - 1
      const tokensAt = headBytes + offsets.length * 8
      const maskAt = tokensAt + total * 4
      const out = Buffer.alloc(maskAt + total + 32)
      out.write('ASCLDAT1', 0, 'latin1')
      out.writeUInt32LE(1, 8)
      out.writeBigUInt64LE(BigInt(samples), 16)
      out.writeBigUInt64LE(BigInt(total), 24)
      offsets.forEach((at, index) => {
        out.writeBigUInt64LE(BigInt(at), headBytes + index * 8)
      })
      pieces.forEach((piece, index) => {
        const from = index * pieceTokens
        const count = Math.min(pieceTokens, total - from)
        const bytes = Buffer.from(piece.tokens.buffer, 0, count * 4)
        bytes.copy(out, tokensAt + from * 4)
        out.set(piece.mask.subarray(0, count), maskAt + from)
      })
      createHash('sha256')
        .update(out.subarray(0, -32))
        .digest()
        .copy(out, out.length - 32)
      return out
    },
  }
}

/**
 * Packs documents into blocks one after another, as `packBlocks` does with all of them at once:
 * context + 1 tokens a block, each beginning with the last token of the one before.
 */
export function createPacker(
  options: { readonly context: number; readonly bos: number | null; readonly eos: number | null },
  take: (sample: TrainingSample) => void,
): { readonly add: (document: readonly number[]) => void; readonly finish: () => void } {
  let block: number[] = []
  const close = (): void => {
    take({ tokens: block, supervised: block.map((_, place) => place > 0) })
    block = block.slice(-1)
  }
  const push = (token: number): void => {
    block.push(token)
    if (block.length === options.context + 1) close()
  }
  return {
    add: (document) => {
      if (options.bos !== null) push(options.bos)
      for (const token of document) push(token)
      if (options.eos !== null) push(options.eos)
    },
    finish: () => {
      if (block.length > 1) close()
      block = []
    },
  }
}
