import { afterEach, describe, expect, it } from 'vitest'
import type { ModelParams } from '../../../contract/model-protocol'
import { renderPrompt } from '../../../contract/prompt-families'
import type { InferenceClient } from '../../../core/inference/client'
import {
  createInferenceClient,
  type InferenceOptions,
} from '../../../core/inference/supervised-client'
import { createFakeModelHost, type FakeModelHost } from '../../fixtures/fake-model-host'

const quickPolicy = {
  backOffMilliseconds: [5, 10, 20],
  mostRestarts: 3,
  windowMilliseconds: 60_000,
  crashesToQuarantine: 2,
}
const quickLimits = {
  pingMilliseconds: 10,
  pongMilliseconds: 100,
  quietMilliseconds: 150,
  quietLoadMilliseconds: 200,
}

const poison = 'a'.repeat(64)
const other = 'b'.repeat(64)
const load = (sha256: string): ModelParams<'load'> => ({
  path: '/model.gguf',
  sha256,
  gpuLayers: 0,
  contextSize: 512,
  sequences: 2,
})
const ask = {
  family: 'chatml',
  note: 'A note.',
  instruction: 'Why?',
  seed: 1,
  maxTokens: 8,
} as const
const generate = { prompt: renderPrompt('chatml', { user: 'Hello' }), seed: 4, maxTokens: 300 }

const codeOf = (work: Promise<unknown>): Promise<string | number> =>
  work.then(
    () => 'done',
    (reason) => (reason as { code?: string | number }).code ?? `no code: ${reason}`,
  )

describe('the client of the model process', () => {
  let client: InferenceClient
  let fake: FakeModelHost

  function open(options: Partial<InferenceOptions> = {}, pieceMilliseconds = 0): void {
    fake = createFakeModelHost({ pieceMilliseconds })
    client = createInferenceClient({
      launch: fake.launch,
      policy: quickPolicy,
      limits: quickLimits,
      ...options,
    })
  }
  afterEach(() => client.close())

  it('starts the process at the first call and gives the same text for the same seed', async () => {
    open()
    const before = fake.launches()
    await client.load(load(other))
    const pieces: string[] = []
    const first = await client.ask(ask, { onText: (text) => pieces.push(text) })
    const second = await client.ask(ask)
    expect({ before, after: fake.launches(), joined: pieces.join(''), again: second.text }).toEqual(
      {
        before: 0,
        after: 1,
        joined: first.text,
        again: first.text,
      },
    )
  })

  it('refuses every pending call when the process dies, restarts it and loads the model again', async () => {
    open({}, 5)
    await client.load(load(other))
    const pending = [1, 2, 3].map((seed) => codeOf(client.generate({ ...generate, seed })))
    await new Promise((resolve) => setTimeout(resolve, 30))
    fake.kill()
    const codes = await Promise.all(pending)
    const state = client.state().kind
    const after = await client.ask(ask)
    expect({ codes, state, after: after.finishReason, launches: fake.launches() }).toEqual({
      codes: ['model-process-ended', 'model-process-ended', 'model-process-ended'],
      state: 'waiting',
      after: 'length',
      launches: 2,
    })
  })

  it('stops a process that hangs and one that stalls, and serves the next call', async () => {
    open()
    await client.load(load(other))
    fake.misbehave('measure', 'hang')
    const hung = await codeOf(client.measure())
    fake.misbehave('inspect', 'stall')
    const stalled = await codeOf(client.inspect({ path: '/x' }))
    const next = await codeOf(client.inspect({ path: '/x' }))
    expect({ hung, stalled, next }).toEqual({
      hung: 'model-process-stalled',
      stalled: 'model-process-stalled',
      next: 'done',
    })
  })

  it('uses no answer that lies about its shape, and passes refusals on', async () => {
    open()
    await client.load(load(other))
    fake.misbehave('ask', 'lie')
    const lie = await codeOf(client.ask(ask))
    fake.misbehave('ask', 'refuse')
    const refused = await codeOf(client.ask(ask))
    expect({ lie, refused }).toEqual({ lie: 'model-answer-unreadable', refused: 'fake-refusal' })
  })

  it('puts a model aside that ended the process twice, tells so, and lets it go again', async () => {
    const told: string[] = []
    open({ onQuarantine: (sha256) => told.push(sha256) })
    fake.misbehave('load', 'crash', 2)
    const codes = [
      await codeOf(client.load(load(poison))),
      await codeOf(client.load(load(poison))),
      await codeOf(client.load(load(poison))),
      await codeOf(client.load(load(other))),
    ]
    client.release(poison)
    codes.push(await codeOf(client.load(load(poison))))
    expect({ codes, told, loads: fake.calls().filter((call) => call === 'load').length }).toEqual({
      codes: ['model-process-ended', 'model-process-ended', 'model-quarantined', 'done', 'done'],
      told: [poison],
      loads: 4,
    })
  })

  it('makes three restarts, then stays still until it is reset', async () => {
    open()
    for (let time = 0; time < 4; time += 1) {
      fake.misbehave('inspect', 'crash')
      await codeOf(client.inspect({ path: '/x' }))
    }
    const disabled = await codeOf(client.inspect({ path: '/x' }))
    const launches = fake.launches()
    client.reset()
    const again = await codeOf(client.inspect({ path: '/x' }))
    expect({ disabled, launches, again }).toEqual({
      disabled: 'model-process-disabled',
      launches: 4,
      again: 'done',
    })
  })

  it('cancels a text and keeps what came; a call on a cancelled signal is not made', async () => {
    open({}, 2)
    await client.load(load(other))
    const controller = new AbortController()
    const text = await client.generate(generate, {
      signal: controller.signal,
      onText: () => controller.abort(),
    })
    const before = codeOf(client.measure({ signal: controller.signal }))
    expect({
      reason: text.finishReason,
      some: text.text.length > 0,
      before: await before,
    }).toEqual({ reason: 'aborted', some: true, before: 20 })
  })

  it('refuses to write without a model and after it was closed', async () => {
    open()
    const without = await codeOf(client.ask(ask))
    await client.close()
    expect({ without, closed: await codeOf(client.inspect({ path: '/x' })) }).toEqual({
      without: 'model-not-loaded',
      closed: 'model-process-closed',
    })
  })
})
