import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Bridge, News } from '../../../contract/bridge'
import { say } from '../../../contract/sentences'
import { followNews } from '../../../renderer/core/news'

let tell: (news: News) => void = () => undefined
const bridge: Bridge = {
  call: async () => ({ ok: true, value: null }),
  cancel: () => undefined,
  onNews: (listener) => {
    tell = listener
    return () => undefined
  },
  adoptFile: async () => null,
}

beforeEach(() => {
  vi.useFakeTimers()
  Object.assign(window, { asclepius: { ...bridge } })
})
afterEach(() => void vi.useRealTimers())

/** A client that counts how often it asks for jobs (50 ms each) and for models. */
function countingClient() {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } })
  const asked = { 'jobs.list': 0, 'models.list': 0 }
  for (const name of ['jobs.list', 'models.list'] as const)
    new QueryObserver(client, {
      queryKey: [name, {}],
      queryFn: async () => {
        asked[name] += 1
        await new Promise((resolve) => setTimeout(resolve, 50))
        return asked[name]
      },
    }).subscribe(() => undefined)
  return { client, asked }
}

const noReactions = { onNotice: () => undefined, onLocked: () => undefined }

test('a change refreshes what reads it and nothing else', async () => {
  const { client, asked } = countingClient()
  const stop = followNews(client, noReactions)
  await vi.advanceTimersByTimeAsync(1000)
  tell({ type: 'changed', topics: ['jobs'] })
  await vi.advanceTimersByTimeAsync(1000)
  stop()
  expect(asked).toEqual({ 'jobs.list': 2, 'models.list': 1 })
})

test('a busy job is answered at most four times a second, and its last change is not missed', async () => {
  const { client, asked } = countingClient()
  const stop = followNews(client, noReactions)
  await vi.advanceTimersByTimeAsync(1000)
  for (let news = 0; news < 100; news += 1) {
    tell({ type: 'changed', topics: ['jobs'] })
    await vi.advanceTimersByTimeAsync(20)
  }
  const during = asked['jobs.list']
  await vi.advanceTimersByTimeAsync(2000)
  stop()
  expect({
    isBounded: during <= 10,
    isLastHeard: asked['jobs.list'] > 8,
  }).toEqual({ isBounded: true, isLastHeard: true })
})

test('a change during a fetch is asked for again when the fetch is over', async () => {
  const { client, asked } = countingClient()
  const stop = followNews(client, noReactions)
  tell({ type: 'changed', topics: ['jobs'] })
  await vi.advanceTimersByTimeAsync(1000)
  stop()
  expect(asked).toEqual({ 'jobs.list': 2, 'models.list': 1 })
})

test('notices and locks reach the page', () => {
  const heard: string[] = []
  const stop = followNews(new QueryClient(), {
    onNotice: (message) => heard.push(message),
    onLocked: () => heard.push('locked'),
  })
  tell({ type: 'notice', said: [say('model-process-ended')] })
  tell({ type: 'locked' })
  stop()
  expect(heard).toEqual([
    'The model process ended. Finished work is kept; it is being started again.',
    'locked',
  ])
})
