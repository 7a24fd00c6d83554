import { inEnglish, type Sentence } from '../contract/sentences'

/**
 * A failure meant for people. Crosses the port as its code and its words; anything else that is
 * thrown in this process crosses as a plain "it did not work" without its text, which could hold
 * a piece of a note.
 */
export class ModelRefusal extends Error {
  readonly code: string
  /** None where the words are English alone. */
  readonly said: readonly Sentence[]

  constructor(code: string, words: string | Sentence) {
    super(typeof words === 'string' ? words : inEnglish([words]))
    this.name = 'ModelRefusal'
    this.code = code
    this.said = typeof words === 'string' ? [] : [words]
  }
}
