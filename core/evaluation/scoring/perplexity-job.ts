import { type Sentence, say } from '../../../contract/sentences'
import { defineJob, type JobContext } from '../../jobs/definition'
import { Refusal } from '../../kernel/refusal'
import { readyModel } from '../../models/ready'
import type { TrainingSample } from '../../trainer/dataset-file'
import { corpusText } from './corpora'
import {
  storeScore,
  type TableRow,
  tableProgress,
  tableRow,
  type WaitingText,
  waitingTexts,
} from './perplexity-queries'
import { scoreInOrder } from './scorer'

/** Texts whose tokens are in memory at once; the scorer starts once for each page. */
const pageTexts = 500
/** Tokenising needs no context of its own. */
const leastContext = 256

/**
 * Perplexity of corpora: each text is read from its beginning, BOS before it where the model wants
 * one, and scored on at most `context` tokens; what was cut is counted. Sums are stored text by text.
 */
export const perplexityJob = defineJob<{ tableIds: readonly string[] }>({
  kind: 'perplexity',
  resource: 'model',
  unit: 'texts',
  canPause: true,
  touches: ['evaluation'],
  storedItems: (db, { tableIds }) => tableProgress(db, tableIds).done,
  run: async (context, { tableIds }) => {
    const db = context.services.vault.db()
    for (const id of tableIds) {
      const table = tableRow(db, id)
      if (!table) throw new Refusal('no-table', say('no-table'))
      for (;;) {
        const page = waitingTexts(db, id, pageTexts)
        if (page.length === 0) break
        await scorePage(context, table, page, tableIds)
      }
    }
    const { done } = tableProgress(db, tableIds)
    return { made: [say('texts-scored', { count: done })], resultId: tableIds[0] ?? null }
  },
})

async function scorePage(
  context: JobContext,
  table: TableRow,
  page: readonly WaitingText[],
  tableIds: readonly string[],
): Promise<void> {
  const { services, signal } = context
  const db = services.vault.db()
  const tell = (step: Sentence): void => context.progress({ ...tableProgress(db, tableIds), step })
  tell(say('loading-model'))
  await readyModel(
    services,
    table.model_id,
    { sequences: 1, contextSize: leastContext },
    { signal },
  )
  const samples = await samplesOf(context, table, page)
  const scoring =
    table.adapter_name === null
      ? say('scoring-base')
      : say('scoring-adapter', { name: table.adapter_name })
  tell(scoring)
  await scoreInOrder(services, {
    modelId: table.model_id,
    adapterId: table.adapter_id,
    samples: samples.map((one) => one.sample),
    context: table.context,
    signal,
    onScored: (index, logLikelihood, tokens) => {
      const text = page[index]
      if (!text) return
      context.stage((write) =>
        storeScore(write, table.id, text, {
          tokens,
          loss: -logLikelihood,
          isCut: samples[index]!.isCut,
        }),
      )
      tell(scoring)
    },
  })
}

async function samplesOf(
  context: JobContext,
  table: TableRow,
  page: readonly WaitingText[],
): Promise<{ sample: TrainingSample; isCut: boolean }[]> {
  const { services, signal } = context
  const db = services.vault.db()
  const texts = page.map(({ corpus, text_id }) => corpusText(db, corpus, text_id)?.trim() ?? '')
  const { tokens } = await services.inference.tokenize({ texts, begins: true }, { signal })
  return tokens.map((ids) => {
    // `context` positions are predicted, so one token more is read.
    const kept = ids.slice(0, table.context + 1)
    return {
      sample: { tokens: kept, supervised: kept.map((_, place) => place > 0) },
      isCut: kept.length < ids.length,
    }
  })
}
