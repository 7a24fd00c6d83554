import { say } from '../../../contract/sentences'
import type { Handlers } from '../../kernel/context'
import { newId } from '../../kernel/ids'
import { Refusal } from '../../kernel/refusal'
import { projectById } from '../../projects/queries'
import { drawSample } from '../../synthesis/seeds'
import { chosen } from '../adapters'
import { checkRow, checksOf, insertCheck, itemsOfCheck } from './ability-queries'
import { abilitySet } from './ability-set'
import { corpusCounts, corpusIds } from './corpora'
import { type CorpusPlan, insertTable, tablesOf } from './perplexity-queries'

type Names =
  | 'evaluation.startPerplexity'
  | 'evaluation.corpora'
  | 'evaluation.perplexity'
  | 'evaluation.startAbility'
  | 'evaluation.ability'
  | 'evaluation.abilityItems'

export const scoringHandlers: Handlers<Names> = {
  'evaluation.startPerplexity': (context, request) => {
    projectById(context.db, request.projectId)
    const arms = [...new Set(request.adapterIds)].map((adapterId) =>
      chosen(context, { modelId: request.modelId, adapterId }),
    )
    const drawn = [...new Set(request.corpora)].flatMap((corpus) => {
      const all = corpusIds(context.db, request.projectId, corpus)
      if (all.length === 0) return []
      const ids = drawSample(
        all.map((text) => text.id),
        request.perCorpus ?? all.length,
        request.seed,
      )
      const taken = new Set(ids)
      const confidential = all.some((text) => taken.has(text.id) && text.confidential === 1)
      const plan: CorpusPlan = { corpus, available: all.length, planned: ids.length, confidential }
      return [{ corpus, ids, plan }]
    })
    const texts = drawn.reduce((sum, one) => sum + one.ids.length, 0)
    if (texts === 0) throw new Refusal('no-texts', say('no-texts'))
    const tableIds = arms.map(() => newId())
    const jobId = context.commit(
      {
        action: 'evaluation.perplexity-started',
        object: tableIds.join(','),
        detail: { texts, tables: arms.length, model: arms[0]!.model.sha256 },
      },
      (db) => {
        const job = context.jobs.create(db, context.person, {
          kind: 'perplexity',
          title: say('measure-perplexity', { count: texts, model: arms[0]!.model.name }),
          projectId: request.projectId,
          params: { tableIds },
          total: texts * arms.length,
          resultId: tableIds[0] ?? null,
        })
        arms.forEach(({ model, adapter }, place) => {
          insertTable(
            db,
            {
              id: tableIds[place]!,
              job_id: job,
              project_id: request.projectId,
              model_id: model.id,
              adapter_id: adapter?.id ?? null,
              adapter_name: adapter?.name ?? null,
              seed: request.seed,
              context: request.context,
              corpora: JSON.stringify(drawn.map((one) => one.plan)),
              created_at: context.clock.now(),
              created_by: context.person.name,
            },
            drawn,
          )
        })
        return job
      },
    )
    context.jobs.kick()
    return { jobId, tableIds }
  },
  'evaluation.corpora': ({ db }, { projectId }) => corpusCounts(db, projectId),
  'evaluation.perplexity': ({ db }, { projectId }) => tablesOf(db, projectId),
  'evaluation.startAbility': (context, { projectId, modelId, adapterIds }) => {
    projectById(context.db, projectId)
    const arms = [null, ...new Set(adapterIds)].map((adapterId) =>
      chosen(context, { modelId, adapterId }),
    )
    const set = abilitySet(context.resources)
    const checkId = newId()
    const jobId = context.commit(
      {
        action: 'evaluation.ability-started',
        object: checkId,
        detail: { model: arms[0]!.model.sha256, arms: arms.length, set: set.sha256 },
      },
      (db) => {
        const job = context.jobs.create(db, context.person, {
          kind: 'ability',
          title: say('measure-ability', { model: arms[0]!.model.name }),
          projectId,
          params: { checkId },
          total: set.items.length * arms.length,
          resultId: checkId,
        })
        insertCheck(db, {
          id: checkId,
          job_id: job,
          project_id: projectId,
          model_id: modelId,
          set_name: set.name,
          set_sha256: set.sha256,
          arms: JSON.stringify(
            arms.map((arm) => ({ adapterId: arm.adapter?.id ?? null, name: arm.name })),
          ),
          created_at: context.clock.now(),
          created_by: context.person.name,
        })
        return job
      },
    )
    context.jobs.kick()
    return { jobId, checkId }
  },
  'evaluation.ability': ({ db, resources }, { projectId }) =>
    checksOf(db, projectId, (name) => abilitySet(resources, name)),
  'evaluation.abilityItems': ({ db, resources }, { checkId, change }) => {
    const row = checkRow(db, checkId)
    if (!row) throw new Refusal('no-check', say('no-check'))
    return itemsOfCheck(db, row, abilitySet(resources, row.set_name), change)
  },
}
