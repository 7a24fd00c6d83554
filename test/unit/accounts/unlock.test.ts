import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Role } from '../../../contract/operation'
import type { Keyring } from '../../../core/accounts/keyring'
import { openTestCore, password, type TestCore } from '../../fixtures/core'

let core: TestCore
beforeEach(async () => {
  core = await openTestCore()
})
afterEach(() => core.close())

const keyringFile = (): string => join(core.folder, 'keyring.json')
const keyring = (): Keyring => JSON.parse(readFileSync(keyringFile(), 'utf8'))
const databaseBytes = (): Buffer => readFileSync(join(core.folder, 'workspace.db'))

async function codeOf(name: string, input: unknown, connection = 'local'): Promise<string> {
  const result = await core.call(name, input, { connection })
  return result.ok ? 'ok' : result.code
}

async function threePeople(): Promise<string[]> {
  const people = []
  for (const role of ['administrator', 'builder', 'auditor'] as const)
    people.push((await core.signIn(role, role)).id)
  return people
}

test('Three people unlock the same work with their own passwords', async () => {
  const people = await threePeople()
  await core.ask('projects.create', { name: 'Shared' }, { connection: 'builder' })
  core = await core.reopen()
  const seen = []
  for (const personId of people) {
    await core.ask('session.unlock', { personId, password }, { connection: personId })
    seen.push((await core.ask('projects.list', {}, { connection: personId })).map((p) => p.name))
    await core.ask('session.lock', {}, { connection: personId })
  }
  expect(seen).toEqual([['Shared'], ['Shared'], ['Shared']])
})

test('The key ring and the other files hold neither the data key nor a password', async () => {
  await threePeople()
  const key = core.workspace.services.vault.copyDataKey()
  const text = readFileSync(keyringFile(), 'latin1')
  expect(
    [key.toString('hex'), key.toString('base64'), key.toString('latin1'), password].map((secret) =>
      text.includes(secret),
    ),
  ).toEqual([false, false, false, false])
})

test('A role that is changed in the key ring file opens nothing', async () => {
  const [, builder = ''] = await threePeople()
  await core.workspace.close()
  const changed = keyring()
  const people = changed.people.map((slot) =>
    slot.id === builder ? { ...slot, role: 'administrator' as Role } : slot,
  )
  writeFileSync(keyringFile(), JSON.stringify({ ...changed, people }))
  core = await core.reopen()
  expect(await codeOf('session.unlock', { personId: builder, password })).toBe('wrong-password')
})

test('A slot that is moved to another person opens nothing', async () => {
  const [administrator = '', builder = ''] = await threePeople()
  const changed = keyring()
  const own = changed.people.find((slot) => slot.id === administrator)
  const people = changed.people.map((slot) =>
    slot.id === builder ? { ...slot, wrapped: own?.wrapped ?? '', salt: own?.salt ?? '' } : slot,
  )
  writeFileSync(keyringFile(), JSON.stringify({ ...changed, people }))
  expect(await codeOf('session.unlock', { personId: builder, password })).toBe('wrong-password')
})

test('A changed password rewrites one slot of the key ring and nothing else of it', async () => {
  const [administrator = ''] = await threePeople()
  const before = keyring()
  const next = 'quite another set of words'
  await core.ask(
    'session.changePassword',
    { current: password, next },
    { connection: 'administrator' },
  )
  const after = keyring()
  const changed = after.people.filter(
    (slot, index) => JSON.stringify(slot) !== JSON.stringify(before.people[index]),
  )
  core = await core.reopen()
  expect({
    changed: changed.map((slot) => [slot.id, slot.version]),
    rest: { ...after, people: [] },
    old: await codeOf('session.unlock', { personId: administrator, password }),
  }).toEqual({
    changed: [[administrator, 2]],
    rest: { ...before, people: [] },
    old: 'wrong-password',
  })
  core.clock.advance(1000)
  expect(await codeOf('session.unlock', { personId: administrator, password: next })).toBe('ok')
})

test('A person who is switched off cannot unlock; the others can, and so can they when switched on', async () => {
  const [administrator = '', builder = ''] = await threePeople()
  const as = { connection: 'administrator' }
  await core.ask('accounts.setActive', { id: builder, active: false }, as)
  const off = {
    builder: await codeOf('session.unlock', { personId: builder, password }, 'new'),
    auditor: await codeOf('audit.verify', {}, 'auditor'),
    builderSession: await codeOf('projects.list', {}, 'builder'),
    self: await codeOf('accounts.setActive', { id: administrator, active: false }, 'administrator'),
  }
  await core.ask('accounts.setActive', { id: builder, active: true }, as)
  expect({
    off,
    on: await codeOf('session.unlock', { personId: builder, password }, 'new'),
  }).toEqual({
    off: { builder: 'no-person', auditor: 'ok', builderSession: 'locked', self: 'own-account' },
    on: 'ok',
  })
})

test('The recovery key sets a new password, is replaced, and no longer opens once it was used', async () => {
  const { person, recoveryKey } = await core.ask('session.create', { name: 'Ada', password })
  core = await core.reopen()
  const next = 'a new set of plain words'
  const use = { personId: person.id, password: next, reason: 'Forgotten' }
  const typo = `${recoveryKey.slice(0, 14)}${recoveryKey[14] === 'A' ? 'B' : 'A'}${recoveryKey.slice(15)}`
  const slip = await core.call('session.recover', { ...use, recoveryKey: typo })
  const short = await codeOf('session.recover', { ...use, recoveryKey: recoveryKey.slice(0, 30) })
  const spoken = recoveryKey.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o')
  const first = await core.ask('session.recover', { ...use, recoveryKey: spoken })
  await core.ask('session.lock', {})
  expect({
    slip,
    short,
    isNew: first.recoveryKey !== recoveryKey,
    again: await codeOf('session.recover', { ...use, recoveryKey }),
    oldPassword: await codeOf('session.unlock', { personId: person.id, password }),
  }).toEqual({
    slip: {
      ok: false,
      code: 'recovery-key-typo',
      message: 'Group 3 of the key has a slip. Look at it again.',
      said: [{ code: 'recovery-key-typo', values: { group: 3 } }],
    },
    short: 'recovery-key-length',
    isNew: true,
    again: 'recovery-key-wrong',
    oldPassword: 'wrong-password',
  })
  core.clock.advance(1000)
  expect([
    await codeOf('session.unlock', { personId: person.id, password: next }),
    await codeOf('session.recover', { ...use, recoveryKey: first.recoveryKey }),
  ]).toEqual(['ok', 'ok'])
})

test('Wrong passwords are slowed down by 1, 2, 4 ... seconds, also across a restart, and shut the account at ten', async () => {
  const { id: personId } = await core.signIn('builder')
  await core.signIn('administrator')
  const waits: number[] = []
  const early: string[] = []
  for (let attempt = 1; attempt <= 10; attempt += 1) {
    if (attempt === 4) core = await core.reopen()
    await core.call('session.unlock', { personId, password: 'not this one at all' })
    const seconds = 2 ** (attempt - 1)
    core.clock.advance(seconds * 1000 - 1)
    early.push(await codeOf('session.unlock', { personId, password }))
    core.clock.advance(1)
    waits.push(seconds)
  }
  const { failures } = keyring().people.find((slot) => slot.id === personId)!
  const shut = await codeOf('session.unlock', { personId, password })
  await core.signIn('administrator', 'boss')
  await core.ask('accounts.setActive', { id: personId, active: true }, { connection: 'boss' })
  expect({
    early,
    failures,
    shut,
    opened: await codeOf('session.unlock', { personId, password }),
  }).toEqual({
    early: [...Array.from({ length: 9 }, () => 'wait'), 'account-shut'],
    failures: 10,
    shut: 'account-shut',
    opened: 'ok',
  })
})

test('Fifty guesses at the same moment count one by one, and none slips past the wait', async () => {
  const { id: personId } = await core.signIn()
  await core.ask('session.lock', {})
  const codes = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      codeOf('session.unlock', { personId, password: `not the right one ${index}` }),
    ),
  )
  expect({
    tried: codes.filter((code) => code === 'wrong-password').length,
    refused: codes.filter((code) => code === 'wait').length,
    failures: keyring().people[0]?.failures,
  }).toEqual({ tried: 1, refused: 49, failures: 1 })
})

test('A clock that is set back neither lowers the count nor shuts the account for years', async () => {
  const { id: personId } = await core.signIn()
  await core.ask('session.lock', {})
  for (let attempt = 0; attempt < 3; attempt += 1) {
    await core.call('session.unlock', { personId, password: 'not this one at all' })
    core.clock.advance(60_000)
  }
  await core.call('session.unlock', { personId, password: 'not this one at all' })
  core.clock.set('2020-01-01T00:00:00.000Z')
  const back = await codeOf('session.unlock', { personId, password })
  core.clock.advance(8000)
  expect({
    back,
    failures: keyring().people[0]?.failures,
    later: await codeOf('session.unlock', { personId, password }),
    afterwards: keyring().people[0]?.failures,
  }).toEqual({ back: 'wait', failures: 4, later: 'ok', afterwards: 0 })
})

test('Two workspaces made at the same moment in one folder become one, which opens afterwards', async () => {
  const results = await Promise.all(
    ['one', 'two'].map((name) =>
      core.call('session.create', { name, password }, { connection: name }),
    ),
  )
  const person = keyring().people[0]
  core = await core.reopen()
  expect({
    codes: results.map((result) => (result.ok ? 'ok' : result.code)),
    opens: await codeOf('session.unlock', { personId: person?.id, password }),
  }).toEqual({ codes: ['ok', 'exists'], opens: 'ok' })
})

test('A database that is gone or lost its key ring is never silently begun anew', async () => {
  const { id: personId } = await core.signIn()
  await core.workspace.close()
  const ring = readFileSync(keyringFile())
  const bytes = databaseBytes()
  const unlock = { personId, password }
  const codes: Record<string, string> = {}
  rmSync(join(core.folder, 'workspace.db'))
  core = await core.reopen()
  codes.gone = await codeOf('session.unlock', unlock)
  writeFileSync(join(core.folder, 'workspace.db'), '')
  codes.empty = await codeOf('session.unlock', unlock)
  writeFileSync(join(core.folder, 'workspace.db'), bytes)
  rmSync(keyringFile())
  codes.withoutRing = await codeOf('session.create', { name: 'Eve', password })
  writeFileSync(keyringFile(), '{"format": 1')
  codes.damagedRing = await codeOf('session.unlock', unlock)
  writeFileSync(keyringFile(), ring)
  codes.restored = await codeOf('session.unlock', unlock)
  expect(codes).toEqual({
    gone: 'database-missing',
    empty: 'database-missing',
    withoutRing: 'keyring-missing',
    damagedRing: 'keyring-damaged',
    restored: 'ok',
  })
})

test('A creation that was cut off after the key ring was written can be finished by unlocking', async () => {
  const { id: personId } = await core.signIn()
  await core.workspace.close()
  writeFileSync(keyringFile(), JSON.stringify({ ...keyring(), created: false, salt: null }))
  rmSync(join(core.folder, 'workspace.db'))
  core = await core.reopen()
  const state = await core.ask('session.state', {})
  expect([
    state.state,
    await codeOf('session.unlock', { personId, password }),
    keyring().created,
  ]).toEqual(['locked', 'ok', true])
})

test.each([
  ['short', 'bad-request', 'only eleven'],
  ['just long enough', 'ok', 'twelve chars'],
  ['of 128 characters', 'ok', 'word and another '.repeat(8).slice(0, 128)],
  ['of 256 characters', 'ok', 'word and another '.repeat(16).slice(0, 256)],
  ['of 257 characters', 'bad-request', 'word and another '.repeat(17).slice(0, 257)],
  ['with emoji and umlauts', 'ok', '🩺 Müde Bären schlafen 🐻'],
  ['of one character', 'weak-password', 'aaaaaaaaaaaaaaaa'],
  ['of two in turn', 'weak-password', 'abababababababab'],
  ['that is guessed first', 'weak-password', 'Password2024!'],
  ['that is the name with a tail', 'weak-password', 'gracehopper12'],
  ['with spaces at both ends', 'ok', '  leave my spaces  '],
])('A password %s is answered with %s', async (_what, expected, given) => {
  expect(await codeOf('session.create', { name: 'Grace Hopper', password: given })).toBe(expected)
})

test('The same password typed in another Unicode form opens', async () => {
  const composed = 'Bärenstärke überall'.normalize('NFC')
  const { person } = await core.ask('session.create', { name: 'Ada', password: composed })
  await core.ask('session.lock', {})
  expect(
    await codeOf('session.unlock', { personId: person.id, password: composed.normalize('NFD') }),
  ).toBe('ok')
})

test('Names are unique without regard to case, also against people who are switched off', async () => {
  const { id } = await core.signIn('builder', 'builder')
  await core.signIn()
  await core.ask('accounts.setActive', { id, active: false })
  const add = (name: string): Promise<string> =>
    codeOf('accounts.add', { name, role: 'builder', password })
  expect([await add('SOME BUILDER'), await add('Another'), await add(' another ')]).toEqual([
    'name-taken',
    'ok',
    'name-taken',
  ])
})
