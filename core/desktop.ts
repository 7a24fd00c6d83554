import type { DesktopAnswer, DesktopRequest } from '../contract/host-protocol'
import type { Seal } from '../contract/settings'
import type { Desktop } from './kernel/context'
import { Refusal } from './kernel/refusal'

interface AskedDesktop extends Desktop {
  readonly answered: (id: number, answer: DesktopAnswer) => void
}

/** The window's abilities, asked of main by messages. */
export function createDesktop(send: (id: number, request: DesktopRequest) => void): AskedDesktop {
  const waiting = new Map<number, (answer: DesktopAnswer) => void>()
  let lastId = 0
  const ask = (request: DesktopRequest): Promise<DesktopAnswer> =>
    new Promise((resolve) => {
      lastId += 1
      waiting.set(lastId, resolve)
      send(lastId, request)
    })
  return {
    answered: (id, answer) => {
      waiting.get(id)?.(answer)
      waiting.delete(id)
    },
    printPdf: async (page) => {
      const pdf = await ask({ what: 'print-pdf', page })
      if (pdf instanceof Uint8Array) return Buffer.from(pdf)
      throw new Refusal(
        'not-printed',
        'The report could not be printed, and nothing was written. The stored report is kept. Try again, or take it as HTML; it holds the same.',
      )
    },
    seal: async () => {
      const seal = await ask({ what: 'seal' })
      return isSeal(seal) ? seal : notLooked
    },
  }
}

const notLooked: Seal = {
  sealed: false,
  connections: null,
  processes: 0,
  checks: [{ name: 'app', holds: false, detail: 'The app could not look at its own seal' }],
}

function isSeal(answer: DesktopAnswer): answer is Seal {
  return answer !== null && 'sealed' in answer
}
