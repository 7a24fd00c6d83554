import { afterEach, expect, test } from 'vitest'
import { call, onNews } from '../../renderer/core/bridge'
import { openTestCore, type TestCore } from '../fixtures/core'

let core: TestCore
afterEach(() => core.close())

test('A page talks to the real core through the bridge, and hears what changed', async () => {
  core = await openTestCore()
  Object.assign(window, { asclepius: core.bridge() })
  const heard = new Set<string>()
  const stop = onNews((news) => {
    if (news.type === 'changed') for (const topic of news.topics) heard.add(topic)
  })
  await core.signIn()
  const project = await call('projects.openSample', {})
  await core.waitForJobs()
  const page = await call('documents.page', { filter: { projectId: project.id }, limit: 5 })
  stop()
  expect({
    rows: page.rows.length,
    isMore: page.next !== null,
    heard: [...heard].sort(),
    shell: await call('shell.chooseFiles', { what: 'sources' }),
  }).toEqual({
    rows: 5,
    isMore: true,
    heard: ['accounts', 'audit', 'jobs', 'projects', 'session', 'sources'],
    shell: [],
  })
})
