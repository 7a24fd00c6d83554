import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { listPackage } from '@electron/asar'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  copyPackagedApp,
  type PackagedApp,
  processesWith,
  runApp,
  startApp,
  stopApp,
} from './packaged-app'

let app: PackagedApp
beforeAll(() => {
  app = copyPackagedApp()
})
afterAll(() => app?.remove())

describe('the packaged app', () => {
  test('does its first job away from the work tree: a workspace, an unlock and the sample collection', async () => {
    const workspace = app.newFolder('workspace')
    const ended = await runApp(app, ['--smoke'], { ASCLEPIUS_WORKSPACE: workspace })
    const line = ended.stdout.split('\n').find((each) => each.startsWith('{')) ?? ended.output
    const report = JSON.parse(line)
    expect({ code: ended.code, ok: report.ok }, ended.output).toEqual({ code: 0, ok: true })
    expect(report.records).toBeGreaterThanOrEqual(16)
    // What was imported lies encrypted: nothing in the workspace can be read. Chromium keeps small
    // databases of its own for the window; they hold nothing of it either.
    const ownOfWindow = join(workspace, 'window')
    const readable = filesIn(workspace).filter((file) => {
      const signs = file.startsWith(ownOfWindow)
        ? /patient|diagnos/i
        : /patient|diagnos|SQLite format 3/i
      return signs.test(readFileSync(file).toString('latin1'))
    })
    expect(readable).toEqual([])
  })

  test('loads no database library that the environment names', async () => {
    const folder = app.newFolder('foreign')
    const foreign = join(folder, 'foreign.node')
    writeFileSync(foreign, 'not a library')
    const ended = await runApp(app, ['--smoke'], {
      ASCLEPIUS_WORKSPACE: app.newFolder('workspace'),
      ASCLEPIUS_SQLITE_BINDING: foreign,
    })
    expect(ended.code, ended.output).toBe(0)
  })

  test('has its fuses set as written in electron-builder.yml', async () => {
    const wire = await getCurrentFuseWire(app.executable)
    const isOn = (fuse: FuseV1Options) => wire[fuse] === 49
    expect({
      RunAsNode: isOn(FuseV1Options.RunAsNode),
      EnableCookieEncryption: isOn(FuseV1Options.EnableCookieEncryption),
      EnableNodeOptionsEnvironmentVariable: isOn(
        FuseV1Options.EnableNodeOptionsEnvironmentVariable,
      ),
      EnableNodeCliInspectArguments: isOn(FuseV1Options.EnableNodeCliInspectArguments),
      EnableEmbeddedAsarIntegrityValidation: isOn(
        FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
      ),
      OnlyLoadAppFromAsar: isOn(FuseV1Options.OnlyLoadAppFromAsar),
      LoadBrowserProcessSpecificV8Snapshot: isOn(
        FuseV1Options.LoadBrowserProcessSpecificV8Snapshot,
      ),
      GrantFileProtocolExtraPrivileges: isOn(FuseV1Options.GrantFileProtocolExtraPrivileges),
    }).toEqual({
      RunAsNode: false,
      EnableCookieEncryption: true,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      EnableEmbeddedAsarIntegrityValidation: true,
      OnlyLoadAppFromAsar: true,
      LoadBrowserProcessSpecificV8Snapshot: false,
      GrantFileProtocolExtraPrivileges: false,
    })
  })

  test.each([
    [
      'ELECTRON_RUN_AS_NODE',
      (script: string) => ({ args: [script], env: { ELECTRON_RUN_AS_NODE: '1' } }),
    ],
    [
      'NODE_OPTIONS',
      (script: string) => ({ args: [], env: { NODE_OPTIONS: `--require ${script}` } }),
    ],
  ])('runs no foreign script by way of %s', async (_, make) => {
    const folder = app.newFolder('foreign')
    const marker = join(folder, 'it-ran')
    const script = join(folder, 'foreign.cjs')
    writeFileSync(script, `require('node:fs').writeFileSync(${JSON.stringify(marker)}, '')`)
    const { args, env } = make(script)
    const control = spawnSync(process.execPath, args, { env: { ...process.env, ...env } })
    expect({ status: control.status, ran: existsSync(marker) }).toEqual({
      status: 0,
      ran: true,
    })
    spawnSync('rm', ['-f', marker])
    await runApp(app, args, { ...env, ASCLEPIUS_WORKSPACE: app.newFolder('workspace') }, 6_000)
    expect(existsSync(marker)).toBe(false)
  })

  test('opens no inspector when asked to on the command line or by a signal', async () => {
    const child = startApp(app, ['--inspect=0'], {
      ASCLEPIUS_WORKSPACE: app.newFolder('workspace'),
    })
    let output = ''
    child.stderr?.on('data', (chunk) => {
      output += chunk
    })
    await wait(4_000)
    if (child.pid && child.exitCode === null) process.kill(child.pid, 'SIGUSR1')
    await wait(1_000)
    stopApp(child)
    expect(output).not.toContain('Debugger listening')
  })

  test.each([
    ['--no-sandbox', {}],
    ['--disable-web-security', {}],
    ['--remote-debugging-port=0', {}],
    ['--remote-debugging-pipe', {}],
    ['--disable-gpu', { ELECTRON_DISABLE_SANDBOX: '1' }],
  ])('refuses to start with %s %o and touches no workspace', async (argument, env) => {
    const workspace = app.newFolder('workspace')
    const ended = await runApp(app, [argument], { ...env, ASCLEPIUS_WORKSPACE: workspace }, 20_000)
    expect({
      code: ended.code,
      saysWhy: ended.output.includes('The app does not start with'),
      files: filesIn(workspace),
    }).toEqual({
      code: 2,
      saysWhy: true,
      files: [],
    })
  })

  test('keeps its page in the kernel sandbox', async () => {
    const child = startApp(app, [], { ASCLEPIUS_WORKSPACE: app.newFolder('workspace') })
    try {
      const page = await until(() => processesWith(app, '--type=renderer')[0])
      const status = readFileSync(`/proc/${page}/status`, 'utf8')
      expect(/^Seccomp:\s+(\d)$/m.exec(status)?.[1]).toBe('2')
    } finally {
      stopApp(child)
    }
  })

  test('ships what this machine needs and nothing else', () => {
    const inside = listPackage(join(app.folder, 'resources', 'app.asar'), { isPack: false })
    const strangers = inside.filter((path) =>
      /\.(map|gguf|ts|tsx)$|(^|[/-])(darwin|win32|win|mac|armv7l|arm64|musl)[-./].*\.(node|dll|dylib|so)$|gitRelease\.bundle|\/(test|docs|scripts)\/[^/]+\.test/.test(
        path,
      ),
    )
    expect(strangers).toEqual([])
    const natives = filesIn(app.folder).filter((path) => path.endsWith('.node'))
    expect(natives.map((path) => path.slice(path.lastIndexOf('/') + 1)).sort()).toEqual(
      expect.arrayContaining(['argon2.linux-x64-gnu.node', 'linux-x64.node', 'llama-addon.node']),
    )
    const bom = JSON.parse(readFileSync(join(app.folder, 'resources', 'sbom.cdx.json'), 'utf8'))
    const named = (name: string) =>
      bom.components.find((each: { name: string }) => each.name === name)
    expect(named('llama.cpp').properties[0].value).toMatch(/^[0-9a-f]{40}$/)
    expect(named('electron').version).toMatch(/^\d+\.\d+\.\d+$/)
  })

  test('links no network library from any native part, and carries no remote backend', () => {
    const natives = filesIn(join(app.folder, 'resources')).filter((path) => isElf(path))
    expect(natives.length).toBeGreaterThan(3)
    const offending = natives.filter((path) => {
      const listed = spawnSync('ldd', [path], { encoding: 'utf8' }).stdout
      return (
        /libcurl|libssl|libgnutls|libnghttp|librdma|libibverbs/.test(listed) ||
        /ggml-rpc/.test(path)
      )
    })
    expect(offending).toEqual([])
  })
})

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

function isElf(path: string): boolean {
  return readFileSync(path).subarray(0, 4).toString('latin1') === '\x7fELF'
}

async function until<T>(look: () => T | undefined, patienceMs = 30_000): Promise<T> {
  for (const end = Date.now() + patienceMs; Date.now() < end; await wait(200)) {
    const found = look()
    if (found !== undefined) return found
  }
  throw new Error('It did not come in time.')
}
