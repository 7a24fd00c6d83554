import type { LlamaContextSequence, Token } from 'node-llama-cpp'
import { slotPriority } from './batching'

/** Ordinary words: what they are does not matter, that all of the model works on them does. */
export const PROBE_TEXT = 'The patient was admitted with chest pain and was given aspirin 81 mg.'

/**
 * How many sequences may share one step on this machine without changing a bit of each other's
 * logits. llama.cpp picks other kernels for other numbers of rows (16-bit weights from two rows
 * on, repacked K-quants from four on), so this is measured with the very model and context: one
 * step alone, then the same step in 2, 3, ... sequences at once, until one bit differs.
 *
 * `setWidth` opens the strategy for as many. Sequences are left empty.
 */
export async function probeBatchWidth(
  sequences: readonly LlamaContextSequence[],
  tokens: readonly Token[],
  setWidth: (width: number) => void,
  onStep: () => void,
): Promise<number> {
  const beginning = tokens.slice(0, -1)
  const last = tokens.at(-1)!
  setWidth(1)
  for (const [index, sequence] of sequences.entries()) {
    await sequence.evaluateWithoutGeneratingNewTokens([...beginning], priority(index))
    onStep()
  }
  const step = async (index: number): Promise<string> => {
    const sequence = sequences[index]!
    const result = await fingerprint(sequence, last, index)
    const end = sequence.nextTokenIndex
    await sequence.eraseContextTokenRanges([{ start: beginning.length, end }])
    return result
  }
  const alone = await step(0)
  let width = 1
  while (width < sequences.length) {
    setWidth(width + 1)
    const prints = await Promise.all(
      Array.from({ length: width + 1 }, (_unused, index) => step(index)),
    )
    onStep()
    if (prints.some((print) => print !== alone)) break
    width += 1
  }
  for (const sequence of sequences) await sequence.clearHistory()
  return width
}

const priority = (index: number) => ({ evaluationPriority: slotPriority(index) })

/** The largest logits and the sum over all of them, to the last bit. */
async function fingerprint(
  sequence: LlamaContextSequence,
  token: Token,
  index: number,
): Promise<string> {
  const outputs = await sequence.controlledEvaluate(
    [
      [
        token,
        {
          generateNext: {
            logits: { filter: { tokens: [], includeMax: true, includeMin: true, includeTop: 32 } },
            totalLogitWeight: true,
          },
        },
      ],
    ],
    priority(index),
  )
  const next = outputs[0]?.next
  const logits = [...(next?.logits ?? [])].map(([id, logit]) => `${id}:${logit}`).join(' ')
  return `${logits} ${next?.totalLogitWeight}`
}
