import { type Session, session, WebContentsView } from 'electron'
import type { PrintRequest } from '../contract/host-protocol'
import { scheme } from './app-files'

const host = 'bundle'
const withinMilliseconds = 120_000
/** Nothing but the page itself and its own style: no script, no picture, no address. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

const pages = new Map<string, string>()
let room: Session | null = null
let printed = 0

/**
 * Prints a page to a PDF with bookmarks and tagged text. The page is served from memory to a view of
 * its own that nobody sees, in a session that keeps nothing: its text reaches no disk on the way.
 */
export async function printPdf({ html, footer, mark }: PrintRequest): Promise<Uint8Array> {
  printed += 1
  const path = `/print-${printed}`
  pages.set(path, html)
  const view = new WebContentsView({
    webPreferences: {
      session: printRoom(),
      javascript: false,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      spellcheck: false,
    },
  })
  try {
    await within(view.webContents.loadURL(`${scheme}://${host}${path}`))
    return await within(
      view.webContents.printToPDF({
        pageSize: 'A4',
        printBackground: true,
        displayHeaderFooter: true,
        headerTemplate: line(mark, ''),
        footerTemplate: line(
          footer,
          '<span class="pageNumber"></span> / <span class="totalPages"></span>',
        ),
        // Inches.
        margins: { top: 0.75, bottom: 0.75, left: 0.8, right: 0.8 },
        generateDocumentOutline: true,
        generateTaggedPDF: true,
      }),
    )
  } finally {
    pages.delete(path)
    view.webContents.close()
  }
}

function printRoom(): Session {
  if (room) return room
  room = session.fromPartition('print', { cache: false })
  room.protocol.handle(scheme, (request) => {
    const html = pages.get(new URL(request.url).pathname)
    if (html === undefined) return new Response('Not here.', { status: 404 })
    return new Response(html, {
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': policy,
        'cache-control': 'no-store',
      },
    })
  })
  return room
}

/** A line above or below every page. */
function line(left: string, right: string): string {
  const plain = left.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
  const style =
    'font:8px sans-serif;color:#4b5b5e;width:100%;margin:0 0.8in;display:flex;justify-content:space-between'
  return `<div style="${style}"><span>${plain}</span><span>${right}</span></div>`
}

async function within<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('printing took too long')), withinMilliseconds)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
