import { afterEach, expect, test } from 'vitest'
import { type RunningApp, startApp } from './app-driver'

let running: RunningApp | null = null
afterEach(async () => {
  await running?.close()
  running = null
})

test('a new workspace opens with the first-run guide in a sealed page', async () => {
  running = await startApp()
  await running.page.getByRole('heading', { level: 1 }).first().waitFor()
  const page = await running.page.evaluate(() => ({
    hasRequire: 'require' in globalThis,
    hasProcess: 'process' in globalThis,
    bridge: Object.keys(window.asclepius).sort(),
    address: location.href.split('#')[0],
  }))
  expect(page).toEqual({
    hasRequire: false,
    hasProcess: false,
    bridge: ['adoptFile', 'call', 'cancel', 'onNews'],
    address: 'app://bundle/index.html',
  })
})
