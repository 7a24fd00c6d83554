// @ts-check
import { builtinModules } from 'node:module'
import { posix } from 'node:path'

/** @typedef {{ file: string, line: number, problem: string }} Finding */
/**
 * @typedef {object} Layer
 * @property {readonly string[]} layers what it may import besides itself
 * @property {readonly string[] | 'any'} packages
 * @property {readonly string[]} [not] packages it may not import
 * @property {boolean} node whether Node's own modules are allowed
 */

/** Who may import what. @type {Readonly<Record<string, Layer>>} */
const layers = {
  contract: { layers: [], packages: ['zod'], node: false },
  core: {
    layers: ['contract'],
    packages: 'any',
    not: ['electron', 'electron-log', 'react', 'react-dom', 'node-llama-cpp'],
    node: true,
  },
  model: {
    layers: ['contract'],
    packages: 'any',
    not: ['electron', 'react', 'react-dom', 'better-sqlite3-multiple-ciphers'],
    node: true,
  },
  main: {
    layers: ['contract', 'core'],
    packages: 'any',
    not: ['react', 'react-dom', 'node-llama-cpp', 'better-sqlite3-multiple-ciphers'],
    node: true,
  },
  preload: { layers: ['contract'], packages: ['electron'], node: false },
  renderer: {
    layers: ['contract'],
    packages: 'any',
    not: ['electron', 'node-llama-cpp', 'better-sqlite3-multiple-ciphers', '@node-rs/argon2'],
    node: false,
  },
}
export const layerNames = Object.keys(layers)

const networkModules = ['net', 'http', 'https', 'http2', 'dgram', 'dns', 'tls']
const networkPackages = ['undici', 'ws', 'node-fetch', 'axios', 'got', 'needle', 'socket.io-client']

/** The one file that may name the network modules: it replaces them by stubs that refuse. */
const sealFile = /^core\/kernel\/(network-)?seal\.ts$/

/** @type {readonly { pattern: RegExp, problem: string, isSealExempt?: boolean }[]} */
const bannedText = [
  {
    pattern: /(?<![\w.'"`])(?:globalThis\.|window\.)?fetch\s*\(/,
    problem: 'fetch reaches for the network',
    isSealExempt: true,
  },
  {
    pattern: /new\s+(?:WebSocket|EventSource|XMLHttpRequest|WebTransport|RTCPeerConnection)\b/,
    problem: 'opens a network connection',
    isSealExempt: true,
  },
  { pattern: /\.sendBeacon\s*\(/, problem: 'sends a beacon' },
  { pattern: /\bcrashReporter\s*\.\s*start\b/, problem: 'starts the crash reporter' },
  { pattern: /\bshell\s*\.\s*openExternal\b/, problem: 'opens something outside the app' },
  {
    pattern: /\bnodeIntegration(?:InWorker|InSubFrames)?\s*:\s*true/,
    problem: 'gives a page Node',
  },
  { pattern: /\bcontextIsolation\s*:\s*false/, problem: 'turns context isolation off' },
  { pattern: /\bsandbox\s*:\s*false/, problem: 'turns the sandbox off' },
  { pattern: /\bwebSecurity\s*:\s*false/, problem: 'turns web security off' },
  { pattern: /\bwebviewTag\s*:\s*true/, problem: 'allows the webview tag' },
  { pattern: /\ballowRunningInsecureContent\s*:\s*true/, problem: 'allows insecure content' },
  { pattern: /\bexperimentalFeatures\s*:\s*true/, problem: 'turns experimental features on' },
  { pattern: /\benableBlinkFeatures\b/, problem: 'turns Blink features on' },
  { pattern: /\bdangerouslySetInnerHTML\b/, problem: 'puts raw HTML on the page' },
]

/** What each place that sets webPreferences has to say. */
const requiredPreferences = [
  'contextIsolation: true',
  'sandbox: true',
  'nodeIntegration: false',
  'webviewTag: false',
  'webSecurity: true',
  'allowRunningInsecureContent: false',
]

const importPattern =
  /(?:^|[\n;])\s*(?:import|export)\s[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]|(?:^|[\n;])\s*import\s*['"]([^'"]+)['"]|\b(?:import|require|getBuiltinModule)\s*\(\s*['"]([^'"]+)['"]/g

/**
 * Everything wrong with one source file of a layer.
 * @param {string} file path from the work tree's root with forward slashes
 * @param {string} text
 * @returns {Finding[]}
 */
export function sourceFindings(file, text) {
  const code = withoutComments(text)
  return [...importFindings(file, code), ...textFindings(file, code), ...windowFindings(file, code)]
}

/** @param {string} file @param {string} code @returns {Finding[]} */
function importFindings(file, code) {
  const findings = []
  for (const match of code.matchAll(importPattern)) {
    const target = match[1] ?? match[2] ?? match[3] ?? ''
    const problem = importProblem(file, target)
    if (!problem) continue
    findings.push({ file, line: lineAt(code, match.index + match[0].indexOf(target)), problem })
  }
  return findings
}

/** @param {string} file @param {string} target @returns {string | null} */
function importProblem(file, target) {
  const own = file.split('/')[0] ?? ''
  const layer = layers[own]
  if (!layer) return null
  if (target.startsWith('.')) {
    const path = posix.join(posix.dirname(file), target)
    const other = path.split('/')[0] ?? ''
    if (other === own || layer.layers.includes(other)) return null
    // Data such as package.json or the sample project may be read by the bundler.
    if (/\.(json|css|svg|png|txt|md)(\?\w+)?$/.test(path) && other !== '..' && !layers[other])
      return null
    return `${own} may not import from ${other}`
  }
  const isNode = target.startsWith('node:') || builtinModules.includes(target)
  const bare = target.replace(/^node:/, '')
  if (isNode) {
    if (networkModules.includes(bare.split('/')[0] ?? '') && !sealFile.test(file)) {
      return `${target} reaches for the network`
    }
    return layer.node ? null : `${own} may not use Node's ${target}`
  }
  const name = target
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/')
  if (networkPackages.includes(name)) return `${name} reaches for the network`
  const isAllowed =
    layer.packages === 'any' ? !layer.not?.includes(name) : layer.packages.includes(name)
  return isAllowed ? null : `${own} may not import ${name}`
}

/** @param {string} file @param {string} code @returns {Finding[]} */
function textFindings(file, code) {
  return bannedText.flatMap(({ pattern, problem, isSealExempt }) => {
    if (isSealExempt && sealFile.test(file)) return []
    return [...code.matchAll(new RegExp(pattern, 'g'))].map((match) => ({
      file,
      line: lineAt(code, match.index),
      problem,
    }))
  })
}

/** @param {string} file @param {string} code @returns {Finding[]} */
function windowFindings(file, code) {
  if (!file.startsWith('main/')) return []
  return [...code.matchAll(/\bnew\s+(?:BrowserWindow|WebContentsView)\s*\(|\bwebPreferences\s*:/g)]
    .filter(() => !requiredPreferences.every((preference) => code.includes(preference)))
    .map((match) => ({
      file,
      line: lineAt(code, match.index),
      problem: `a window is made without ${requiredPreferences.filter((preference) => !code.includes(preference)).join(', ')} in the same file`,
    }))
}

/** The main process as a whole has to turn the sandbox on for every page. @param {readonly string[]} texts of all files in main @returns {string | null} */
export function mainProblem(texts) {
  return texts.some((text) => /\bapp\.enableSandbox\(\)/.test(withoutComments(text)))
    ? null
    : 'main never calls app.enableSandbox()'
}

// Put together from pieces, so that this file passes its own check.
const registryHosts = [
  ['registry', 'npmjs', 'org'],
  ['npmjs', 'com'],
  ['yarnpkg', 'com'],
  ['pypi', 'org'],
  ['pythonhosted', 'org'],
  ['crates', 'io'],
  ['rubygems', 'org'],
  ['proxy', 'golang', 'org'],
].map((parts) => parts.join('.'))
const machinePath = new RegExp(
  `(?<![\\w.~}:-])(?:/(?:${['home', 'Users', 'root', 'work'].join('|')})/[\\w.-]+|/tmp/\\w[\\w.-]*|[A-Z]:\\\\Users\\\\\\w+)`,
  'g',
)

/**
 * Registry hosts and paths of somebody's machine in a tracked text file.
 * @param {string} file @param {string} text @returns {Finding[]}
 */
export function strayFindings(file, text) {
  const hosts = registryHosts.flatMap((host) =>
    [...text.matchAll(new RegExp(host.replaceAll('.', '\\.'), 'g'))].map((match) => ({
      file,
      line: lineAt(text, match.index),
      problem: `names the registry host ${host}`,
    })),
  )
  const paths = [...text.matchAll(machinePath)].map((match) => ({
    file,
    line: lineAt(text, match.index),
    problem: `holds a path of one machine: ${match[0]}`,
  }))
  return [...hosts, ...paths]
}

/** Blanks comments and keeps every line where it was. @param {string} text @returns {string} */
function withoutComments(text) {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '))
    .replace(
      /(^|[\s;{}(,])\/\/[^\n]*/g,
      (comment, before) => before + ' '.repeat(comment.length - before.length),
    )
}

/** @param {string} text @param {number} index @returns {number} counted from 1 */
function lineAt(text, index) {
  return text.slice(0, index).split('\n').length
}
