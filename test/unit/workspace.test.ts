import { afterEach, expect, test } from 'vitest'
import { openTestCore, type TestCore } from '../fixtures/core'

let core: TestCore
afterEach(() => core.close())

test('The sample project can be imported by an administrator and read by a builder', async () => {
  core = await openTestCore()
  await core.signIn()
  const project = await core.importSample()
  const collections = await core.ask('sources.collections', { projectId: project.id })
  await core.signIn('builder', 'second')
  const counted = await core.ask(
    'documents.count',
    { filter: { projectId: project.id } },
    { connection: 'second' },
  )
  expect({
    names: collections.map((one) => [one.name, one.confidential, one.searchable]),
    counted: counted.count,
  }).toEqual({
    names: [
      ['Sample case reports', false, true],
      ['Sample local notes', true, true],
    ],
    counted: collections.reduce((sum, one) => sum + one.records, 0),
  })
})
