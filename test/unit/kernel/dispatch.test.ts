import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Role, roles } from '../../../contract/operation'
import { type OperationName, operations } from '../../../contract/operations'
import { openTestCore, password, type TestCore } from '../../fixtures/core'

/**
 * Who may do what, written down a second time: a change of the contract has to be made here too.
 * a administrator, b builder, c clinician, r reviewer, v validation lead, u auditor, - nobody
 * signed in.
 */
const letters: Readonly<Record<string, Role>> = {
  a: 'administrator',
  b: 'builder',
  c: 'clinician',
  r: 'reviewer',
  v: 'validation-lead',
  u: 'auditor',
}
const everybody = 'abcrvu'
const allowed: Readonly<Record<OperationName, string>> = {
  'session.state': `-${everybody}`,
  'session.create': `-${everybody}`,
  'session.unlock': `-${everybody}`,
  'session.recover': `-${everybody}`,
  'session.lock': everybody,
  'session.touch': everybody,
  'session.changePassword': everybody,
  'accounts.list': 'a',
  'accounts.add': 'a',
  'accounts.setActive': 'a',
  'audit.page': 'au',
  'audit.verify': 'au',
  'jobs.list': everybody,
  'jobs.pause': 'ab',
  'jobs.resume': 'ab',
  'jobs.cancel': 'ab',
  'jobs.clearFinished': 'ab',
  'projects.list': everybody,
  'projects.create': 'ab',
  'projects.rename': 'ab',
  'projects.openSample': 'ab',
  'projects.rail': everybody,
  'sources.inspect': 'ab',
  'sources.import': 'ab',
  'sources.collections': 'abv',
  'sources.problems': 'abv',
  'sources.rename': 'ab',
  'sources.setTerms': 'ab',
  'sources.remove': 'ab',
  'sources.restore': 'ab',
  'documents.page': 'abv',
  'documents.count': 'abv',
  'documents.get': 'abcv',
  'adapters.list': everybody,
  'adapters.get': everybody,
  'adapters.rename': 'ab',
  'adapters.setNote': 'ab',
  'adapters.remove': 'ab',
  'adapters.restore': 'ab',
  'adapters.export': 'ab',
  'adapters.exportConfidential': 'a',
  'adapters.import': 'ab',
  'training.facts': 'ab',
  'training.plan': 'abv',
  'training.savePlan': 'ab',
  'training.preflight': 'ab',
  'training.preflightOf': 'abv',
  'training.start': 'ab',
  'training.stopAndKeep': 'ab',
  'training.rename': 'ab',
  'training.runs': 'abv',
  'training.run': 'abv',
  'training.curves': 'abv',
  'training.samples': 'abv',
  'training.log': 'abv',
  'models.list': everybody,
  'models.fit': everybody,
  'models.devices': everybody,
  'models.import': 'ab',
  'models.sampleOffer': everybody,
  'models.importSample': 'ab',
  'models.configure': 'ab',
  'models.measure': 'ab',
  'models.release': 'ab',
  'models.remove': 'ab',
  'templates.list': 'abv',
  'templates.save': 'ab',
  'synthesis.start': 'ab',
  'synthesis.plan': 'ab',
  'synthesis.runs': 'abv',
  'synthesis.board': 'abv',
  'synthesis.setThresholds': 'ab',
  'notes.page': 'abv',
  'notes.get': 'abcv',
  'notes.setRestored': 'ab',
  'notes.regenerate': 'ab',
  'spotCheck.draw': 'ab',
  'spotCheck.tick': 'ab',
  'evaluation.inspectSet': 'ab',
  'evaluation.importSet': 'ab',
  'evaluation.sets': 'abv',
  'evaluation.setQuestions': 'abv',
  'evaluation.removeSet': 'ab',
  'evaluation.restoreSet': 'ab',
  'evaluation.complaints': 'abv',
  'evaluation.judgePrompts': 'abv',
  'evaluation.plan': 'ab',
  'evaluation.start': 'ab',
  'evaluation.judge': 'ab',
  'evaluation.runs': 'abv',
  'evaluation.run': 'abv',
  'evaluation.removeRun': 'ab',
  'evaluation.results': 'abv',
  'evaluation.items': 'abv',
  'evaluation.itemCount': 'abv',
  'evaluation.item': 'abv',
  'evaluation.statementCheck': 'abv',
  'evaluation.setStatementCheck': 'ab',
  'evaluation.labelStatement': 'abv',
  'evaluation.startPerplexity': 'ab',
  'evaluation.corpora': 'abv',
  'evaluation.perplexity': 'abv',
  'evaluation.startAbility': 'ab',
  'evaluation.ability': 'abv',
  'evaluation.abilityItems': 'abv',
  'instructions.seeds': 'abv',
  'instructions.seedVersions': 'abv',
  'instructions.saveSeeds': 'ab',
  'instructions.prompts': 'abv',
  'instructions.plan': 'ab',
  'instructions.start': 'ab',
  'instructions.runs': 'abv',
  'instructions.board': 'abv',
  'instructions.previewThresholds': 'abv',
  'instructions.setThresholds': 'ab',
  'instructions.page': 'abv',
  'instructions.get': 'abv',
  'instructions.edit': 'ab',
  'instructions.undoEdit': 'ab',
  'instructions.setVerdict': 'ab',
  'instructions.splitState': 'abv',
  'instructions.split': 'ab',
  'instructions.checkLeakage': 'ab',
  'instructions.overrideLeakage': 'av',
  'instructions.export': 'ab',
  'instructions.inspectImport': 'ab',
  'instructions.import': 'ab',
  'instructions.imports': 'abv',
  'studies.list': 'abv',
  'studies.get': 'abv',
  'studies.check': 'abv',
  'studies.choices': 'abv',
  'studies.planner': 'abv',
  'studies.preview': 'abv',
  'studies.saveDraft': 'av',
  'studies.paperDesign': 'abv',
  'studies.open': 'av',
  'studies.close': 'av',
  'studies.newVersion': 'av',
  'studies.removeDraft': 'av',
  'studies.importAnswers': 'av',
  'ratings.queue': 'r',
  'ratings.case': 'r',
  'ratings.reveal': 'r',
  'ratings.save': 'r',
  'ratings.finish': 'r',
  'ratings.reopen': 'r',
  'packets.list': 'v',
  'packets.make': 'v',
  'packets.look': 'r',
  'packets.take': 'r',
  'packets.giveBack': 'r',
  'packets.merge': 'v',
  'packets.decide': 'v',
  'settle.list': 'v',
  'settle.case': 'v',
  'settle.decide': 'v',
  'corrections.list': 'abv',
  'corrections.decide': 'ab',
  'studyResults.get': 'abv',
  'studyResults.worst': 'abv',
  'studyResults.makeReport': 'av',
  'studyResults.reports': 'abv',
  'studyResults.export': 'av',
  'release.candidates': 'abvu',
  'release.list': 'abvu',
  'release.get': 'abvu',
  'release.create': 'av',
  'release.sign': 'av',
  'release.withdraw': 'av',
  'release.askable': 'abcv',
  'lineage.reach': 'abv',
  'lineage.marked': 'abvu',
  'lineage.withdraw': 'abv',
  'memorisation.start': 'abv',
  'memorisation.tests': 'abv',
  'sharePack.state': 'abv',
  'sharePack.write': 'abv',
  'query.ask': 'abcv',
  'query.replay': 'abcv',
  'query.history': 'abcv',
  'query.get': 'abcv',
  'query.flag': 'abcv',
  'settings.get': everybody,
  'settings.set': 'a',
  'system.home': everybody,
}

const names = Object.keys(operations) as OperationName[]
let core: TestCore
let projectId: string

beforeAll(async () => {
  core = await openTestCore()
  for (const role of roles) await core.signIn(role, role)
  projectId = (await core.ask('projects.openSample', {}, { connection: 'administrator' })).id
  await core.waitForJobs()
})
afterAll(() => core.close())

const auditRows = (): number =>
  core.workspace.services.vault.db().one<{ n: number }>('SELECT max(seq) AS n FROM audit')?.n ?? 0

test('The table of this test lists every operation there is', () => {
  expect(Object.keys(allowed).sort()).toEqual([...names].sort())
})

test('Each role may do exactly what the table says, and each refusal is recorded', async () => {
  const wrong: string[] = []
  for (const name of names)
    for (const letter of `-${everybody}`) {
      const connection = letters[letter] ?? 'nobody'
      const before = auditRows()
      // A request that nothing can be made of: the door is tried before the input is read.
      const result = await core.call(name, 'no such request', { connection })
      const code = result.ok ? 'ok' : result.code
      const expected = allowed[name].includes(letter)
        ? 'bad-request'
        : letter === '-'
          ? 'locked'
          : 'not-your-role'
      const isRecorded = auditRows() === before + (expected === 'not-your-role' ? 1 : 0)
      if (code !== expected || !isRecorded) wrong.push(`${connection} ${name}: ${code}`)
    }
  expect(wrong).toEqual([])
})

test('What the table allows is really done, not only let through the door', async () => {
  const inputs: Partial<Record<OperationName, unknown>> = {
    'session.state': {},
    'session.touch': {},
    'accounts.list': {},
    'audit.page': {},
    'audit.verify': {},
    'jobs.list': {},
    'jobs.clearFinished': {},
    'projects.list': {},
    'projects.create': { name: 'Another' },
    'projects.rail': { projectId },
    'sources.collections': { projectId },
    'documents.page': { filter: { projectId } },
    'documents.count': { filter: { projectId } },
    'documents.get': { id: 1 },
    'models.list': {},
    'models.sampleOffer': {},
    'templates.list': {},
    'templates.save': { name: 'T', system: '', user: '{report}' },
    'synthesis.runs': { projectId },
    'synthesis.board': { projectId },
    'notes.page': { filter: { projectId } },
    'evaluation.sets': { projectId },
    'evaluation.complaints': { projectId },
    'evaluation.runs': { projectId },
    'evaluation.judgePrompts': {},
    'evaluation.statementCheck': { projectId },
    'evaluation.corpora': { projectId },
    'evaluation.perplexity': { projectId },
    'evaluation.ability': { projectId },
    'query.history': { projectId },
    'settings.get': {},
    'settings.set': { idleMinutes: 5 },
    'system.home': {},
  }
  const wrong: string[] = []
  for (const [name, input] of Object.entries(inputs) as [OperationName, unknown][])
    for (const letter of allowed[name].replace('-', '')) {
      const result = await core.call(name, input, { connection: letters[letter] ?? '' })
      if (!result.ok) wrong.push(`${letters[letter]} ${name}: ${result.code}`)
      else {
        const output = operations[name].output.safeParse(result.value)
        if (!output.success) wrong.push(`${name} gives ${output.error.message}`)
      }
    }
  expect(wrong).toEqual([])
})

test('A name that is no operation is refused, also one that every object has', async () => {
  const codes = []
  for (const name of ['', 'nothing.here', 'toString', '__proto__', 'constructor', 'shell.print']) {
    const result = await core.call(name, {}, { connection: 'administrator' })
    codes.push(result.ok ? 'ok' : result.code)
  }
  expect(new Set(codes)).toEqual(new Set(['unknown-operation']))
})

const nasty = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '',
      '\0',
      "'; DROP TABLE note; --",
      '"',
      '*',
      'a\0b',
      '\ud800',
      '{report}',
      '../../etc/passwd',
      '9'.repeat(30),
      '💊'.repeat(50),
    ),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      0,
      -1,
      -0,
      1.5,
      2 ** 31,
      2 ** 53 - 1,
      -(2 ** 53) + 1,
      1e308,
      Number.NaN,
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom(null, undefined, true, [], {}) },
)

/** An input of the right shape with odd values, or with some fields of the wrong kind. */
function inputFor(name: OperationName): fc.Arbitrary<unknown> {
  const shape = (operations[name].input as unknown as { shape: Record<string, unknown> }).shape
  const id = fc.constantFrom<unknown>(projectId, 'no-such-id', 1, 3, '1')
  const known: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
    projectId: fc.oneof({ weight: 4, arbitrary: fc.constant(projectId) }, nasty),
    id,
    noteId: id,
    collectionId: id,
    tokens: fc.array(fc.oneof(fc.constant('abcdefgh12345678'), nasty), { maxLength: 2 }),
    name: fc.oneof(fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }), nasty),
    reason: fc.oneof(fc.constant('because'), nasty),
    limit: fc.oneof(fc.integer({ min: 1, max: 200 }), nasty),
    after: fc.oneof(fc.constantFrom(null, '3', '0', '-1', '[1,2]', '["a"]', '{}', '1e9'), nasty),
    search: nasty,
    sort: fc.constantFrom<unknown>('imported', 'title', 'shortest', 'longest', 'x'),
    password: fc.oneof(fc.constant('short'), nasty),
    filter: fc.record({
      projectId: fc.constant(projectId),
      search: nasty,
      collectionId: fc.constantFrom(null, 'x'),
    }),
    sampling: fc.constant({ temperature: 1, topP: 1, topK: 0, minP: 0, repeatPenalty: 1 }),
    idleMinutes: fc.oneof(fc.integer({ min: 1, max: 15 }), nasty),
    flaggedOnly: fc.boolean(),
    restored: fc.boolean(),
    thresholds: fc.record({ minWords: nasty, nearCopy: nasty }, { requiredKeys: [] }),
    note: fc.oneof(
      fc.record({ kind: fc.constantFrom('document', 'note'), id: nasty }),
      fc.record({ kind: fc.constant('text'), text: nasty }),
    ),
    task: fc.constantFrom(null, 'summarization'),
    instruction: nasty,
    verdict: fc.constantFrom('passed', 'failed', 'open'),
    count: fc.integer({ min: 0, max: 300 }),
    seed: fc.integer(),
    maxTokens: fc.integer({ min: 16, max: 100 }),
  }
  return fc.record(
    Object.fromEntries(Object.keys(shape).map((field) => [field, known[field] ?? nasty])),
    { requiredKeys: [] },
  )
}

/** Those that would end the session of the test or only cost time (Argon2). */
const left = new Set<OperationName>(['session.lock', 'session.unlock', 'session.changePassword'])

test('2,000 odd requests: none is unexpected to the core, and none changes anything unrecorded', async () => {
  const wrong: string[] = []
  const every = names.filter((name) => !left.has(name))
  const runs = Math.ceil(2000 / every.length)
  const { vault } = core.workspace.services
  const fingerprint = (): string =>
    JSON.stringify(
      [
        'project',
        'collection',
        'template',
        'note',
        'answer',
        'setting',
        'gate_threshold',
        'person',
      ].map((table) =>
        vault
          .db()
          .all(`SELECT * FROM ${table} ${table === 'setting' ? "WHERE name != 'audit-head'" : ''}`),
      ),
    )
  let done = 0
  let before = fingerprint()
  let rows = auditRows()
  for (const name of every)
    for (const input of fc.sample(inputFor(name), { numRuns: runs, seed: 11 })) {
      const connection = 'administrator'
      const result = await core.call(name, input, { connection })
      done += 1
      if (!result.ok && ['internal', 'no-audit-record'].includes(result.code))
        wrong.push(`${name} ${JSON.stringify(input)}: ${result.code}`)
      if (operations[name].kind === 'command' || name.startsWith('documents')) {
        const after = fingerprint()
        const rowsAfter = auditRows()
        if (after !== before && rowsAfter === rows) wrong.push(`${name} wrote without a record`)
        if (result.ok && operations[name].kind === 'command' && rowsAfter === rows)
          wrong.push(`${name} left no record`)
        before = after
        rows = rowsAfter
      }
    }
  await core.waitForJobs()
  const logged = core.logged.filter(({ event }) => event !== 'wrong password')
  expect({ wrong: wrong.slice(0, 20), enough: done >= 2000, logged }).toEqual({
    wrong: [],
    enough: true,
    logged: [],
  })
})

test('A password of a refused request stands in no log and no message', async () => {
  const result = await core.call('accounts.add', { name: 'X', role: 'none', password })
  expect(JSON.stringify([result, core.logged])).not.toContain(password)
})
