import { afterEach, beforeEach, expect, test } from 'vitest'
import { releaseRow } from '../../../core/release/queries'
import { examine } from '../../../core/release/signatures'
import { releaseStage } from '../../../core/release/stage'
import { openTestCore, password, type TestCore } from '../../fixtures/core'
import { addClosedStudy, addRelease, metOutcomes } from '../../fixtures/release'

let core: TestCore
let projectId: string
let modelId: string
beforeEach(async () => {
  core = await openTestCore()
  await core.signIn()
  projectId = (await core.ask('projects.create', { name: 'P' })).id
  modelId = await core.importModel()
})
afterEach(() => core.close())

const study = (wish: Partial<Parameters<typeof addClosedStudy>[1]> = {}) =>
  addClosedStudy(core, { projectId, modelId, ...wish })
const signing = { password, meaning: 'I have read the report.', zone: 'Europe/Zurich' }
const state = async (id: string) => (await core.ask('release.get', { id })).state
const stageNow = () => releaseStage(core.workspace.services, projectId).state

test('A release waits for two people and is in force until its day', async () => {
  const id = await addRelease(core, study(), { signatures: 1, months: 3 })
  const before = { state: await state(id), rail: stageNow() }
  await core.signIn('validation-lead', 'lead')
  const signed = await core.ask('release.sign', { id, ...signing }, { connection: 'lead' })
  const release = await core.ask('release.get', { id })
  core.clock.set(release.expiresAt)
  expect({
    before,
    signed,
    until: release.expiresAt,
    rail: release.state,
    names: release.signatures.map(({ personName, role, zone, isValid }) => [
      personName,
      role,
      zone,
      isValid,
    ]),
    after: await state(id),
  }).toEqual({
    before: { state: 'waiting', rail: 'needs-you' },
    signed: { state: 'in-force' },
    until: '2026-04-05T08:00:00.000Z',
    rail: 'in-force',
    names: [
      ['Ada Example', 'administrator', 'Europe/Zurich', true],
      ['Some validation-lead', 'validation-lead', 'Europe/Zurich', true],
    ],
    after: 'expired',
  })
})

test('Home tells each who may sign of a release until they have, and nobody once it is in force', async () => {
  const id = await addRelease(core, study(), { signatures: 0 })
  await core.signIn('validation-lead', 'lead')
  await core.signIn('builder', 'builder')
  const waits = async () => {
    const each = ['local', 'lead', 'builder'].map((connection) =>
      core.ask('system.home', {}, { connection }),
    )
    return (await Promise.all(each)).map(({ waiting }) => waiting.map((one) => one.what))
  }
  const before = await waits()
  await core.ask('release.sign', { id, ...signing })
  const between = await waits()
  await core.ask('release.sign', { id, ...signing }, { connection: 'lead' })
  expect([before, between, await waits()]).toEqual([
    [['sign'], ['sign'], []],
    [[], ['sign'], []],
    [[], [], []],
  ])
})

test('Nobody signs twice, and a wrong password counts as at unlocking', async () => {
  const id = await addRelease(core, study(), { signatures: 1 })
  const again = await core.call('release.sign', { id, ...signing })
  await core.signIn('validation-lead', 'lead')
  const asLead = { connection: 'lead' }
  const wrong = await core.call('release.sign', { id, ...signing, password: 'not this' }, asLead)
  const soon = await core.call('release.sign', { id, ...signing }, asLead)
  core.clock.advance(5000)
  const right = await core.call('release.sign', { id, ...signing }, asLead)
  expect([again, wrong, soon].map((one) => (one.ok ? 'ok' : one.code))).toEqual([
    'signed-already',
    'wrong-password',
    'wait',
  ])
  expect(right).toEqual({ ok: true, value: { state: 'in-force' } })
})

/** Every column that a signature is about, with a value that differs in one character or bit. */
const alterations: readonly (readonly [string, string])[] = [
  ['study_report', "data = replace(data, '3.42', '3.43')"],
  ['study_report', "sha256 = replace(sha256, substr(sha256, 1, 1), 'x')"],
  ['study_report', "made_at = '2026-01-05T08:00:00.001Z'"],
  ['study_report', "made_by = 'Ada Exampl'"],
  ['release', "name = name || ' '"],
  ['release', "criteria = replace(criteria, '3.42', '3.43')"],
  ['release', "expires_at = '2099-01-01T00:00:00.000Z'"],
  ['release', "model_sha256 = replace(model_sha256, substr(model_sha256, 1, 1), 'x')"],
  ['release', 'confidential = 1 - confidential'],
  ['release', "created_by = 'Somebody'"],
  ['study', "sha256 = '6' || substr(sha256, 2)"],
  ['signature', "person_name = 'Somebody Else'"],
  ['signature', "meaning = meaning || '.'"],
  ['signature', "at = '2026-01-05T08:00:00.001Z'"],
  ['signature', "zone = 'Europe/Berlin'"],
  ['signature', "role = 'validation-lead'"],
  ['signature', "signature = CAST(signature || x'00' AS BLOB)"],
]
test('One change anywhere in release, report, study or signature shows', async () => {
  const id = await addRelease(core, study())
  const { vault } = core.workspace.services
  const undo = new Error('undone')
  const seen = alterations.map(([table, change]) => {
    let found: unknown
    try {
      vault.stage((db) => {
        const { changes } = db.run(`UPDATE ${table} SET ${change}`)
        const { state, signatures } = examine(db, releaseRow(db, id), core.clock.now())
        found = [change, changes > 0, state, signatures.some((one) => !one.isValid)]
        throw undo
      })
    } catch (cause) {
      if (cause !== undo) throw cause
    }
    return found
  })
  expect(await state(id)).toBe('in-force')
  expect(seen).toEqual(alterations.map(([, change]) => [change, true, 'altered', true]))
})

test('What was altered after signing opens nothing any more', async () => {
  await addRelease(core, study())
  await core.signIn('clinician', 'clinician')
  const askable = () => core.ask('release.askable', { projectId }, { connection: 'clinician' })
  const before = await askable()
  core.workspace.services.vault.stage((db) =>
    db.run("UPDATE study_report SET data = replace(data, '3.42', '3.43')"),
  )
  expect([before.length, await askable()]).toEqual([1, []])
})

test('A release is drawn up only where the check-list is fulfilled', async () => {
  const codes = async (wish: Parameters<typeof study>[0]) => {
    const made = study(wish)
    const [candidate] = (await core.ask('release.candidates', { projectId })).filter(
      (one) => one.studyId === made.studyId,
    )
    const result = await core.call('release.create', { ...made, months: 6 })
    return {
      open: candidate?.checks.filter(({ state }) => state === 'open').map(({ code }) => code),
      stop: candidate?.checks
        .filter(({ state }) => state === 'stop')
        .map(({ code, subject }) => [code, subject]),
      result: result.ok ? 'made' : result.code,
    }
  }
  const missed = metOutcomes.map((one) =>
    one.criterion === 'mean-score' ? { ...one, figure: 2.1, verdict: 'not-met' as const } : one,
  )
  expect([
    await codes({ id: 'open', state: 'open', report: false }),
    await codes({ id: 'unreported', report: false }),
    await codes({ id: 'missed', outcomes: missed }),
    await codes({ id: 'empty', outcomes: [] }),
    await codes({ id: 'good' }),
  ]).toEqual([
    { open: ['study-closed', 'report'], stop: [], result: 'report-not-newest' },
    { open: ['report'], stop: [], result: 'report-not-newest' },
    { open: [], stop: [['criterion', 'mean-score']], result: 'not-fulfilled' },
    { open: [], stop: [['criterion', null]], result: 'not-fulfilled' },
    { open: [], stop: [], result: 'made' },
  ])
})

test('Answers far apart have to be settled before a release', async () => {
  const made = study()
  core.workspace.services.vault.stage((db) => {
    db.run(
      "INSERT INTO evaluation_note (id, project_id, sha256, text) VALUES (1, ?, x'00', 'n')",
      projectId,
    )
    db.run("INSERT INTO study_item VALUES (?, 1, 0, 1, NULL, 'q', '', 0, 1)", made.studyId)
    db.run("INSERT INTO study_case VALUES (?, 1, 1, 'a', 'answer', 't', NULL, NULL)", made.studyId)
    for (const [person, score] of [
      ['one', 1],
      ['two', 4],
    ])
      db.run(
        `INSERT INTO rating (study_id, case_no, person_id, state, score, detail, first_at, saved_at)
         VALUES (?, 1, ?, 'done', ?, '{}', '', '')`,
        made.studyId,
        person,
        score,
      )
  })
  const unsettled = async () =>
    (await core.ask('release.candidates', { projectId }))[0]?.checks.find(
      ({ code }) => code === 'disagreements-settled',
    )
  const before = await unsettled()
  core.workspace.services.vault.stage((db) =>
    db.run(
      "INSERT INTO adjudication VALUES (?, 1, 'lead', 'Lead', 3, '{}', 'The note says so.', '')",
      made.studyId,
    ),
  )
  const after = await unsettled()
  expect([before, after]).toMatchObject([
    { state: 'open', count: 1 },
    { state: 'fine', count: 0 },
  ])
})

test('A report from before the last decision on a disagreement does not carry a release', async () => {
  const made = study()
  const reportCheck = async () =>
    (await core.ask('release.candidates', { projectId }))[0]?.checks.find(
      ({ code }) => code === 'report',
    )?.state
  const before = await reportCheck()
  core.workspace.services.vault.stage((db) => {
    db.run(
      "INSERT INTO evaluation_note (id, project_id, sha256, text) VALUES (2, ?, x'01', 'n')",
      projectId,
    )
    db.run("INSERT INTO study_item VALUES (?, 1, 0, 2, NULL, 'q', '', 0, 1)", made.studyId)
    db.run("INSERT INTO study_case VALUES (?, 1, 1, 'a', 'answer', 't', NULL, NULL)", made.studyId)
    db.run(
      "INSERT INTO adjudication VALUES (?, 1, 'lead', 'Lead', 1, '{}', 'Read again.', '2099-01-01')",
      made.studyId,
    )
  })
  expect([before, await reportCheck()]).toEqual(['fine', 'open'])
})

test('A withdrawn release never comes back, and its record says who and why', async () => {
  const made = study()
  const id = await addRelease(core, made)
  await core.ask('release.withdraw', { id, reason: 'A wrong dose was reported.' })
  const again = await core.call('release.withdraw', { id, reason: 'Once more, please.' })
  const release = await core.ask('release.get', { id })
  expect({
    state: release.state,
    withdrawn: release.withdrawn,
    again: again.ok || again.code,
  }).toEqual({
    state: 'withdrawn',
    withdrawn: {
      at: core.clock.now(),
      by: 'Ada Example',
      reason: 'A wrong dose was reported.',
    },
    again: 'withdrawn-already',
  })
})

test('The private key is in the database alone, and one key signs everything', async () => {
  const first = await addRelease(core, study())
  const second = await addRelease(core, study({ id: 'other' }))
  const [one, two] = [
    await core.ask('release.get', { id: first }),
    await core.ask('release.get', { id: second }),
  ]
  const out = JSON.stringify([one, two, await core.ask('audit.page', {}), core.logged])
  expect({ same: one.keySha256 === two.keySha256, leaks: out.includes('PRIVATE') }).toEqual({
    same: true,
    leaks: false,
  })
})
