import { afterEach, beforeEach, expect, test } from 'vitest'
import { greedySampling } from '../../../contract/common'
import type { InputOf } from '../../../contract/operations'
import { type AskEvent, answer as answerSchema } from '../../../contract/query'
import type { LaunchModelHost } from '../../../core/inference/port'
import { openTestCore, type TestCore } from '../../fixtures/core'
import { createFakeModelHost } from '../../fixtures/fake-model-host'

const note = 'Mrs Example had a fever of 39 °C.\nShe was given cefazolin 2 g. She went home well.'
const text = 'She had a fever of 39 °C. She was given penicillin 5 g.'
let core: TestCore
let projectId: string
let modelId: string

async function open(host = createFakeModelHost({ write: () => text }), launch?: LaunchModelHost) {
  core = await openTestCore({ modelHost: host, launchModelHost: launch })
  await core.signIn()
  projectId = (await core.ask('projects.create', { name: 'P' })).id
  modelId = await core.importModel()
}
beforeEach(() => open())
afterEach(() => core.close())

const question = (wish: Partial<InputOf<'query.ask'>> = {}): InputOf<'query.ask'> => ({
  projectId,
  modelId,
  note: { kind: 'text', text: note },
  task: 'question-answering',
  instruction: 'What was she given?',
  seed: 5,
  ...wish,
})

test('An answer is streamed, linked to the note sentence by sentence, and stored with how it was made', async () => {
  const events: AskEvent[] = []
  const answer = await core.ask('query.ask', question(), {
    onEvent: (event) => events.push(event as AskEvent),
  })
  const streamed = events.map((event) => (event.type === 'text' ? event.text : '')).join('')
  expect({
    streamed,
    fits: answerSchema.safeParse(answer).success,
    stored: await core.ask('query.get', { id: answer.id }),
    support: answer.statements.map((one) => one.support),
    evidence: answer.statements[0]?.evidence.map((span) => note.slice(span.start, span.end)),
    made: {
      family: answer.family,
      seed: answer.seed,
      sampling: answer.sampling,
      finishReason: answer.finishReason,
      confidential: answer.confidential,
      trimming: answer.trimming,
      person: answer.person,
    },
  }).toEqual({
    streamed: text,
    fits: true,
    stored: answer,
    support: ['in-note', 'not-in-note'],
    evidence: answer.statements[0]?.evidence.map((span) => note.slice(span.start, span.end)),
    made: {
      family: 'chatml',
      seed: 5,
      sampling: greedySampling,
      finishReason: 'stop',
      confidential: true,
      trimming: null,
      person: 'Ada Example',
    },
  })
  expect(answer.statements[0]?.evidence.length).toBeGreaterThan(0)
})

test('The family that a person chose for a model is the one the question is dressed in', async () => {
  const [model] = await core.ask('models.list', {})
  await core.ask('models.configure', {
    id: modelId,
    name: 'Mine',
    family: 'asclepius',
    gpuLayers: null,
    contextSize: 2048,
  })
  const answer = await core.ask('query.ask', question())
  const [after] = await core.ask('models.list', {})
  expect({
    before: model?.family,
    answer: [answer.family, answer.modelName],
    from: after?.familyFrom,
  }).toEqual({
    before: 'chatml',
    answer: ['asclepius', 'Mine'],
    from: 'person',
  })
})

test('Stopping an answer keeps what came, and says that a person stopped it', async () => {
  await core.close()
  await open(createFakeModelHost({ pieceMilliseconds: 5 }))
  const stop = new AbortController()
  let pieces = 0
  const answer = await core.ask('query.ask', question(), {
    signal: stop.signal,
    onEvent: (event) => {
      if ((event as AskEvent).type === 'text') pieces += 1
      if (pieces === 3) stop.abort(new Error('cancelled'))
    },
  })
  const history = await core.ask('query.history', { projectId })
  expect({
    reason: answer.finishReason,
    isPartial: answer.text.split(' ').length >= 3 && answer.text.split(' ').length < 100,
    inHistory: history.rows.map((row) => row.preview),
  }).toEqual({
    reason: 'stopped-by-person',
    isPartial: true,
    inHistory: [answer.text],
  })
})

test('What was cut from a note that is too long is stored, and nothing of the cut part counts as evidence', async () => {
  await core.close()
  const host = createFakeModelHost({ write: () => 'She was given cefazolin 2 g.' })
  await open(host, () => trimmed(host.launch(), 34))
  const answer = await core.ask('query.ask', question())
  expect({
    trimming: answer.trimming,
    note: answer.note,
    evidence: answer.statements.flatMap((one) => one.evidence).filter((span) => span.end > 34),
    support: answer.statements.map((one) => one.support),
  }).toEqual({
    trimming: {
      keptCharacters: 34,
      cutCharacters: note.length - 34,
      keptTokens: 10,
      cutTokens: 7,
    },
    note,
    evidence: [],
    support: ['not-in-note'],
  })
})

/** A model process that says of every answer that it saw only the first characters of the note. */
function trimmed(life: ReturnType<LaunchModelHost>, kept: number): ReturnType<LaunchModelHost> {
  const trim = {
    isTrimmed: true,
    keptCharacters: kept,
    removedCharacters: note.length - kept,
    noteTokens: 17,
    removedTokens: 7,
  }
  const change = (message: unknown): unknown => {
    const { value } = message as { value?: { trim?: unknown } }
    return value?.trim ? { ...(message as object), value: { ...value, trim } } : message
  }
  return {
    ...life,
    port: {
      ...life.port,
      onMessage: (listener) => life.port.onMessage((message) => listener(change(message))),
    },
  }
}

test('A stored record and a written note can be asked about, and keep whether they are confidential', async () => {
  const path = core.file('r.csv', `id,text\n1,"${note}"\n`)
  const { jobId } = await core.ask('sources.import', {
    projectId,
    tokens: [core.token(path)],
    name: 'Public',
    confidential: false,
    mapping: { text: 'text', title: null, externalId: 'id' },
    onProblem: 'keep-good',
  })
  await core.workspace.services.jobs.ended(jobId)
  const record = await core.ask('query.ask', question({ note: { kind: 'document', id: 1 } }))
  const gone = await core.call('query.ask', question({ note: { kind: 'note', id: 99 } }))
  expect({
    asked: record.asked,
    confidential: record.confidential,
    gone: gone.ok ? 'ok' : gone.code,
  }).toEqual({ asked: { kind: 'document', id: 1 }, confidential: false, gone: 'no-note' })
})

test('"This is wrong" is kept with its reason, filters the history, and can be taken back', async () => {
  const ids = []
  for (const instruction of ['One?', 'Two?', 'Three?'])
    ids.push((await core.ask('query.ask', question({ instruction }))).id)
  const id = ids[1] ?? ''
  const flagged = async () =>
    (await core.ask('query.history', { projectId, flaggedOnly: true })).rows.map((row) => row.id)
  await core.ask('query.flag', { id, reason: 'The dose is wrong' })
  const during = [await flagged(), (await core.ask('query.get', { id })).complaint]
  await core.ask('query.flag', { id, reason: null })
  const log = JSON.stringify((await core.ask('audit.page', {})).rows)
  expect({
    during,
    after: await flagged(),
    isInLog: /dose is wrong|cefazolin|fever/.test(log),
  }).toEqual({
    during: [[id], 'The dose is wrong'],
    after: [],
    isInLog: false,
  })
})

test('The history gives every answer once, newest first, page by page', async () => {
  const asked: string[] = []
  for (let number = 0; number < 9; number += 1) {
    if (number % 3 === 0) core.clock.advance(1000)
    asked.unshift(
      (await core.ask('query.ask', question({ instruction: `Question ${number}?` }))).id,
    )
  }
  const ids: string[] = []
  let after: string | null = null
  do {
    const page: { rows: { id: string }[]; next: string | null } = await core.ask('query.history', {
      projectId,
      after,
      limit: 4,
    })
    ids.push(...page.rows.map((row) => row.id))
    after = page.next
  } while (after !== null)
  expect(ids).toEqual(asked)
})

test('The same question again gives the same answer, and replaying says so', async () => {
  const answer = await core.ask('query.ask', question())
  core = await core.reopen()
  await core.signIn()
  expect(await core.ask('query.replay', { id: answer.id })).toEqual({
    same: true,
    text: answer.text,
  })
})

test('A crash of the model process in the middle of an answer is told in words, and the next question is answered', async () => {
  core.modelHost.misbehave('ask', 'crash', 1)
  const crashed = await core.call('query.ask', question())
  const next = await core.call('query.ask', question())
  const history = await core.ask('query.history', { projectId })
  expect({
    crashed: crashed.ok ? 'ok' : [crashed.code, /kept/.test(crashed.message)],
    next: next.ok,
    stored: history.rows.length,
  }).toEqual({ crashed: ['model-process-ended', true], next: true, stored: 1 })
})

test('An answer that says the note does not have it is marked so', async () => {
  await core.close()
  await open(createFakeModelHost({ write: () => 'The dose is not mentioned in the note.' }))
  const { saysNotInNote } = await core.ask('query.ask', question())
  expect(saysNotInNote).toBe(true)
})
