import { inEnglish, type Sentence } from '../../contract/sentences'

/** A failure that is meant for people: it says what happened, what was kept, what to do. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  /** The sentences that a page can say in its own language; none where only English is known. */
  readonly said: readonly Sentence[]

  constructor(
    readonly code: string,
    words: string | Sentence | readonly Sentence[],
  ) {
    const said = typeof words === 'string' ? [] : 'code' in words ? [words] : words
    super(typeof words === 'string' ? words : inEnglish(said))
    this.said = said
  }
}
