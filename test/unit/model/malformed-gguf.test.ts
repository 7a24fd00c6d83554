import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { InferenceClient } from '../../../core/inference/client'
import { launchNodeModelHost } from '../../../core/inference/node-launcher'
import { createInferenceClient } from '../../../core/inference/supervised-client'
import { inspectModel } from '../../../model/gguf/inspect'
import { ModelRefusal } from '../../../model/refusal'
import { buildModelHost } from '../../fixtures/built-model-host'
import { type MalformedCase, malformedGgufs } from '../../fixtures/malformed-gguf'
import { writeTinyGguf } from '../../fixtures/tiny-gguf'

describe('malformed model files', () => {
  let folder: string
  let path: string
  let cases: MalformedCase[]

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'malformed-'))
    path = join(folder, 'model.gguf')
    const good = join(folder, 'good.gguf')
    writeTinyGguf(good, { layers: 2, embedding: 64, feedForward: 64, heads: 2, kvHeads: 1 })
    cases = malformedGgufs(readFileSync(good))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('are refused by the pre-check alone, each with a code, in bounded time', () => {
    const accepted: string[] = []
    const untyped: string[] = []
    let slowest = 0
    for (const one of cases) {
      writeFileSync(path, one.bytes())
      const started = performance.now()
      try {
        inspectModel(path)
        if (one.isBroken) accepted.push(one.name)
      } catch (reason) {
        if (!(reason instanceof ModelRefusal)) untyped.push(`${one.name}: ${reason}`)
      }
      slowest = Math.max(slowest, performance.now() - started)
    }
    const brokenCases = cases.filter((one) => one.isBroken).length
    expect({
      enough: cases.length >= 240,
      untyped,
      slowEnough: slowest < 10_000,
      missedShare: accepted.length / brokenCases <= 0.05 || accepted,
    }).toEqual({ enough: true, untyped: [], slowEnough: true, missedShare: true })
  })

  it('that pass the pre-check end in an answer, a refusal or a restart, never in silence', async () => {
    const host = await buildModelHost()
    const client: InferenceClient = createInferenceClient({
      launch: () => launchNodeModelHost(host.path),
      policy: {
        backOffMilliseconds: [1],
        mostRestarts: 1000,
        windowMilliseconds: 1000,
        crashesToQuarantine: 1000,
      },
    })
    const outcomes: Record<string, string> = {}
    try {
      for (const [index, one] of cases.filter((other) => passes(path, other)).entries()) {
        const file = join(folder, `case-${index}.gguf`)
        writeFileSync(file, one.bytes())
        outcomes[one.name] = await outcomeOf(client, file, index)
      }
      writeTinyGguf(path, { layers: 1 })
      outcomes['a good file afterwards'] = await outcomeOf(client, path, 9999)
    } finally {
      await client.close()
      host.remove()
    }
    expect(outcomes['a good file afterwards']).toBe('answered')
    expect(outcomes.untouched).toBe('answered')
    expect(
      Object.values(outcomes).filter((outcome) => !/^(answered|refused)/.test(outcome)),
    ).toEqual([])
  }, 240_000)
})

function passes(path: string, one: MalformedCase): boolean {
  writeFileSync(path, one.bytes())
  try {
    inspectModel(path)
    return true
  } catch {
    return false
  }
}

async function outcomeOf(client: InferenceClient, path: string, index: number): Promise<string> {
  try {
    await client.load({
      path,
      sha256: index.toString(16).padStart(64, '0'),
      gpuLayers: 0,
      contextSize: 256,
      sequences: 1,
      threads: 1,
      allowGpu: false,
    })
    const prompt = {
      kind: 'segments' as const,
      segments: [{ text: 'The note', special: false }],
      reusableSegments: 0,
    }
    await client.generate({ prompt, seed: 1, maxTokens: 4 })
    return 'answered'
  } catch (reason) {
    const code = (reason as { code?: string }).code
    return code === undefined ? `something else: ${reason}` : `refused: ${code}`
  }
}
