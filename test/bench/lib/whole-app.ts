import { join, resolve } from 'node:path'
import { greedySampling, type Sampling } from '../../../contract/common'
import type { PromptFamily } from '../../../contract/prompt-families'
import type { Answer } from '../../../contract/query'
import { launchNodeModelHost } from '../../../core/inference/node-launcher'
import { openWorkspace, type Workspace } from '../../../core/workspace'

/** The core with its encrypted database and a model process: everything but the window. */
export interface Product {
  readonly workspace: Workspace
  readonly family: PromptFamily
  /** As the window's Query page asks; `firstTextSeconds` runs until the page would get its first words. */
  readonly ask: (
    note: string,
    instruction: string,
    maxTokens: number,
  ) => Promise<{ answer: Answer; seconds: number; firstTextSeconds: number }>
}

const rounds = 3
/** The likeliest token each time and no penalty: the library alone writes the same text then. */
const sampling: Sampling = { ...greedySampling, repeatPenalty: 1 }
const note = Array.from(
  { length: 24 },
  (_unused, day) =>
    `Day ${day + 1}: temperature ${36 + (day % 4)} C, creatinine ${(1 + day / 20).toFixed(2)} mg/dL, ceftriaxone given, patient stable.`,
).join('\n')

export async function openProduct(
  folder: string,
  hostPath: string,
  modelPath: string,
): Promise<Product> {
  const workspace = openWorkspace({
    folder: join(folder, 'workspace'),
    resources: resolve('resources'),
    launchModelHost: () => launchNodeModelHost(hostPath),
    sampleModel: null,
    appVersion: 'bench',
  })
  await workspace.ask('session.create', { name: 'Bench', password: 'quiet harbour lantern moss' })
  const project = await workspace.ask('projects.create', { name: 'Bench' })
  const token = workspace.services.files.register(modelPath)
  const { jobId } = await workspace.ask('models.import', { token })
  await workspace.services.jobs.ended(jobId)
  const [model] = await workspace.ask('models.list', {})
  if (!model) throw new Error('The model could not be imported.')
  return {
    workspace,
    family: model.family,
    ask: async (text, instruction, maxTokens) => {
      const started = performance.now()
      const since = () => (performance.now() - started) / 1000
      let firstTextSeconds = Number.NaN
      const answer = await workspace.ask(
        'query.ask',
        {
          projectId: project.id,
          modelId: model.id,
          note: { kind: 'text', text },
          task: null,
          instruction,
          sampling,
          maxTokens,
        },
        {
          onEvent: (event) => {
            const isText = (event as { type: string }).type === 'text'
            if (isText && Number.isNaN(firstTextSeconds)) firstTextSeconds = since()
          },
        },
      )
      return { answer, seconds: since(), firstTextSeconds }
    },
  }
}

export async function secondQuestion({ ask }: Product) {
  const firsts: number[] = []
  const seconds: number[] = []
  let noteTokens = 0
  for (let round = 0; round < rounds; round += 1) {
    const asked = `Note ${round}.\n${note}`
    const first = await ask(asked, 'Which antibiotic was given?', 16)
    const second = await ask(asked, 'How did the creatinine change?', 16)
    noteTokens = first.answer.promptTokens
    firsts.push(first.firstTextSeconds)
    seconds.push(second.firstTextSeconds)
  }
  return { promptTokens: noteTokens, first: median(firsts), second: median(seconds) }
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
