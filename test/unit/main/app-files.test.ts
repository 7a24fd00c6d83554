import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { allowedPath, isAppUrl, listFiles, startUrl } from '../../../main/app-files'

let home: string
let files: ReadonlyMap<string, string>

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'asclepius-files-'))
  mkdirSync(join(home, 'app', 'assets'), { recursive: true })
  for (const name of ['app/index.html', 'app/assets/main.js', 'secret.txt', 'keyring.json'])
    writeFileSync(join(home, name), name)
  files = listFiles(join(home, 'app'))
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

const served = (url: string, method = 'GET'): string | undefined => {
  const path = allowedPath(url, method)
  return path === null ? undefined : files.get(path)
}

test('The page and its parts are served by their exact names', () => {
  expect({
    files: [...files.keys()].sort(),
    start: served(startUrl),
    part: served('app://bundle/assets/main.js'),
    withQuery: served('app://bundle/index.html?lang=de#/home'),
  }).toEqual({
    files: ['/assets/main.js', '/index.html'],
    start: join(home, 'app', 'index.html'),
    part: join(home, 'app', 'assets', 'main.js'),
    withQuery: join(home, 'app', 'index.html'),
  })
})

const up = [
  '..',
  '%2e%2e',
  '%2E%2E',
  '..%2f',
  '..%5c',
  '..\\',
  '.%2e',
  '%252e%252e',
  '..;',
  '．．',
  '..%c0%af',
  '..%00',
]
const traversals = up.flatMap((step) => [
  `app://bundle/${step}/secret.txt`,
  `app://bundle/assets/${step}/${step}/secret.txt`,
  `app://bundle/${step}${step}/keyring.json`,
  `app://bundle//${step}/keyring.json`,
])
const others = [
  'app://bundle',
  'app://bundle/',
  'app://bundle/assets',
  'app://bundle/assets/',
  'app://bundle//index.html',
  'app://bundle/./index.html/',
  'app://bundle/INDEX.HTML',
  'app://bundle/index.html%00',
  'app://bundle/index.html%20',
  'app://bundle/index%2ehtml',
  'app://bundle/%69ndex.html',
  'app://bundle/assets%2fmain.js',
  'app://bundle/assets%5cmain.js',
  'app://bundle/index.html::$DATA',
  'app://bundle/C:/secret.txt',
  'app://bundle/\\\\server\\share',
  'app://bundle/file:///etc/passwd',
  'app://bundle/__proto__',
  'app://bundle/constructor',
  'app://other/index.html',
  'app://bundle.evil/index.html',
  'app://user@bundle:80/index.html',
  'app:bundle/index.html',
  'app:/index.html',
  'file:///etc/passwd',
  'http://bundle/index.html',
  'https://bundle/index.html',
  'data:text/html,x',
  'blob:app://bundle/1',
  'javascript:alert(1)',
  'index.html',
  '',
]

test(`None of ${traversals.length + others.length} ways round the list of files leads to a file`, () => {
  expect([...traversals, ...others].filter((url) => served(url) !== undefined)).toEqual([])
})

test('Only GET is answered', () => {
  const methods = ['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'get', '']
  expect(methods.map((method) => served(startUrl, method))).toEqual(methods.map(() => undefined))
})

test('Whatever the address, nothing but a listed file is ever given', () => {
  const listed = new Set(files.values())
  fc.assert(
    fc.property(fc.oneof(fc.webUrl(), fc.string({ unit: 'binary' })), (text) => {
      const file = served(text) ?? served(`app://bundle/${text}`)
      return file === undefined || listed.has(file)
    }),
    { numRuns: 1000 },
  )
})

test('Scheme and host both decide whether an address is the app’s own', () => {
  const own = [startUrl, 'app://bundle', 'app://bundle/x?y']
  const strange = ['app://other/', 'http://bundle/', 'app://bundle:1/', 'not an address', '']
  expect([own.map(isAppUrl), strange.map(isAppUrl)]).toEqual([
    own.map(() => true),
    strange.map(() => false),
  ])
})
