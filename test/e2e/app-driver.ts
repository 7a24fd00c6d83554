import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import type { AnyOperationName, InputOf, OutputOf } from '../../contract/operations'
import { developmentSwitches, electronFor } from '../../scripts/lib/electron.mjs'

export interface RunningApp {
  readonly app: ElectronApplication
  readonly page: Page
  readonly workspace: string
  /** Calls an operation from the page, as the page itself would. @throws with the core's message. */
  readonly call: <N extends AnyOperationName>(name: N, input: InputOf<N>) => Promise<OutputOf<N>>
  /** What the page brought up on its own: breaches of the content policy, and failures nobody caught. */
  readonly troubles: readonly string[]
  readonly close: () => Promise<void>
}

export interface AppOptions {
  /** A workspace to open again; a new empty one when left out. It is removed with the last close. */
  readonly workspace?: string
  readonly keepWorkspace?: boolean
  readonly width?: number
  readonly height?: number
  readonly colorScheme?: 'light' | 'dark'
  readonly env?: Readonly<Record<string, string>>
}

const cache = process.env.ASCLEPIUS_CACHE ?? join(homedir(), '.cache', 'asclepius-workstation')

const launchMilliseconds = 45_000

/**
 * Playwright attaches to two debugging ports while the program starts, and now and then (about one
 * start in fifty on a busy machine) both wait for each other. A start that hangs so is repeated;
 * one that ends is not.
 */
async function launch(
  options: Parameters<typeof _electron.launch>[0],
): Promise<ElectronApplication> {
  for (let left = 2; ; left -= 1) {
    try {
      return await _electron.launch({ ...options, timeout: launchMilliseconds })
    } catch (cause) {
      if (left === 0 || (cause as Error).name !== 'TimeoutError') throw cause
    }
  }
}

/** Starts the built app in a real window on the display of this run. */
export async function startApp(options: AppOptions = {}): Promise<RunningApp> {
  const resolved = JSON.parse(readFileSync(join(cache, 'resolved.json'), 'utf8'))
  const workspace = options.workspace ?? mkdtempSync(join(tmpdir(), 'asclepius-e2e-'))
  const { executable, args } = electronFor(resolve(import.meta.dirname, '..', '..'), resolved)
  const app = await launch({
    executablePath: executable,
    args: [...developmentSwitches(), '--disable-gpu', ...args],
    env: {
      ...process.env,
      ...(resolved.sqliteBinding ? { ASCLEPIUS_SQLITE_BINDING: resolved.sqliteBinding } : {}),
      ...(resolved.sampleModel ? { ASCLEPIUS_SAMPLE_MODEL: resolved.sampleModel } : {}),
      ASCLEPIUS_WORKSPACE: workspace,
      ...options.env,
    } as Record<string, string>,
    colorScheme: options.colorScheme ?? 'light',
  })
  const child = app.process()
  const page = await app.firstWindow()
  await app.evaluate(
    ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.w, size.h),
    { w: options.width ?? 1280, h: options.height ?? 800 },
  )
  const troubles = await watchTroubles(page)
  return {
    app,
    page,
    workspace,
    troubles,
    call: (name, input) => callFromPage(page, name, input),
    close: async () => {
      if (child.exitCode === null && child.signalCode === null) await app.close()
      if (!options.keepWorkspace) rmSync(workspace, { recursive: true, force: true })
    },
  }
}

/** Starts the page over with a listener that was there before its first line. */
async function watchTroubles(page: Page): Promise<string[]> {
  const troubles: string[] = []
  await page.exposeFunction('tellTrouble', (words: string) => troubles.push(words))
  await page.addInitScript(() => {
    const tell = (globalThis as unknown as { tellTrouble: (words: string) => void }).tellTrouble
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) =>
      tell(`policy: ${violatedDirective} ${blockedURI} ${sourceFile}`),
    )
  })
  page.on('pageerror', (failure) => troubles.push(`page: ${failure.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(`console: ${message.text()}`)
  })
  await page.reload()
  await page.waitForLoadState('domcontentloaded')
  return troubles
}

async function callFromPage<N extends AnyOperationName>(
  page: Page,
  name: N,
  input: InputOf<N>,
): Promise<OutputOf<N>> {
  const result = await page.evaluate(
    ({ operation, given }) => window.asclepius.call(`e2e-${Math.random()}`, operation, given),
    { operation: name as string, given: input as unknown },
  )
  if (!result.ok) throw new Error(`${name}: ${result.message}`)
  return result.value as OutputOf<N>
}

export const administrator = { name: 'Nora Meyer', password: 'quiet harbour lantern moss' }

/** Makes the workspace through the contract and opens the sample project, without the guide. */
export async function prepareSample(
  running: RunningApp,
  options: { readonly withModel?: boolean } = {},
): Promise<SampleProject> {
  await running.call('session.create', administrator)
  return openSample(running, options)
}

export interface SampleProject {
  readonly projectId: string
  readonly modelId: string | null
}

/** Imports the sample project, and the sample model where set-up found it. */
export async function openSample(
  running: RunningApp,
  { withModel = true }: { readonly withModel?: boolean } = {},
): Promise<SampleProject> {
  const project = await running.call('projects.openSample', {})
  if (withModel && (await running.call('models.sampleOffer', {})).available)
    await running.call('models.importSample', {})
  await jobsDone(running)
  const [model] = await running.call('models.list', {})
  return { projectId: project.id, modelId: model?.id ?? null }
}

/** Waits until no job runs or waits. @throws when one failed. */
export async function jobsDone(running: RunningApp, withinSeconds = 240): Promise<void> {
  const end = Date.now() + withinSeconds * 1000
  for (;;) {
    const jobs = await running.call('jobs.list', {})
    const failed = jobs.find((job) => job.status === 'failed')
    if (failed) throw new Error(`${failed.title}: ${failed.message}`)
    if (jobs.every((job) => job.status !== 'running' && job.status !== 'waiting')) return
    if (Date.now() > end) throw new Error(`Jobs were still running after ${withinSeconds} s.`)
    await new Promise((done) => setTimeout(done, 200))
  }
}
