import type { Bridge, News } from '../../contract/bridge'
import type { AnyOperationName, EventOf, InputOf, OutputOf } from '../../contract/operations'
import type { Sentence } from '../../contract/sentences'
import type { ChosenFile } from '../../contract/shell'
import { worded } from '../i18n/worded'

declare global {
  interface Window {
    readonly asclepius: Bridge
  }
}

/** What the core refused, in words for people. `code` is for the program, `message` for the screen. */
export class CallFailure extends Error {
  constructor(
    readonly code: string,
    english: string,
    readonly said: readonly Sentence[] = [],
  ) {
    super(english)
    this.name = 'CallFailure'
    // Read whenever it is shown, so that it follows the language.
    Object.defineProperty(this, 'message', { get: () => worded(said, english) })
  }
}

export interface CallOptions<Event> {
  /** Aborting asks the core to stop; the call then ends as the core says. */
  readonly signal?: AbortSignal
  readonly onEvent?: (event: Event) => void
}

type NewsListener = (news: News) => void

const eventListeners = new Map<string, (event: unknown) => void>()
const newsListeners = new Set<NewsListener>()
let connected: Bridge | null = null
let lastCall = 0

/** One listener on the bridge serves every call and every part of the page. */
function bridge(): Bridge {
  const current = window.asclepius
  if (connected !== current) {
    connected = current
    current.onNews((news) => {
      if (news.type === 'event') eventListeners.get(news.callId)?.(news.event)
      else for (const listener of newsListeners) listener(news)
    })
  }
  return current
}

/** Hears all news except the events of calls. Returns how to stop. */
export function onNews(listener: NewsListener): () => void {
  bridge()
  newsListeners.add(listener)
  return () => newsListeners.delete(listener)
}

/** Asks the core or the shell. Throws a CallFailure where it refuses. */
export async function call<N extends AnyOperationName>(
  name: N,
  input: InputOf<N>,
  options: CallOptions<EventOf<N>> = {},
): Promise<OutputOf<N>> {
  const { signal, onEvent } = options
  if (signal?.aborted) throw new CallFailure('cancelled', '')
  const through = bridge()
  lastCall += 1
  const callId = `${lastCall}-${crypto.getRandomValues(new Uint32Array(2)).join('-')}`
  const cancel = (): void => through.cancel(callId)
  if (onEvent) eventListeners.set(callId, onEvent as (event: unknown) => void)
  signal?.addEventListener('abort', cancel, { once: true })
  try {
    const result = await through.call(callId, name, input)
    if (!result.ok) throw new CallFailure(result.code, result.message, result.said)
    return result.value as OutputOf<N>
  } finally {
    eventListeners.delete(callId)
    signal?.removeEventListener('abort', cancel)
  }
}

/** Handles for files dropped on the page; what the shell does not take is left out. */
export async function adoptFiles(files: readonly File[]): Promise<readonly ChosenFile[]> {
  const through = bridge()
  const adopted = await Promise.all(files.map((file) => through.adoptFile(file)))
  return adopted.filter((file) => file !== null)
}

/** The words to show for any failure of a call. */
export function failureMessage(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
