import { setImmediate as breathe } from 'node:timers/promises'
import { greedySampling } from '../../../contract/common'
import type { Exposure, MemorisationResult } from '../../../contract/memorisation'
import { type Sentence, say } from '../../../contract/sentences'
import { scoreInOrder } from '../../evaluation/scoring/scorer'
import { defineJob, type JobContext } from '../../jobs/definition'
import { Refusal } from '../../kernel/refusal'
import { readyModel } from '../../models/ready'
import type { TrainingSample } from '../../trainer/dataset-file'
import { type AdapterRow, usableAdapter } from '../../training/adapters'
import { alternativesOf, plantedPair, plantedText } from '../../training/planted'
import { tokenizePairs, tokenizeTexts } from '../../training/samples'
import { rankAmong } from './exposure'
import { createCopySearch, type Generated } from './near-copies'
import { discardTest, type PlantedRun, plantedBehind, storeResult, testRow } from './queries'
import { type Prompt, promptsOf, trainingTexts } from './texts'

interface MemorisationParams {
  readonly testId: string
  readonly alternatives: number
  readonly prompts: number
}

/** Enough for a planted string in any family's prompt, and for a beginning with what follows it. */
const context = 1024
const answerTokens = 160
/** A penalty on repeating would hide what is known by heart. */
const sampling = { ...greedySampling, repeatPenalty: 1 }
const drawSeed = 1

interface Work {
  readonly job: JobContext
  readonly adapter: AdapterRow
  readonly projectId: string
  readonly tell: (done: number, step: Sentence) => void
}

/**
 * Measures what an adapter learned by heart, beside its base: the rank of each planted string among
 * strings of the same make by log-likelihood, and runs of words that answers share with the texts.
 */
export const memorisationJob = defineJob<MemorisationParams>({
  kind: 'memorisation',
  resource: 'model',
  unit: 'steps',
  canPause: false,
  touches: ['release'],
  discard: (db, { testId }) => discardTest(db, testId),
  run: async (job, { testId, alternatives, prompts: count }) => {
    const db = job.services.vault.db()
    const test = testRow(db, testId)
    if (!test) throw new Refusal('no-test', 'This test is not here any more. Start it again.')
    const adapter = usableAdapter(db, test.adapter_id)
    const planted = plantedBehind(db, adapter.id)
    const prompts = promptsOf(db, test.project_id, count, drawSeed)
    const strings = planted.reduce((sum, run) => sum + run.strings.length, 0)
    const total = 2 * (strings * (alternatives + 1) + prompts.length)
    let done = 0
    const tell: Work['tell'] = (more, step) => {
      done += more
      job.progress({ done, total, step })
    }
    const work: Work = { job, adapter, projectId: test.project_id, tell }
    const exposures: Exposure[] = []
    for (const run of planted) exposures.push(...(await exposuresOf(work, run, alternatives)))
    const result: MemorisationResult = { exposures, copies: await copiesOf(work, prompts) }
    job.commit(
      {
        action: 'memorisation.measured',
        object: testId,
        detail: { adapter: adapter.sha256, strings, answers: 2 * prompts.length },
      },
      (write) => storeResult(write, testId, result),
    )
    return { made: [say('memorisation-measured', { name: adapter.name })], resultId: testId }
  },
})

async function exposuresOf(
  work: Work,
  { runName, stage, strings }: PlantedRun,
  alternatives: number,
): Promise<Exposure[]> {
  const { job, adapter } = work
  const each = strings.map((own) => [own, ...alternativesOf(own, alternatives)])
  const all = each.flat()
  work.tell(0, say('reading-planted'))
  await readyModel(
    job.services,
    adapter.model_id,
    { sequences: 1, contextSize: context },
    { signal: job.signal },
  )
  const samples =
    stage === 'tuning'
      ? await pairSamples(work, all.map(plantedPair))
      : await textSamples(work, all.map(plantedText))
  const base = await scoresOf(work, samples, null)
  const tuned = await scoresOf(work, samples, adapter.id)
  const ranked = (scores: readonly number[], index: number) => {
    const [own = 0, ...others] = scores.slice(
      index * (alternatives + 1),
      (index + 1) * (alternatives + 1),
    )
    return rankAmong(own, others)
  }
  return strings.map((own, index) => ({
    text: plantedText(own),
    times: own.times,
    runName,
    base: ranked(base, index),
    adapter: ranked(tuned, index),
  }))
}

/** As the adapter met them in its last stage: the answer to a question counts, or a text as a whole. */
async function pairSamples(
  { job, adapter }: Work,
  pairs: readonly ReturnType<typeof plantedPair>[],
): Promise<TrainingSample[]> {
  const options = { family: adapter.family, context, signal: job.signal }
  const made = await tokenizePairs(job.services.inference, pairs, options)
  return made.map(({ sample }) => sample ?? { tokens: [], supervised: [] })
}

async function textSamples({ job }: Work, texts: readonly string[]): Promise<TrainingSample[]> {
  const { tokens, ends } = await tokenizeTexts(job.services.inference, texts, job.signal)
  return tokens.map((ids) => {
    const whole = ends.bos === null ? ids : [ends.bos, ...ids]
    return { tokens: whole, supervised: whole.map((_, place) => place > 0) }
  })
}

async function scoresOf(
  { job, adapter, tell }: Work,
  samples: readonly TrainingSample[],
  adapterId: string | null,
): Promise<number[]> {
  const scores: number[] = []
  const step =
    adapterId === null
      ? say('scoring-planted-base')
      : say('scoring-planted-adapter', { name: adapter.name })
  await scoreInOrder(job.services, {
    modelId: adapter.model_id,
    adapterId,
    samples,
    context: Math.max(...samples.map((one) => one.tokens.length - 1)),
    signal: job.signal,
    onScored: (index, logLikelihood) => {
      scores[index] = logLikelihood
      tell(1, step)
    },
  })
  return scores
}

async function copiesOf(
  work: Work,
  prompts: readonly Prompt[],
): Promise<MemorisationResult['copies']> {
  if (prompts.length === 0) return null
  const { job, projectId } = work
  const base = createCopySearch(await answersOf(work, prompts, null))
  const adapter = createCopySearch(await answersOf(work, prompts, work.adapter.id))
  let texts = 0
  for (const page of trainingTexts(job.services.vault.db(), projectId)) {
    job.signal.throwIfAborted()
    for (const text of page) {
      base.read(text)
      adapter.read(text)
    }
    texts += page.length
    work.tell(0, say('comparing-texts', { count: texts }))
    await breathe()
  }
  const countOf = (kind: Prompt['kind']): number =>
    prompts.filter((prompt) => prompt.kind === kind).length
  return {
    texts,
    beginnings: countOf('beginning'),
    questions: countOf('question'),
    base: base.figures(),
    adapter: adapter.figures(),
  }
}

/** Both are asked in the adapter's way, so that they differ by what was learned alone. */
async function answersOf(
  { job, adapter, tell }: Work,
  prompts: readonly Prompt[],
  adapterId: string | null,
): Promise<Generated[]> {
  const { services, signal } = job
  const wish = { sequences: 1, contextSize: context, adapterId }
  await readyModel(services, adapter.model_id, wish, { signal })
  const answers: Generated[] = []
  const step =
    adapterId === null ? say('asking-base') : say('asking-adapter', { name: adapter.name })
  for (const { note, instruction } of prompts) {
    const { text } = await services.inference.ask(
      {
        family: adapter.family,
        note,
        instruction,
        sampling,
        seed: drawSeed,
        maxTokens: answerTokens,
      },
      { signal },
    )
    signal.throwIfAborted()
    answers.push({ text, given: `${note}\n${instruction}` })
    tell(1, step)
  }
  return answers
}
