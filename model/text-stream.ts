/**
 * Turns pieces of text into what may be shown: text that could be the beginning of a stop text is
 * held back until it is clear, and nothing after a stop text comes out. The pieces that come out,
 * joined, are the answer.
 */
export type TextStream = {
  /** Text that is safe to show now, and whether a stop text was met. */
  readonly push: (piece: string) => { readonly text: string; readonly stopped: boolean }
  /** What was still held back when the model ended by itself. */
  readonly flush: () => string
}

export function createTextStream(stops: readonly string[]): TextStream {
  let held = ''

  function push(piece: string): { text: string; stopped: boolean } {
    held += piece
    let first = -1
    for (const stop of stops) {
      const at = held.indexOf(stop)
      if (at >= 0 && (first < 0 || at < first)) first = at
    }
    if (first >= 0) {
      const text = held.slice(0, first)
      held = ''
      return { text, stopped: true }
    }
    const keep = longestStart(held, stops)
    const text = held.slice(0, held.length - keep)
    held = held.slice(held.length - keep)
    return { text, stopped: false }
  }

  return {
    push,
    flush: () => {
      const text = held
      held = ''
      return text
    },
  }
}

/** Length of the longest end of `text` that is a beginning of one of the stop texts. */
function longestStart(text: string, stops: readonly string[]): number {
  let longest = 0
  for (const stop of stops) {
    for (let length = Math.min(stop.length - 1, text.length); length > longest; length -= 1) {
      if (text.endsWith(stop.slice(0, length))) longest = length
    }
  }
  return longest
}

/**
 * Text of tokens one by one: a character that is spread over several tokens comes out with its
 * last one. `detokenize` gets the waiting tokens and those before them, for the spacing.
 */
export function createTokenText<T>(
  detokenize: (tokens: readonly T[], before: readonly T[]) => string,
): { readonly push: (token: T) => string; readonly flush: () => string } {
  /** No character takes more tokens than it has bytes, and four bytes is the longest. */
  const longestWait = 8
  let waiting: T[] = []
  let before: T[] = []

  function take(): string {
    const text = detokenize(waiting, before)
    before = [...before, ...waiting].slice(-8)
    waiting = []
    return text
  }
  return {
    push: (token) => {
      waiting.push(token)
      const isWhole = !detokenize(waiting, before).endsWith('\uFFFD')
      return isWhole || waiting.length >= longestWait ? take() : ''
    },
    flush: () => (waiting.length === 0 ? '' : take()),
  }
}
