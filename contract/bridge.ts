import type { CallResult, Topic } from './operation'
import type { Sentence } from './sentences'
import type { ChosenFile } from './shell'

/** What the preload puts on `window.asclepius`. It never grows: operations do. */
export interface Bridge {
  readonly call: (id: string, name: string, input: unknown) => Promise<CallResult<unknown>>
  readonly cancel: (id: string) => void
  readonly onNews: (listener: (news: News) => void) => () => void
  /** Turns a dropped file into an opaque handle; the page never learns its path. */
  readonly adoptFile: (file: File) => Promise<ChosenFile | null>
}

/** What the core tells without being asked. */
export type News =
  | { readonly type: 'changed'; readonly topics: readonly Topic[] }
  /** A piece of a running call, such as streamed text. */
  | { readonly type: 'event'; readonly callId: string; readonly event: unknown }
  /** A process ended and was started again; `said`: what happened and what was kept. */
  | { readonly type: 'notice'; readonly said: readonly Sentence[] }
  | { readonly type: 'locked' }
