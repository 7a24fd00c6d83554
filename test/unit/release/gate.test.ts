import { afterEach, beforeEach, expect, test } from 'vitest'
import type { InputOf } from '../../../contract/operations'
import { openTestCore, type TestCore } from '../../fixtures/core'
import { createFakeModelHost } from '../../fixtures/fake-model-host'
import { addClosedStudy, addRelease } from '../../fixtures/release'

let core: TestCore
let projectId: string
let modelId: string
beforeEach(async () => {
  core = await openTestCore({ modelHost: createFakeModelHost({ write: () => 'A fever.' }) })
  await core.signIn()
  await core.signIn('clinician', 'clinician')
  projectId = (await core.ask('projects.create', { name: 'P' })).id
  modelId = await core.importModel()
})
afterEach(() => core.close())

const question = (): InputOf<'query.ask'> => ({
  projectId,
  modelId,
  note: { kind: 'text', text: 'Mrs Example had a fever.' },
  task: null,
  instruction: 'What did she have?',
})
const clinician = { connection: 'clinician' }
const asked = async (wish: Partial<InputOf<'query.ask'>> = {}) => {
  const result = await core.call('query.ask', { ...question(), ...wish }, clinician)
  return result.ok ? 'answered' : result.code
}
const message = async () => {
  const result = await core.call('query.ask', question(), clinician)
  return result.ok ? '' : result.message
}

test('A clinician asks only what is released; the test bench stays open and says so', async () => {
  const before = await asked()
  const bench = await core.ask('query.ask', question())
  const id = await addRelease(core, addClosedStudy(core, { projectId, modelId }))
  const released = await core.ask('query.ask', question(), clinician)
  const release = await core.ask('release.get', { id })
  expect({
    before,
    bench: bench.release,
    released: released.release,
    askable: await core.ask('release.askable', { projectId }, clinician),
  }).toEqual({
    before: 'not-released',
    bench: null,
    released: { id, until: release.expiresAt },
    askable: [
      {
        modelId,
        modelName: 'Fake model',
        adapterId: null,
        adapterName: null,
        releaseId: id,
        until: release.expiresAt,
      },
    ],
  })
})

test('Half signed, expired and withdrawn releases open nothing, and each says why', async () => {
  const study = addClosedStudy(core, { projectId, modelId })
  const said: string[] = [await message()]
  const waiting = await addRelease(core, study, { signatures: 1 })
  said.push(await message())
  await core.ask('release.withdraw', { id: waiting, reason: 'Drawn up too early.' })
  said.push(await message())
  const id = await addRelease(core, study, { months: 1 })
  const open = await asked()
  core.clock.set('2026-02-05T08:00:00.000Z')
  await core.signIn('clinician', 'clinician')
  said.push(await message())
  expect({ open, id: id.length > 0, said: said.map((text) => text.split('. ')[0]) }).toEqual({
    open: 'answered',
    id: true,
    said: [
      'This model is not released for use',
      'The release of this model is not signed by two people yet',
      'The release of this model was withdrawn: Drawn up too early',
      'The release of this model ended on 2026-02-05',
    ],
  })
})

test('A release is for its project alone', async () => {
  await addRelease(core, addClosedStudy(core, { projectId, modelId }))
  const other = (await core.ask('projects.create', { name: 'Other' })).id
  expect([await asked(), await asked({ projectId: other })]).toEqual(['answered', 'not-released'])
})

test('A past answer of a test bench is not made again for a clinician', async () => {
  const bench = await core.ask('query.ask', question())
  const result = await core.call('query.replay', { id: bench.id }, clinician)
  expect(result).toMatchObject({ ok: false, code: 'not-released' })
})

test('What clinicians call wrong is counted for the release it was asked under', async () => {
  const id = await addRelease(core, addClosedStudy(core, { projectId, modelId }))
  const [first] = [
    await core.ask('query.ask', question(), clinician),
    await core.ask('query.ask', question(), clinician),
  ]
  await core.ask('query.flag', { id: first?.id ?? '', reason: 'She had none.' }, clinician)
  const { answers, complaints } = await core.ask('release.get', { id })
  expect({ answers, complaints }).toEqual({ answers: 2, complaints: 1 })
})
