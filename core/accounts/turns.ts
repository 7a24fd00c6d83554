import type { CallContext } from '../kernel/context'
import type { Vault } from '../kernel/vault'

const last = new WeakMap<Vault, Promise<unknown>>()

/**
 * Handlers that read the key ring, think, and write it back run one after another: two of them side
 * by side would lose each other's change.
 */
export function inTurn<Event, Input, Output>(
  handler: (context: CallContext<Event>, input: Input) => Promise<Output>,
): (context: CallContext<Event>, input: Input) => Promise<Output> {
  return (context, input) => {
    const before = last.get(context.vault) ?? Promise.resolve()
    const run = before.then(() => handler(context, input))
    last.set(
      context.vault,
      run.catch(() => undefined),
    )
    return run
  }
}
