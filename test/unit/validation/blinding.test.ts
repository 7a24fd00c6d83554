import { afterEach, expect, test } from 'vitest'
import type { z } from 'zod'
import { type OperationName, operations } from '../../../contract/operations'
import { openTestCore, type TestCore } from '../../fixtures/core'
import { addStudyToRate, type StudyToRate } from '../../fixtures/study-to-rate'

let core: TestCore
afterEach(() => core.close())

/** What a reviewer can call at all. A new entry here is a decision on blinding. */
const answering: readonly OperationName[] = [
  'session.state',
  'session.create',
  'session.unlock',
  'session.recover',
  'session.lock',
  'session.touch',
  'session.changePassword',
  'jobs.list',
  'projects.list',
  'projects.rail',
  'adapters.list',
  'adapters.get',
  'models.list',
  'models.fit',
  'models.devices',
  'models.sampleOffer',
  'settings.get',
  'system.home',
  'ratings.queue',
  'ratings.case',
  'ratings.reveal',
  'ratings.save',
  'ratings.finish',
  'ratings.reopen',
  'packets.look',
  'packets.take',
  'packets.giveBack',
]

/** These end the session of the test, or change its password; none gives anything of a study. */
const left: readonly OperationName[] = [
  'session.create',
  'session.unlock',
  'session.recover',
  'session.lock',
  'session.changePassword',
]

const names = Object.keys(operations) as OperationName[]

/** Every id, name and number of the workspace that somebody curious could put into a request. */
function everyValue(study: StudyToRate): unknown[] {
  const db = core.workspace.services.vault.db()
  const tables = [
    'project',
    'study',
    'study_rater',
    'evaluation_run',
    'model',
    'job',
    'person',
    'study_packet',
  ]
  const ids = tables.flatMap((table) =>
    db
      .all<Record<string, unknown>>(`SELECT * FROM ${table}`)
      .flatMap((row) => [row.id, row.study_id, row.person_id]),
  )
  return [...new Set([...ids, 'A', 'B', 'adapter-1', study.runId, 1, 2, 3, 4, 5, 8])].filter(
    (value) => value !== undefined && value !== null,
  )
}

/** Requests of the right shape: for each field all values that its schema takes. */
function requestsFor(name: OperationName, values: readonly unknown[]): unknown[] {
  const { shape } = operations[name].input as unknown as { shape?: Record<string, z.ZodType> }
  const fields = Object.entries(shape ?? {})
  const detail = { errors: [], comment: '' }
  const filter = { projectId: values[0] }
  const extras = [detail, filter, true, null, 'four unrelated words here', []]
  const choices = fields.map(([field, schema]) => ({
    field,
    taken: [...values, ...extras].filter((value) => schema.safeParse(value).success),
  }))
  const most = Math.max(1, ...choices.map(({ taken }) => taken.length))
  return Array.from({ length: most }, (_, at) =>
    Object.fromEntries(
      choices.flatMap(({ field, taken }) =>
        taken.length === 0 ? [] : [[field, taken[at % taken.length]]],
      ),
    ),
  )
}

/** Everything that a reviewer is told by every operation, over all requests. */
async function everythingTold(study: StudyToRate) {
  const values = everyValue(study)
  const told: { name: OperationName; value: unknown }[] = []
  const answered = new Set<OperationName>()
  for (const name of names.filter((one) => !left.includes(one)))
    for (const request of requestsFor(name, values)) {
      const result = await core.call(name, request, { connection: 'rater-1' })
      if (result.ok) told.push({ name, value: result.value })
      else told.push({ name, value: result.message })
      if (result.ok || !['not-your-role'].includes(result.code)) answered.add(name)
    }
  for (let position = 1; position <= 8; position += 1) {
    const value = await study.asRater(0, 'ratings.case', { studyId: study.studyId, position })
    told.push({ name: 'ratings.case', value })
  }
  return { told, answered }
}

/** Turns the arms of all cases round and makes the hidden controls plain answers; no text changes. */
function swapArms(): void {
  core.workspace.services.vault.stage((db) => {
    db.run("UPDATE study_case SET arm = CASE arm WHEN 'A' THEN 'B' ELSE 'A' END")
    db.run("UPDATE study_case SET kind = 'answer', planted = NULL, repeats = NULL")
  })
}

test('Only the listed operations let a reviewer in, whatever is asked of them', async () => {
  core = await openTestCore()
  await core.signIn()
  const study = await addStudyToRate(core)
  const { answered } = await everythingTold(study)
  const unlisted = [...answered].filter((name) => !answering.includes(name))
  expect(unlisted).toEqual([])
})

test('Nothing that a reviewer is told depends on the arm of a case, on what was planted or on what is repeated', async () => {
  core = await openTestCore()
  await core.signIn()
  const study = await addStudyToRate(core)
  await core.ask('projects.openSample', {})
  await core.waitForJobs()
  // The first round leaves its own ratings behind; the two that are compared start alike.
  await everythingTold(study)
  // The machine's free memory is another at each look, and is not asked for here.
  const ofTheMachine = ['models.devices', 'models.fit']
  const readable = names.filter(
    (name) =>
      answering.includes(name) && operations[name].kind === 'query' && !ofTheMachine.includes(name),
  )
  const values = everyValue(study)
  const readAll = async (): Promise<string[]> => {
    const told: string[] = []
    for (const name of readable)
      for (const request of requestsFor(name, values)) {
        const result = await core.call(name, request, { connection: 'rater-1' })
        // The file of the database grows with every write, whatever was written.
        told.push(`${name} ${JSON.stringify(result).replace(/"databaseBytes":\d+/, '')}`)
      }
    for (let position = 1; position <= 8; position += 1) {
      const shown = await study.asRater(0, 'ratings.case', { studyId: study.studyId, position })
      told.push(JSON.stringify(shown))
    }
    return told
  }
  const before = await readAll()
  swapArms()
  const after = await readAll()
  expect(after.filter((told, at) => told !== before[at])).toEqual([])
  expect(after.length).toBeGreaterThan(50)
})

test('Where two arms gave different answers, only the answer itself differs; the adapter and its name are told of no case', async () => {
  core = await openTestCore()
  await core.signIn()
  const study = await addStudyToRate(core)
  const { told } = await everythingTold(study)
  const ofStudy = told.filter(
    ({ name }) => name.startsWith('ratings') || name.startsWith('packets'),
  )
  const text = JSON.stringify(ofStudy)
  expect(ofStudy.length).toBeGreaterThan(20)
  for (const secret of [
    'Ward adapter',
    'Base 7B',
    'adapter-1',
    study.runId,
    study.modelId,
    'planted',
    'repeat',
    'arm',
  ])
    expect(text.includes(`"${secret}"`), secret).toBe(false)
  const cases = ofStudy
    .filter(({ name }) => name === 'ratings.case')
    .map(({ value }) => value)
    .filter((value): value is Record<string, unknown> => typeof value === 'object')
  const shapes = new Set(cases.map((value) => Object.keys(value).sort().join()))
  expect(shapes.size).toBe(1)
})
