import type { Span } from '../../../../contract/common'
import type { RatedSpan } from '../../../../contract/validation-rating'

const relations: readonly RatedSpan['relation'][] = ['not-in-note', 'contradicted', 'supported']

export function overlaps(one: Span, two: Span): boolean {
  return one.start < two.end && two.start < one.end
}

/** Marks a place of the answer; pressed again it says the next thing of it, and at last nothing. */
export function markNext(spans: readonly RatedSpan[], place: Span): RatedSpan[] {
  const known = spans.find((span) => overlaps(span.answer, place))
  if (!known)
    return [
      ...spans,
      { answer: place, note: null, relation: 'not-in-note' } satisfies RatedSpan,
    ].sort((one, two) => one.answer.start - two.answer.start)
  const next = relations[relations.indexOf(known.relation) + 1]
  return next === undefined
    ? spans.filter((span) => span !== known)
    : spans.map((span) => (span === known ? { ...span, relation: next } : span))
}

/** Ties a place of the note to the mark; what the note does say is then no longer "not in the note". */
export function linkNote(spans: readonly RatedSpan[], place: Span | null, note: Span): RatedSpan[] {
  const wanted = place ? spans.find((span) => overlaps(span.answer, place)) : spans.at(-1)
  return spans.map((span) =>
    span !== wanted
      ? span
      : {
          ...span,
          note,
          relation: span.relation === 'not-in-note' ? 'contradicted' : span.relation,
        },
  )
}
