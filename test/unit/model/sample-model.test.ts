import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ModelParams } from '../../../contract/model-protocol'
import { renderPrompt } from '../../../contract/prompt-families'
import type { InferenceClient } from '../../../core/inference/client'
import { launchNodeModelHost } from '../../../core/inference/node-launcher'
import { createInferenceClient } from '../../../core/inference/supervised-client'
import {
  buildModelHost,
  hasSampleModel,
  sampleModelPath,
  sha256Of,
  withoutSampleModel,
} from '../../fixtures/built-model-host'

const NOTE = [
  'Discharge summary. A 71-year-old woman was admitted with fever and cough.',
  'Chest film showed a right lower lobe pneumonia. She was given ceftriaxone 1 g daily',
  'and azithromycin 500 mg daily for five days. Creatinine rose to 1.9 mg/dL and fell again.',
].join('\n')

const paperSampling = { temperature: 1 }

function request(user: string, seed: number, maxTokens = 40): ModelParams<'generate'> {
  return { prompt: renderPrompt('chatml', { user }), sampling: paperSampling, seed, maxTokens }
}

const slow = { timeout: 240_000 }

describe.skipIf(!hasSampleModel)(
  `the sample model (skipped where ${withoutSampleModel})`,
  slow,
  () => {
    let client: InferenceClient
    let host: { path: string; remove: () => void }
    let load: ModelParams<'load'>

    beforeAll(async () => {
      host = await buildModelHost()
      client = createInferenceClient({ launch: () => launchNodeModelHost(host.path) })
      load = {
        path: sampleModelPath,
        sha256: sha256Of(sampleModelPath),
        gpuLayers: 0,
        contextSize: 1024,
        sequences: 4,
        /** Threads that wait for each other crawl on a busy machine; one does not. */
        threads: 1,
        allowGpu: false,
      }
      await client.load(load)
    }, 240_000)
    afterAll(async () => {
      await client.close()
      host.remove()
    })

    it('is described from its header alone', async () => {
      const { layerBytes, chatTemplate, ...rest } = await client.inspect({ path: sampleModelPath })
      expect({ ...rest, layers: layerBytes.length, template: chatTemplate?.length }).toMatchObject({
        architecture: 'llama',
        parameters: 134_515_008,
        quantisation: 'Q4_1',
        trainedContext: 8192,
        layers: 30,
        heads: 9,
        kvHeads: 3,
        embedding: 576,
        vocabulary: 49_152,
        tokenizer: 'gpt2',
        promptFamily: {
          family: 'chatml',
          isRecognised: true,
          defaultSystem: 'You are a helpful AI assistant named SmolLM, trained by Hugging Face',
        },
      })
    })

    it('writes the same text from the same seed, alone, in another slot and beside others', async () => {
      const requests = [
        request('Write a short discharge summary for a patient with pneumonia.', 7),
        request('List five common drugs for high blood pressure.', 8, 25),
        request(`Summarise this: ${NOTE.repeat(2)}`, 9, 20),
        request('Why is the sky blue?', 10, 30),
        request('Tell a story about a doctor in the mountains.', 11, 15),
      ]
      const alone: string[] = []
      for (const one of requests) alone.push((await client.generate(one)).text)
      const beside = await Promise.all(requests.map((one) => client.generate(one)))
      const otherSeed = await client.generate({ ...requests[0]!, seed: 8 })
      expect({
        beside: beside.map((one) => one.text),
        differsWithSeed: otherSeed.text !== alone[0],
      }).toEqual({ beside: alone, differsWithSeed: true })
    })

    it('streams pieces that join to the text, and stops at a stop text and at the limit', async () => {
      const pieces: string[] = []
      const whole = await client.generate(
        { ...request('Explain what an X-ray is.', 1, 30), sampling: { temperature: 0 } },
        { onText: (text) => pieces.push(text) },
      )
      const word = /[a-z]{4,}/.exec(whole.text.slice(10))![0]
      const stopped = await client.generate({
        ...request('Explain what an X-ray is.', 1, 30),
        sampling: { temperature: 0 },
        stop: [word],
      })
      expect({
        joined: pieces.join(''),
        tokens: whole.generatedTokens <= 30,
        stopped: stopped.text,
        reason: stopped.finishReason,
      }).toEqual({
        joined: whole.text,
        tokens: true,
        stopped: whole.text.slice(0, whole.text.indexOf(word)),
        reason: 'stop',
      })
    })

    it('cancels one sequence and leaves the other as it would have been', async () => {
      const kept = request('Explain what an X-ray is.', 5, 40)
      const alone = await client.generate(kept)
      const controller = new AbortController()
      const [cancelled, other] = await Promise.all([
        client.generate(request('Write a very long story.', 6, 900), {
          signal: controller.signal,
          onText: () => controller.abort(),
        }),
        client.generate(kept),
      ])
      expect({
        reason: cancelled.finishReason,
        few: cancelled.generatedTokens < 200,
        other: other.text,
      }).toEqual({ reason: 'aborted', few: true, other: alone.text })
    })

    it('answers a second question about a note from the kept prefix, with the text of a fresh one', async () => {
      const ask = (note: string, instruction: string) =>
        client.ask({
          family: 'chatml',
          note,
          instruction,
          sampling: paperSampling,
          seed: 3,
          maxTokens: 20,
        })
      const long = NOTE.repeat(4)
      const first = await ask(long, 'Which antibiotics were given?')
      const second = await ask(long, 'What happened to the creatinine?')
      await client.unload()
      await client.load(load)
      const fresh = await ask(long, 'What happened to the creatinine?')
      expect({
        firstReused: first.reusedTokens,
        mostReused: second.reusedTokens > 0.9 * second.promptTokens,
        freshReused: fresh.reusedTokens,
        text: second.text,
      }).toEqual({ firstReused: 0, mostReused: true, freshReused: 0, text: fresh.text })
    })

    it('trims an over-long note and never the instruction', async () => {
      const note = Array.from({ length: 400 }, (_unused, index) => `Day ${index}: stable.`).join(
        '\n',
      )
      const answer = await client.ask({
        family: 'chatml',
        note,
        instruction: 'How was the patient?',
        seed: 1,
        maxTokens: 64,
      })
      const { trim } = answer
      expect({
        isTrimmed: trim.isTrimmed,
        sum: trim.keptCharacters + trim.removedCharacters,
        isNearlyFull: answer.promptTokens > 900 && answer.promptTokens <= 1024 - 1 - 64,
        removed: trim.removedTokens > 0 && trim.removedTokens < trim.noteTokens,
      }).toEqual({ isTrimmed: true, sum: note.length, isNearlyFull: true, removed: true })
    })

    it('holds an answer to a grammar', async () => {
      const { text } = await client.generate({
        ...request('Is the sky blue? Answer yes or no.', 2, 8),
        grammar: 'root ::= "yes" | "no"',
      })
      expect(['yes', 'no']).toContain(text)
    })

    it('measures speed and counts tokens', async () => {
      const speed = await client.measure()
      const { counts } = await client.countTokens({ texts: ['', 'The patient was admitted.'] })
      expect({
        prompt: speed.promptTokensPerSecond > 1,
        generation: speed.generationTokensPerSecond > 1,
        counts,
      }).toEqual({ prompt: true, generation: true, counts: [0, 5] })
    })
  },
)
