/**
 * A failure meant for people. Crosses the port as its code and message; anything else that is
 * thrown in this process crosses as a plain "it did not work" without its text, which could hold
 * a piece of a note.
 */
export class ModelRefusal extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.name = 'ModelRefusal'
    this.code = code
  }
}
