import { readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { protocol } from 'electron'
import { allowedPath, listFiles, scheme } from './app-files'

/** What every document of the app is allowed; see S-4 for each part. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ')

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** Serves the files that lie in the built folder at this moment, by an exact list of names. */
export function serveApp(folder: string): void {
  const files = listFiles(folder)
  protocol.handle(scheme, (request) => {
    const path = allowedPath(request.url, request.method)
    const file = path === null ? undefined : files.get(path)
    if (file === undefined) return new Response('Not here.', { status: 404 })
    return new Response(readFileSync(file), {
      headers: {
        'content-type': types[extname(file)] ?? 'application/octet-stream',
        'content-security-policy': contentSecurityPolicy,
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
        'cross-origin-opener-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
      },
    })
  })
}
