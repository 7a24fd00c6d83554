export interface ProgressPrinter {
  readonly line: (text: string) => void
  /** Overwrites itself on a terminal; elsewhere it prints at most one line every ten seconds. */
  readonly progress: (text: string) => void
}

const quietMilliseconds = 10_000

export function createProgressPrinter(stream: NodeJS.WriteStream): ProgressPrinter {
  let isOpen = false
  let last = 0
  return {
    line: (text) => {
      if (isOpen) stream.write('\n')
      isOpen = false
      last = 0
      stream.write(`${text}\n`)
    },
    progress: (text) => {
      if (stream.isTTY) {
        stream.write(`\r\u001b[2K${text}`)
        isOpen = true
        return
      }
      const now = performance.now()
      if (last !== 0 && now - last < quietMilliseconds) return
      last = now
      stream.write(`${text}\n`)
    },
  }
}

/** "about 12 min left", "less than a minute left"; empty while it is not known. */
export function timeLeft(seconds: number | null): string {
  if (seconds === null) return ''
  if (seconds < 60) return 'less than a minute left'
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `about ${minutes} min left`
  return `about ${Math.floor(minutes / 60)} h ${minutes % 60} min left`
}
