import type { News } from './bridge'
import type { CallResult } from './operation'
import type { Seal } from './settings'

/** A page to be printed: one HTML file without scripts or outside parts. */
export interface PrintRequest {
  readonly html: string
  /** Below every page, beside its number. */
  readonly footer: string
  /** Above every page, such as CONFIDENTIAL; empty for none. */
  readonly mark: string
}

/** What the core asks of main, because only main has windows and sees every process. */
export type DesktopRequest =
  | { readonly what: 'print-pdf'; readonly page: PrintRequest }
  | { readonly what: 'seal' }

/** `null` where main could not do it. */
export type DesktopAnswer = Uint8Array | Seal | null

/** What main says to the core process. Both are parts of the app, so the types are the check. */
export type ToCore =
  | {
      readonly type: 'start'
      readonly folder: string
      readonly resources: string
      readonly sampleModel: string | null
      readonly appVersion: string
      /** Where to look for the trainer and its libraries; see core/trainer/location.ts. */
      readonly trainer: {
        readonly appFolder: string
        readonly resourcesFolder: string | undefined
        readonly program: string | undefined
      }
    }
  | {
      readonly type: 'call'
      readonly id: string
      readonly connection: string
      readonly name: string
      readonly input: unknown
    }
  | { readonly type: 'cancel'; readonly id: string }
  | { readonly type: 'register-file'; readonly id: string; readonly path: string }
  /** Comes with a message port to the model process that was asked for. */
  | { readonly type: 'model-port'; readonly launch: number }
  | { readonly type: 'model-exited'; readonly launch: number; readonly cause: string }
  | { readonly type: 'desktop-answer'; readonly id: number; readonly answer: DesktopAnswer }
  /** The person left or the machine sleeps: lock at once. */
  | { readonly type: 'lock-now' }
  | { readonly type: 'close' }

export type FromCore =
  | { readonly type: 'ready' }
  | { readonly type: 'result'; readonly id: string; readonly result: CallResult<unknown> }
  | { readonly type: 'news'; readonly news: News; readonly connection: string | null }
  | { readonly type: 'file-registered'; readonly id: string; readonly token: string }
  | { readonly type: 'ask-desktop'; readonly id: number; readonly request: DesktopRequest }
  | { readonly type: 'launch-model'; readonly launch: number }
  | { readonly type: 'kill-model'; readonly launch: number }
  | { readonly type: 'log'; readonly level: 'info' | 'warn'; readonly line: string }
  | { readonly type: 'closed' }
