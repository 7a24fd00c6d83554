/** A failure that is meant for people: its message says what happened, what was kept, what to do. */
export class Refusal extends Error {
  override readonly name = 'Refusal'

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message)
  }
}
