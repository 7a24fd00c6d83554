import type { Span } from '../../../../contract/common'

/** The sentences and lines of a text, as places in it, without the space around them. */
export function sentencesOf(text: string): Span[] {
  const pieces = [...text.matchAll(/[^\n]*?(?:[.!?]+["”’)\]]*(?=\s|$)|(?=\n)|$)/g)]
  return pieces.flatMap(({ 0: words, index }) => {
    const start = index + (words.length - words.trimStart().length)
    const end = index + words.trimEnd().length
    return end > start ? [{ start, end }] : []
  })
}

/** The one after or before, from none at all; stays at the ends. */
export function step(at: number | null, by: 1 | -1, count: number): number | null {
  if (count === 0) return null
  if (at === null) return by === 1 ? 0 : count - 1
  return Math.min(count - 1, Math.max(0, at + by))
}

/** What is selected with the mouse inside an element whose pieces say where they start. */
export function selectedIn(box: HTMLElement | null): Span | null {
  const selection = window.getSelection()
  if (!box || !selection || selection.isCollapsed || selection.rangeCount === 0) return null
  const range = selection.getRangeAt(0)
  if (!box.contains(range.startContainer) || !box.contains(range.endContainer)) return null
  const start = placeOf(range.startContainer, range.startOffset)
  const end = placeOf(range.endContainer, range.endOffset)
  return start !== null && end !== null && end > start ? { start, end } : null
}

function placeOf(node: Node, offset: number): number | null {
  const piece = node.parentElement?.closest<HTMLElement>('[data-start]')
  return piece ? Number(piece.dataset.start) + offset : null
}
