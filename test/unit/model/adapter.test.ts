import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inspectAdapter } from '../../../model/gguf/adapter'
import { fakeInspection } from '../../fixtures/fake-model-host'
import { type TinyAdapterOptions, writeTinyAdapter } from '../../fixtures/tiny-adapter'

describe('the pre-check of adapters', () => {
  let folder: string
  let path: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'adapter-'))
    path = join(folder, 'adapter.gguf')
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const codeFor = (options: TinyAdapterOptions): string => {
    writeTinyAdapter(path, options)
    return code()
  }
  function code(): string {
    try {
      inspectAdapter(path, fakeInspection)
      return 'accepted'
    } catch (reason) {
      return (reason as { code?: string }).code ?? `no code: ${reason}`
    }
  }

  it('describes a good one', () => {
    writeTinyAdapter(path)
    const { fileBytes, ...rest } = inspectAdapter(path, fakeInspection)
    expect(rest).toEqual({
      architecture: 'llama',
      name: undefined,
      rank: 4,
      alpha: 8,
      targets: ['blk.0.attn_q.weight'],
      parameters: 512,
      tensorCount: 2,
    })
  })

  it('refuses each fault with a code of its own', () => {
    const codes = {
      model: codeFor({ kind: 'model' }),
      architecture: codeFor({ architecture: 'qwen2' }),
      alpha: codeFor({ alpha: 0 }),
      rank: codeFor({ rankOfB: 8 }),
      shape: codeFor({ input: 128 }),
      layer: codeFor({ layer: 9 }),
      half: codeFor({ withoutB: true }),
      stranger: codeFor({ extraTensor: 'blk.0.attn_q.bias' }),
      notANumber: codeFor({ value: Number.NaN }),
      endless: codeFor({ value: Number.POSITIVE_INFINITY }),
      alphaNotFinite: codeFor({ alpha: Number.NaN }),
    }
    writeTinyAdapter(path)
    truncateSync(path, 300)
    const cut = code()
    writeFileSync(path, 'nothing of the kind')
    expect({ ...codes, cut, other: code() }).toEqual({
      model: 'adapter-kind',
      architecture: 'adapter-architecture',
      alpha: 'adapter-alpha',
      rank: 'adapter-rank',
      shape: 'adapter-shape',
      layer: 'adapter-layer',
      half: 'adapter-pair',
      stranger: 'adapter-tensor-name',
      notANumber: 'adapter-not-finite',
      endless: 'adapter-not-finite',
      alphaNotFinite: 'gguf-not-finite',
      cut: 'gguf-truncated',
      other: 'gguf-magic',
    })
  })
})
