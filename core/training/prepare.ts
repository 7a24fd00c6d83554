import { say } from '../../contract/sentences'
import type { TrainingStageId } from '../../contract/training-plan'
import { stepsOf } from '../../contract/training-rules'
import { pairsOf } from '../instructions/rows'
import { Refusal } from '../kernel/refusal'
import { readyModel } from '../models/ready'
import { drawSample } from '../synthesis/seeds'
import { datasetHash } from '../trainer/dataset-file'
import { collectStage } from './collect'
import { plantedStrings, storePlanted } from './planted'
import { insertRunCases, type StageRow, stageRows, updateRun, updateStage } from './queries'
import { fileNames } from './run-files'
import { insertQuestion } from './sample-queries'
import type { RunWork } from './work'

/** Context of a model that only tokenises. */
const smallContext = 512

/**
 * Makes the data of all stages once and seals them with the run: what it learns from stays the same
 * when rows are edited while it is paused, and a resume needs no model to tokenise again.
 */
export async function prepareRun(work: RunWork): Promise<void> {
  const { context, run, gate } = work
  if (run.prepared === 1) return
  const { services, signal } = context
  work.tell({ phase: 'preparing-data' })
  let loadedAt = -1
  const ready = async (turn: AbortSignal): Promise<void> => {
    if (loadedAt === gate.times()) return
    const wish = { sequences: 1, contextSize: smallContext }
    await readyModel(services, run.model_id, wish, { signal: turn })
    loadedAt = gate.times()
  }
  const tokenize: typeof services.inference.tokenize = (params, options) =>
    gate.use(signal, async (turn) => {
      await ready(turn)
      return services.inference.tokenize(params, { ...options, signal: turn })
    })
  for (const stage of stageRows(services.vault.db(), run.id))
    await prepareStage({ ...work, tokenize }, stage)
  drawQuestions(work)
  context.stage((db) => updateRun(db, run.id, { prepared: 1 }))
  await gate.use(signal, () => services.inference.unload()).catch(() => undefined)
}

async function prepareStage(
  work: RunWork & { readonly tokenize: RunWork['context']['services']['inference']['tokenize'] },
  stage: StageRow,
): Promise<void> {
  const { context, run, plan, files, log, family } = work
  const { services, signal } = context
  if (stage.data_sha256 !== null && files.has(fileNames.train(stage.stage))) return
  const records = new Set<number>()
  const data = await collectStage(
    {
      db: services.vault.db(),
      inference: { tokenize: work.tokenize },
      plan,
      family,
      signal,
      onRecords: (ids) => {
        for (const id of ids) records.add(id)
      },
      onProgress: (done) =>
        context.progress({
          done: 0,
          total: null,
          step: say('reading-data', { count: done }),
        }),
    },
    stage.stage,
  )
  const figures = data.train.figures()
  if (figures.samples === 0) throw nothingToLearn(stage.stage)
  const train = data.train.finish()
  await files.sealBytes(fileNames.train(stage.stage), train)
  let validationHash: string | null = null
  if (data.validation.figures().samples > 0) {
    const validation = data.validation.finish()
    await files.sealBytes(fileNames.validation(stage.stage), validation)
    validationHash = datasetHash(validation)
  }
  const { batch, epochs } = plan[stage.stage]
  context.stage((db) => {
    if (stage.data_sha256 === null)
      storePlanted(
        db,
        run.id,
        plantedStrings(plan),
        data.planted.map((copies) => copies * epochs),
      )
    insertRunCases(db, run.id, records)
    updateStage(db, stage.id, {
      samples: figures.samples,
      supervised_tokens: figures.supervisedTokens,
      steps: stepsOf(figures.samples, batch, epochs),
      data_sha256: datasetHash(train),
      validation_sha256: validationHash,
    })
  })
  log(stage.stage, 'data', {
    samples: figures.samples,
    tokens: figures.tokens,
    supervisedTokens: figures.supervisedTokens,
    cut: data.beyondContext.samples,
    leftOut: data.leftOut,
  })
}

function nothingToLearn(stage: TrainingStageId): Refusal {
  return new Refusal(
    'nothing-to-learn',
    stage === 'pretraining' ? say('no-training-notes') : say('no-pair-fits'),
  )
}

/** The sample questions: drawn by the seed from the validation side, kept with the run. */
function drawQuestions(work: RunWork): void {
  const { plan, run, context } = work
  if (plan.sampleQuestions === 0) return
  const pairs = pairsOf(context.services.vault.db(), plan.projectId, 'validation')
  const byId = new Map(pairs.map((pair) => [pair.id, pair]))
  const chosen = drawSample([...byId.keys()], plan.sampleQuestions, plan.seed)
  context.stage((db) => {
    for (const [ordinal, id] of chosen.entries()) {
      const pair = byId.get(id)
      if (pair) insertQuestion(db, run.id, ordinal, pair)
    }
  })
}
