/** A stretch of an answer; `statement` says which one it is, null for what stands between. */
export interface AnswerPiece {
  readonly start: number
  readonly end: number
  readonly statement: number | null
}

/** The answer cut at its statements; together the pieces are exactly the answer. */
export function piecesOf(
  text: string,
  statements: readonly { readonly start: number; readonly end: number }[],
): readonly AnswerPiece[] {
  const pieces: AnswerPiece[] = []
  let at = 0
  for (const [index, { start, end }] of statements.entries()) {
    if (start > at) pieces.push({ start: at, end: start, statement: null })
    if (end > start) pieces.push({ start, end, statement: index })
    at = Math.max(at, end)
  }
  if (at < text.length) pieces.push({ start: at, end: text.length, statement: null })
  return pieces
}
