import { type ChildProcess, spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'

/** Chromium keeps its sandbox only for ordinary people: as root the app is run as nobody. */
const isRoot = process.getuid?.() === 0
const nobody = 65_534

export interface PackagedApp {
  readonly executable: string
  readonly folder: string
  /** A fresh empty folder the app may write to. */
  readonly newFolder: (name: string) => string
  readonly remove: () => void
}

export interface Ended {
  readonly code: number | null
  readonly output: string
  readonly stdout: string
}

/** Copies the packaged app to a temporary folder, away from the work tree it was made in. */
export function copyPackagedApp(): PackagedApp {
  const made =
    process.env.ASCLEPIUS_PACKAGED_APP ?? resolve('dist', 'linux-unpacked', 'asclepius-workstation')
  if (!existsSync(made)) throw new Error('Make the packaged app first: npm run dist -- dir')
  const root = mkdtempSync(join(tmpdir(), 'asclepius-packaged-'))
  chmodSync(root, 0o755)
  const folder = join(root, 'app')
  cpSync(dirname(made), folder, { recursive: true })
  let count = 0
  return {
    executable: join(folder, basename(made)),
    folder,
    newFolder: (name) => {
      count += 1
      const path = join(root, `${name}-${count}`)
      mkdirSync(path)
      if (isRoot) chownSync(path, nobody, nobody)
      return path
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
}

/** Starts the app with an environment that holds nothing of the work tree's. */
export function startApp(
  app: PackagedApp,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): ChildProcess {
  const home = app.newFolder('home')
  return spawn(app.executable, ['--disable-gpu', ...args], {
    cwd: home,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(isRoot ? { uid: nobody, gid: nobody } : {}),
    env: { PATH: process.env.PATH, HOME: home, DISPLAY: process.env.DISPLAY, ...env },
  })
}

/** Runs the app to its end; an app that has not ended in time is stopped and has code null. */
export function runApp(
  app: PackagedApp,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  patienceMs = 120_000,
): Promise<Ended> {
  const child = startApp(app, args, env)
  let output = ''
  let stdout = ''
  child.stdout?.on('data', (chunk) => {
    stdout += chunk
    output += chunk
  })
  child.stderr?.on('data', (chunk) => {
    output += chunk
  })
  const timer = setTimeout(() => stopApp(child), patienceMs)
  return new Promise((done, refuse) => {
    child.on('error', refuse)
    child.on('close', (code) => {
      clearTimeout(timer)
      done({ code, output, stdout })
    })
  })
}

/** Ends the app with all its processes. */
export function stopApp(child: ChildProcess): void {
  try {
    if (child.pid) process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It had ended already.
  }
}

/** Process ids of this app's copy whose command line holds the text. */
export function processesWith(app: PackagedApp, text: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        return line.startsWith(app.folder) && line.includes(text)
      } catch {
        return false
      }
    })
    .map(Number)
}
