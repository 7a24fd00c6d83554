import { describe, expect, test } from 'vitest'
import { mainProblem, sourceFindings, strayFindings } from '../../../scripts/lib/layer-rules.mjs'

/** One offending file for each rule: line 2 is at fault, for the stated reason. */
const offences: readonly (readonly [file: string, line: string, problem: string])[] = [
  [
    'contract/a.ts',
    "import { readFileSync } from 'node:fs'",
    "contract may not use Node's node:fs",
  ],
  [
    'contract/a.ts',
    "import type { Db } from '../core/database/types'",
    'contract may not import from core',
  ],
  ['contract/a.ts', "import react from 'react'", 'contract may not import react'],
  ['core/a.ts', "import { app } from 'electron'", 'core may not import electron'],
  ['core/a/b.ts', "export { x } from '../../main/windows'", 'core may not import from main'],
  [
    'core/a.ts',
    "const llama = await import('node-llama-cpp')",
    'core may not import node-llama-cpp',
  ],
  ['core/a.ts', "import { connect } from 'node:net'", 'node:net reaches for the network'],
  ['core/a.ts', "import { lookup } from 'dns/promises'", 'dns/promises reaches for the network'],
  ['core/a.ts', "const http = require('http')", 'http reaches for the network'],
  ['model/a.ts', "import { vault } from '../core/kernel/vault'", 'model may not import from core'],
  ['model/a.ts', "import 'node:tls'", 'node:tls reaches for the network'],
  ['main/a.ts', "import { getLlama } from 'node-llama-cpp'", 'main may not import node-llama-cpp'],
  ['main/a.ts', "import * as https from 'node:https'", 'node:https reaches for the network'],
  ['preload/a.ts', "import { join } from 'node:path'", "preload may not use Node's node:path"],
  ['preload/a.ts', "import { z } from 'zod'", 'preload may not import zod'],
  [
    'renderer/a.tsx',
    "import { Refusal } from '../core/kernel/refusal'",
    'renderer may not import from core',
  ],
  ['renderer/a.tsx', "import { ipcRenderer } from 'electron'", 'renderer may not import electron'],
  ['renderer/a.tsx', "import path from 'path'", "renderer may not use Node's path"],
  ['renderer/a.tsx', "void fetch('app://bundle/x')", 'fetch reaches for the network'],
  ['renderer/a.tsx', "new WebSocket('wss://x')", 'opens a network connection'],
  ['renderer/a.tsx', "navigator.sendBeacon('x')", 'sends a beacon'],
  ['renderer/a.tsx', '<p dangerouslySetInnerHTML={{ __html: x }} />', 'puts raw HTML on the page'],
  ['core/a.ts', "import { Agent } from 'undici'", 'undici reaches for the network'],
  ['main/a.ts', 'crashReporter.start({})', 'starts the crash reporter'],
  ['main/a.ts', "shell.openExternal('x')", 'opens something outside the app'],
  ['main/a.ts', 'const p = { nodeIntegration: true }', 'gives a page Node'],
  ['main/a.ts', 'const p = { contextIsolation: false }', 'turns context isolation off'],
  ['main/a.ts', 'const p = { sandbox: false }', 'turns the sandbox off'],
  ['main/a.ts', 'const p = { webSecurity: false }', 'turns web security off'],
  ['main/a.ts', 'const p = { webviewTag: true }', 'allows the webview tag'],
  ['main/a.ts', 'const p = { allowRunningInsecureContent: true }', 'allows insecure content'],
  ['main/a.ts', 'const p = { experimentalFeatures: true }', 'turns experimental features on'],
  ['main/a.ts', "const p = { enableBlinkFeatures: 'X' }", 'turns Blink features on'],
]

describe('layer rules', () => {
  test.each(offences)('%s with the line «%s» is refused', (file, line, problem) => {
    expect(sourceFindings(file, `// the line below is at fault\n${line}\n`)).toEqual([
      { file, line: 2, problem },
    ])
  })

  test('a window without the full set of preferences is refused and says which are missing', () => {
    const text = 'new BrowserWindow({ show: false })'
    expect(sourceFindings('main/window.ts', text)).toEqual([
      {
        file: 'main/window.ts',
        line: 1,
        problem:
          'a window is made without contextIsolation: true, sandbox: true, nodeIntegration: false, webviewTag: false, webSecurity: true, allowRunningInsecureContent: false in the same file',
      },
    ])
  })

  test('a window with the full set passes', () => {
    const text = `new BrowserWindow({ webPreferences: { contextIsolation: true, sandbox: true,
      nodeIntegration: false, webviewTag: false, webSecurity: true,
      allowRunningInsecureContent: false } })`
    expect(sourceFindings('main/window.ts', text)).toEqual([])
  })

  test('what the layers allow passes, and words in comments are not code', () => {
    const core = `import { join } from 'node:path'
import { z } from 'zod'
import type { Job } from '../../contract/jobs'
// never import { app } from 'electron' here, nor call fetch()
/* new WebSocket('x') */
export const url = 'app://bundle/index.html'`
    expect(sourceFindings('core/jobs/a.ts', core)).toEqual([])
    expect(
      sourceFindings('preload/preload.ts', "import { contextBridge } from 'electron'"),
    ).toEqual([])
    expect(sourceFindings('renderer/a.tsx', 'const x = await query.refetch()')).toEqual([])
  })

  test('main has to turn the sandbox on for every page', () => {
    expect(mainProblem(['app.enableSandbox()', ''])).toBeNull()
    expect(mainProblem(['// app.enableSandbox()'])).toBe('main never calls app.enableSandbox()')
  })

  test('registry hosts and paths of one machine are found in any text', () => {
    const host = ['pypi', 'org'].join('.')
    const path = ['', 'home', 'somebody', 'project'].join('/')
    expect(strayFindings('docs/a.md', `see ${host}\nand ${path} there`)).toEqual([
      { file: 'docs/a.md', line: 1, problem: `names the registry host ${host}` },
      {
        file: 'docs/a.md',
        line: 2,
        problem: `holds a path of one machine: ${['', 'home', 'somebody'].join('/')}`,
      },
    ])
    expect(
      strayFindings('docs/b.md', 'the paper/work/balance and ~/.cache and /tmp/.X11-unix'),
    ).toEqual([])
  })
})
