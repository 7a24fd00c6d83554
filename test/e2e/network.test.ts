import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { developmentSwitches, electronFor } from '../../scripts/lib/electron.mjs'

const folder = mkdtempSync(join(tmpdir(), 'asclepius-e2e-network-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const cache = process.env.ASCLEPIUS_CACHE ?? join(homedir(), '.cache', 'asclepius-workstation')
const inNamespace = ['--map-root-user', '--net']
const sampleModel = process.env.ASCLEPIUS_SAMPLE_MODEL

/** Chromium asks the kernel, without sending a packet, whether IPv6 has a route: to this address. */
const routeProbe = '2001:4860:4860::8888'

/**
 * The app starts itself here instead of being driven, because a driver needs a debugging port of its
 * own. The window with its page is open meanwhile.
 */
test('import, a note and an answer without one packet, one connection or one open port', async ({
  skip,
}) => {
  skip(process.platform !== 'linux', 'namespaces and strace are of Linux')
  skip(
    spawnSync('unshare', [...inNamespace, 'true']).status !== 0,
    'unshare --net is not allowed here',
  )
  skip(spawnSync('strace', ['-V']).status !== 0, 'strace is not installed')
  const trace = join(folder, 'trace')
  const { output, sockets } = await runTraced(trace)
  const line = output.split('\n').find((one) => one.startsWith('{"ok"')) ?? output
  const report = JSON.parse(line) as Record<string, unknown>
  expect(report).toMatchObject({
    ok: true,
    records: 22,
    sealed: true,
    connections: 0,
    ...(sampleModel ? { notes: 1 } : {}),
  })
  const calls = readFileSync(trace, 'utf8').split('\n')
  // The trace saw the app at work: its parts speak with each other over local sockets.
  expect(calls.filter((call) => call.includes('AF_UNIX')).length).toBeGreaterThan(10)
  expect({
    away: [...new Set(calls.flatMap(awayFromHere))].filter((address) => address !== routeProbe),
    listening: calls.filter((call) => /\bbind\(\d+, \{sa_family=AF_INET/.test(call)),
    sockets,
  }).toEqual({ away: [], listening: [], sockets: [] })
})

/** The address that a traced call sends or connects to, where it is not this machine itself. */
function awayFromHere(call: string): string[] {
  if (!/\b(connect|sendto|sendmsg|sendmmsg)\(/.test(call)) return []
  const address = /inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)"/.exec(call)
  const found = address?.[1] ?? address?.[2]
  if (found === undefined || found.startsWith('127.') || found === '::1') return []
  return [found]
}

async function runTraced(trace: string): Promise<{ output: string; sockets: string[] }> {
  const resolved = JSON.parse(readFileSync(join(cache, 'resolved.json'), 'utf8'))
  const { executable, args } = electronFor(resolve(import.meta.dirname, '..', '..'), resolved)
  const strace = ['strace', '-f', '--seccomp-bpf', '-e', 'trace=network', '-o', trace]
  const switches = [...developmentSwitches(), '--disable-gpu', ...args, '--smoke-whole']
  const child = spawn('unshare', [...inNamespace, ...strace, executable, ...switches], {
    env: {
      ...process.env,
      ...(resolved.sqliteBinding ? { ASCLEPIUS_SQLITE_BINDING: resolved.sqliteBinding } : {}),
      ASCLEPIUS_WORKSPACE: join(folder, 'workspace'),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.on('data', (text) => {
    output += text
  })
  child.stderr.on('data', (text) => {
    output += text
  })
  // The namespace has no other process: what its tables list belongs to the app.
  const sockets = new Set<string>()
  const timer = setInterval(() => {
    for (const line of socketsIn(child.pid)) sockets.add(line)
  }, 250)
  await new Promise((done) => child.on('close', done))
  clearInterval(timer)
  return { output, sockets: [...sockets] }
}

function socketsIn(pid: number | undefined): string[] {
  try {
    const own = `/proc/${pid}/ns/net`
    if (readlinkSync(own) === readlinkSync('/proc/self/ns/net')) return []
    return ['tcp', 'tcp6', 'udp', 'udp6', 'raw', 'raw6'].flatMap((table) =>
      readFileSync(`/proc/${pid}/net/${table}`, 'utf8').trim().split('\n').slice(1),
    )
  } catch {
    return []
  }
}
