import { availableParallelism } from 'node:os'
import { renderPrompt } from '../../../contract/prompt-families'
import type { InferenceClient } from '../../../core/inference/client'
import { launchNodeModelHost } from '../../../core/inference/node-launcher'
import { createInferenceClient } from '../../../core/inference/supervised-client'
import { threadsBesideTheApp } from '../../../model/memory'
import { againstBare } from './against-bare'
import { openProduct, secondQuestion } from './whole-app'

/** Usage: generation-child MODEL_HOST GGUF FOLDER. Prints one line of JSON with all figures. */
const [hostPath, modelPath, folder] = process.argv.slice(2) as [string, string, string]

const WIDTHS = [1, 2, 4, 8]
const threads = threadsBesideTheApp(availableParallelism())
const user = 'Write a discharge summary for a patient with pneumonia who was treated for five days.'

/** Eight texts, so many at once: tokens a second over all of them. */
async function widths(client: InferenceClient) {
  const { batchWidth } = await client.load({
    path: modelPath,
    sha256: '0'.repeat(64),
    gpuLayers: 0,
    contextSize: 512,
    sequences: Math.max(...WIDTHS),
    threads,
    allowGpu: false,
  })
  const speeds: { width: number; tokensPerSecond: number }[] = []
  for (const width of WIDTHS) {
    let tokens = 0
    let next = 0
    const worker = async (): Promise<void> => {
      while (next < 8) {
        const seed = next
        next += 1
        const result = await client.generate({
          prompt: renderPrompt('chatml', { user }),
          sampling: { temperature: 1 },
          seed,
          maxTokens: 32,
        })
        tokens += result.generatedTokens
      }
    }
    const started = performance.now()
    await Promise.all(Array.from({ length: width }, worker))
    speeds.push({ width, tokensPerSecond: (tokens * 1000) / (performance.now() - started) })
  }
  return { batchWidth, speeds }
}

const product = await openProduct(folder, hostPath, modelPath)
const bare = await againstBare(product, modelPath)
const question = await secondQuestion(product)
await product.workspace.close()
const client = createInferenceClient({ launch: () => launchNodeModelHost(hostPath) })
const figures = { bare, widths: await widths(client), question }
await client.close()
process.stdout.write(`${JSON.stringify(figures)}\n`)
process.exit(0)
