import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'asclepius-cache-'))
let cache: typeof import('../../../scripts/lib/cache.mjs')

beforeAll(async () => {
  const before = process.env.ASCLEPIUS_CACHE
  process.env.ASCLEPIUS_CACHE = folder
  cache = await import('../../../scripts/lib/cache.mjs')
  if (before === undefined) delete process.env.ASCLEPIUS_CACHE
  else process.env.ASCLEPIUS_CACHE = before
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the cache of set-up', () => {
  test('what could not be made whole is not there at all', async () => {
    const target = join(folder, 'part')
    const made = cache.putWhole(target, async (aside) => {
      writeFileSync(join(aside, 'half'), 'x')
      throw new Error('the network went away')
    })
    await expect(made).rejects.toThrow('the network went away')
    expect(readdirSync(folder)).toEqual([])
  })

  test('a whole part takes the place of the old one, and leftovers of a killed set-up go', async () => {
    const target = join(folder, 'part')
    mkdirSync(join(folder, 'part.aside-99-killed'))
    mkdirSync(target)
    writeFileSync(join(target, 'old'), '')
    await cache.putWhole(target, async (aside) => writeFileSync(join(aside, 'new'), ''))
    expect([readdirSync(folder), readdirSync(target)]).toEqual([['part'], ['new']])
    rmSync(target, { recursive: true })
  })

  test('two set-ups do a step one after the other, and the second says that it waits', async () => {
    const said: string[] = []
    const order: string[] = []
    const step = (name: string) =>
      cache.withLock(
        'step',
        (line) => said.push(line),
        async () => {
          order.push(`${name} begins`)
          await wait(50)
          order.push(`${name} ends`)
        },
      )
    await Promise.all([step('first'), step('second')])
    expect({ order, said, left: readdirSync(folder) }).toEqual({
      order: ['first begins', 'first ends', 'second begins', 'second ends'],
      said: ['  Another set-up is at work on this; waiting for it to finish.'],
      left: [],
    })
  })

  test('the lock of a set-up that was killed is taken over', async () => {
    const lock = join(folder, 'lock-step')
    const { pid } = spawnSync(process.execPath, ['-e', ''])
    mkdirSync(lock)
    writeFileSync(join(lock, 'owner.json'), JSON.stringify({ pid, host: hostname(), bootId: 'x' }))
    expect(
      await cache.withLock(
        'step',
        () => undefined,
        async () => 'done',
      ),
    ).toBe('done')
    expect(existsSync(lock)).toBe(false)
  })
})
