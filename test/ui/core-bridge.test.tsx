import { afterEach, expect, test } from 'vitest'
import { CallFailure, call, onNews } from '../../renderer/core/bridge'
import { chooseLanguage } from '../../renderer/i18n/setup'
import { openTestCore, type TestCore } from '../fixtures/core'

let core: TestCore
afterEach(async () => {
  chooseLanguage('en')
  await core.close()
})

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

test('What the core refuses is said in the chosen language, and follows it', async () => {
  core = await openTestCore()
  Object.assign(window, { asclepius: core.bridge() })
  await core.signIn('clinician')
  const refused = await call('jobs.clearFinished', {}).catch((cause: unknown) => cause)
  if (!(refused instanceof CallFailure)) throw new Error('This was not refused.')
  const english = refused.message
  chooseLanguage('de')
  expect({ code: refused.code, english, german: refused.message }).toEqual({
    code: 'not-your-role',
    english:
      'Your role (Clinician) does not include this. Ask somebody with one of these roles: Builder, Administrator.',
    german:
      'Ihre Rolle (Klinik) schließt das nicht ein. Bitten Sie jemanden mit einer dieser Rollen: Aufbau, Administration.',
  })
})
