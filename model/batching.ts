import type { BatchItem, BatchingOptions, EvaluationPriority } from 'node-llama-cpp'

/**
 * Decides which sequences share one step, so that no text depends on what runs beside it.
 *
 * A piece of a prompt is always evaluated alone, so its shape is a function of the prompt. Single
 * tokens of several sequences go together, `width` at most: the number for which this model's
 * kernels were seen to give the same bits as for one (see docs/determinism.md). Pieces of prompts
 * and steps of running sequences take turns.
 *
 * Sequences are put in the order of their slots, which llama.cpp can then evaluate as one block.
 * The slot travels in the evaluation priority, the one number that reaches a strategy.
 */
export function createStrategy(
  width: () => number,
): NonNullable<BatchingOptions['itemPrioritizationStrategy']> {
  let lastWasPrompt = false
  return ({ items, size }) => {
    const prompts = items.filter((item) => item.tokens.length > 1)
    const steps = items.filter((item) => item.tokens.length <= 1)
    const takePrompt = prompts.length > 0 && (steps.length === 0 || !lastWasPrompt)
    lastWasPrompt = takePrompt
    if (takePrompt) {
      const item = prompts[0]!
      return [{ item, processAmount: Math.min(item.tokens.length, size) }]
    }
    return steps
      .slice(0, Math.max(1, width()))
      .sort((a, b) => slotOf(a) - slotOf(b))
      .map((item) => ({ item, processAmount: 1 }))
  }
}

export function slotPriority(slot: number): EvaluationPriority {
  return slot as EvaluationPriority
}

function slotOf(item: BatchItem): number {
  return item.evaluationPriority
}
