import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchNodeModelHost } from '../../../core/inference/node-launcher'
import type { TrainerPlaces } from '../../../core/trainer/location'
import { buildNative } from '../../../scripts/native.mjs'
import {
  buildModelHost,
  hasSampleModel,
  sampleModelPath,
  withoutSampleModel,
} from '../../fixtures/built-model-host'
import { openTestCore, type TestCore } from '../../fixtures/core'

const slow = { timeout: 300_000 }

/** A model of 135 million parameters judges badly; what is shown here is that every part works together. */
describe.skipIf(!hasSampleModel)(
  `evaluation with the sample model (skipped where ${withoutSampleModel})`,
  slow,
  () => {
    let core: TestCore
    let host: { path: string; remove: () => void }
    let projectId: string
    let modelId: string

    beforeAll(async () => {
      host = await buildModelHost()
      const { trainer: program } = await buildNative({ log: () => undefined })
      const trainer: TrainerPlaces = {
        program,
        packages: join(import.meta.dirname, '../../../node_modules/@node-llama-cpp'),
      }
      core = await openTestCore({ launchModelHost: () => launchNodeModelHost(host.path) })
      Object.assign(core.workspace.services.training, { places: trainer })
      await core.signIn()
      projectId = (await core.importSample()).id
      modelId = await core.importModel(sampleModelPath)
    }, 300_000)
    afterAll(async () => {
      await core.close()
      host.remove()
    })

    test('answers, judgements held to their form by the grammar, and results', async () => {
      const path = core.file(
        'real.csv',
        'note,question,answer\n"The patient was admitted with pneumonia. He received ceftriaxone 1 g daily for 5 days. He denied chest pain.",Which antibiotic was given?,Ceftriaxone 1 g daily for 5 days.\n"A 45-year-old woman fell on her wrist. The X-ray showed a distal radius fracture. A cast was applied.",What did the X-ray show?,A distal radius fracture.\n',
      )
      const { set } = await core.ask('evaluation.importSet', {
        projectId,
        tokens: [core.token(path)],
        name: 'Two',
        confidential: false,
        layout: 'csv',
        mapping: {
          note: 'note',
          question: 'question',
          answer: 'answer',
          task: null,
          externalId: null,
        },
      })
      const { runId, jobId } = await core.ask('evaluation.start', {
        projectId,
        name: 'Real',
        source: { kind: 'set', id: set.id },
        arms: [{ modelId }],
        judge: { modelId },
        maxTokens: 40,
        parallel: 2,
      })
      const job = await core.workspace.services.jobs.ended(jobId)
      const run = await core.ask('evaluation.run', { runId })
      const items = await Promise.all(
        [0, 1].map((ordinal) => core.ask('evaluation.item', { runId, ordinal })),
      )
      const { cells } = await core.ask('evaluation.results', { runId })
      expect({
        job: job.status,
        made: run.answersMade,
        judged: [run.judgings[0]?.judged, run.judgings[0]?.unparseable, run.judgings[0]?.malformed],
        text: items.every((item) => (item.answers[0]?.text.length ?? 0) > 0),
        scores: items.every(({ answers }) => [1, 2, 3, 4].includes(answers[0]?.score ?? 0)),
        cell: cells[0]?.judged,
        remarks: run.judgings[0]?.remarks.map((remark) => remark.kind),
      }).toEqual({
        job: 'done',
        made: 2,
        judged: [2, 0, 0],
        text: true,
        scores: true,
        cell: 2,
        remarks: ['judges-itself', 'small-model'],
      })
    })

    test('perplexity of the sample reports, and everyday questions answered better than by chance', async () => {
      const table = await core.ask('evaluation.startPerplexity', {
        projectId,
        modelId,
        corpora: ['reports'],
        perCorpus: 3,
        context: 64,
      })
      const scored = await core.workspace.services.jobs.ended(table.jobId)
      const ability = await core.ask('evaluation.startAbility', {
        projectId,
        modelId,
        adapterIds: [],
      })
      const checked = await core.workspace.services.jobs.ended(ability.jobId)
      const [row] = (await core.ask('evaluation.perplexity', { projectId }))[0]?.rows ?? []
      const [arm] = (await core.ask('evaluation.ability', { projectId }))[0]?.arms ?? []
      expect({
        jobs: [scored.status, checked.status],
        row: [row?.documents, row?.tokens, row?.cutDocuments],
        perplexity:
          row?.perplexity.kind === 'estimate' &&
          row.perplexity.value > 2 &&
          row.perplexity.value < 200,
        // Ten of forty by chance; SmolLM2-135M knows far more than half of them.
        knows: arm?.accuracy.kind === 'estimate' && arm.accuracy.low > 0.5,
        prose: arm?.perplexity.kind === 'estimate' && arm.perplexity.value < 60,
      }).toEqual({
        jobs: ['done', 'done'],
        row: [3, 3 * 64, 3],
        perplexity: true,
        knows: true,
        prose: true,
      })
    })
  },
)
