/** Where the core tells what happened, in words and figures that hold no text of a note and no key. */
export interface Log {
  readonly info: (event: string, figures?: LogFigures) => void
  readonly warn: (event: string, figures?: LogFigures) => void
}

export type LogFigures = Readonly<Record<string, string | number | boolean | null>>

export const silentLog: Log = { info: () => undefined, warn: () => undefined }

/**
 * The name of a failure and where it was thrown. The message stays out: a library may have put a
 * piece of its input there.
 */
export function failureFigures(cause: unknown): LogFigures {
  if (!(cause instanceof Error)) return { kind: typeof cause }
  const frames = (cause.stack ?? '')
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 6)
  return { kind: cause.name, frames: frames.map((line) => line.trim()).join(' | ') }
}
