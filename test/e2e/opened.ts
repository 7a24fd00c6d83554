import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterEach } from 'vitest'
import { type AppOptions, type RunningApp, startApp } from './app-driver'

const pictures = resolve(import.meta.dirname, '..', '..', 'test-results')

/**
 * Opens apps that are closed after each test of the file. Where a test failed, what its window
 * showed lies in test-results/ by the test's name.
 */
export function appsOfThisFile(): (options?: AppOptions) => Promise<RunningApp> {
  const open: RunningApp[] = []
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail')
      for (const { page } of open) {
        mkdirSync(pictures, { recursive: true })
        const name = task.name.replace(/\W+/g, '-').slice(0, 80)
        await page.screenshot({ path: join(pictures, `${name}.png`) }).catch(() => undefined)
      }
    for (const running of open.splice(0)) await running.close()
  })
  return async (options) => {
    const running = await startApp(options)
    open.push(running)
    return running
  }
}
