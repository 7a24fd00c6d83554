/** English words that carry no clinical content of their own. */
const functionWords = new Set(
  `a about after all also am an and any are as at be because been before being between both but by can could
   did do does during each for from further had has have having he her here hers him his how i if in into is it
   its just may more most my no nor not of off on once only or other our out over own same she should so some
   such than that the their them then there these they this those through to too under until up very was we were
   what when where which while who whom why will with would you your patient note according mentioned stated`
    .split(/\s+/)
    .filter(Boolean),
)

/** Lower-cased words and numbers of a text without function words; plural s is dropped. */
export function contentWords(text: string): string[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+(?:[.,/][\p{N}]+)*/gu) ?? [])
    .filter((word) => !functionWords.has(word))
    .map((word) =>
      word.length > 4 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word,
    )
}

const notInNote =
  /\b(not|no|isn't|wasn't|doesn't|cannot|can't|unable)\b[^.]{0,60}\b(mention|mentioned|stated|state|specified|specify|provided|provide|given|documented|available|information|described|answer|answered|indicated|found)\b/i

/** Whether a short answer says by itself that the note does not have what was asked. */
export function saysNotInNote(answer: string): boolean {
  return answer.length < 600 && notInNote.test(answer)
}
