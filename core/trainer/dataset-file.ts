import { createHash } from 'node:crypto'

/** Token ids of one sample, and which of them the model is asked to predict. */
export interface TrainingSample {
  readonly tokens: readonly number[]
  /** As long as tokens. The first says nothing: no token goes before it. */
  readonly supervised: readonly boolean[]
}

const magic = 'ASCLDAT1'
const headBytes = 32

/**
 * The trainer's data format: "ASCLDAT1", u32 version 1, u32 zero, u64 samples, u64 tokens, u64
 * offsets[samples + 1], i32 ids[tokens], u8 supervised[tokens], SHA-256 of all before. Little-endian.
 * Throws RangeError where a sample's two lists differ in length or an id is no 32-bit number.
 */
export function encodeDataset(samples: readonly TrainingSample[]): Buffer {
  const total = samples.reduce((sum, sample) => sum + sample.tokens.length, 0)
  const offsetsAt = headBytes
  const tokensAt = offsetsAt + (samples.length + 1) * 8
  const maskAt = tokensAt + total * 4
  const out = Buffer.alloc(maskAt + total + 32)
  out.write(magic, 0, 'latin1')
  out.writeUInt32LE(1, 8)
  out.writeBigUInt64LE(BigInt(samples.length), 16)
  out.writeBigUInt64LE(BigInt(total), 24)
  let at = 0
  samples.forEach((sample, index) => {
    if (sample.tokens.length !== sample.supervised.length) {
      throw new RangeError(`Sample ${index} has a mask of another length`)
    }
    out.writeBigUInt64LE(BigInt(at), offsetsAt + index * 8)
    for (const [place, token] of sample.tokens.entries()) {
      out.writeInt32LE(token, tokensAt + (at + place) * 4)
      out[maskAt + at + place] = sample.supervised[place] ? 1 : 0
    }
    at += sample.tokens.length
  })
  out.writeBigUInt64LE(BigInt(at), offsetsAt + samples.length * 8)
  createHash('sha256')
    .update(out.subarray(0, -32))
    .digest()
    .copy(out, out.length - 32)
  return out
}

/** The hash by which checkpoints and adapters know these data. */
export function datasetHash(file: Buffer): string {
  return file.subarray(-32).toString('hex')
}

/**
 * Domain-adaptive pretraining: all documents in one stream, BOS before and EOS after each, cut into
 * blocks. A block holds `context` positions, that is context + 1 tokens; each begins with the last
 * token of the one before, so that every token but the very first is predicted once.
 */
export function packBlocks(
  documents: Iterable<readonly number[]>,
  options: { readonly context: number; readonly bos: number | null; readonly eos: number | null },
): TrainingSample[] {
  if (options.context < 1) throw new RangeError('A block holds at least one position')
  const samples: TrainingSample[] = []
  let block: number[] = []
  const close = () => {
    samples.push({ tokens: block, supervised: block.map((_, place) => place > 0) })
    block = block.slice(-1)
  }
  const add = (token: number) => {
    block.push(token)
    if (block.length === options.context + 1) close()
  }
  for (const document of documents) {
    if (options.bos !== null) add(options.bos)
    for (const token of document) add(token)
    if (options.eos !== null) add(options.eos)
  }
  if (block.length > 1) close()
  return samples
}

/** Instruction tuning: the prompt is read, the answer (with its end token) is learned. */
export function answerOnly(prompt: readonly number[], answer: readonly number[]): TrainingSample {
  return {
    tokens: [...prompt, ...answer],
    supervised: [...prompt.map(() => false), ...answer.map(() => true)],
  }
}
