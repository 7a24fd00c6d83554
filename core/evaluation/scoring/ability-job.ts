import { say } from '../../../contract/sentences'
import { defineJob, type JobContext } from '../../jobs/definition'
import { Refusal } from '../../kernel/refusal'
import { readyModel } from '../../models/ready'
import type { TrainingSample } from '../../trainer/dataset-file'
import {
  armsOfCheck,
  type CheckRow,
  checkRow,
  countScored,
  scoredItems,
  storeAbility,
} from './ability-queries'
import { type AbilitySet, abilitySet } from './ability-set'
import { scoreInOrder } from './scorer'

type Item = AbilitySet['items'][number]

interface Part {
  readonly item: Item
  /** Which option this sample is; 0 for a text. */
  readonly option: number
  readonly sample: TrainingSample
}

/** Everything of the set is short; longer than this it would be cut. */
const context = 512

/**
 * A small fixed set under a model and its adapters. For each question the option is taken whose
 * continuation is the likeliest for its length: the sum of log p over its tokens, by its characters
 * (as the Language Model Evaluation Harness's "acc_norm" does), so that long options are not at a loss.
 */
export const abilityJob = defineJob<{ checkId: string }>({
  kind: 'ability',
  resource: 'model',
  unit: 'items',
  canPause: true,
  touches: ['evaluation'],
  storedItems: (db, { checkId }) => countScored(db, checkId),
  run: async (job, { checkId }) => {
    const db = job.services.vault.db()
    const check = checkRow(db, checkId)
    if (!check) throw new Refusal('no-check', say('no-check'))
    const set = abilitySet(job.services.resources, check.set_name)
    if (set.sha256 !== check.set_sha256)
      throw new Refusal('ability-set-changed', say('ability-set-changed'))
    for (const place of armsOfCheck(check).keys()) await scoreArm(job, check, place, set)
    return { made: [say('items-scored', { count: countScored(db, checkId) })], resultId: checkId }
  },
})

async function scoreArm(
  job: JobContext,
  check: CheckRow,
  place: number,
  set: AbilitySet,
): Promise<void> {
  const { services, signal } = job
  const db = services.vault.db()
  const arms = armsOfCheck(check)
  const arm = arms[place]!
  const known = scoredItems(db, check.id, place)
  const items = set.items.filter((item) => !known.has(item.id))
  if (items.length === 0) return
  const tell = (): void =>
    job.progress({
      done: countScored(db, check.id),
      total: set.items.length * arms.length,
      step: say('scoring-everyday', { name: arm.name }),
    })
  tell()
  await readyModel(services, check.model_id, { sequences: 1, contextSize: context }, { signal })
  const parts = await partsOf(job, items)
  const scored = new Map<string, { option: number; logLikelihood: number; tokens: number }[]>()
  await scoreInOrder(services, {
    modelId: check.model_id,
    adapterId: arm.adapterId,
    samples: parts.map((part) => part.sample),
    context,
    signal,
    onScored: (index, logLikelihood, tokens) => {
      const part = parts[index]
      if (!part) return
      const list = scored.get(part.item.id) ?? []
      list.push({ option: part.option, logLikelihood, tokens })
      scored.set(part.item.id, list)
      if (list.length < Math.max(1, part.item.options.length)) return
      job.stage((write) =>
        storeAbility(write, check.id, { arm: place, ...outcomeOf(part.item, list) }),
      )
      tell()
    },
  })
}

function outcomeOf(
  item: Item,
  scored: readonly {
    readonly option: number
    readonly logLikelihood: number
    readonly tokens: number
  }[],
) {
  if (item.kind === 'text') {
    const [only] = scored
    return { item: item.id, chosen: null, tokens: only!.tokens, loss: -only!.logLikelihood }
  }
  const best = scored
    .map((one) => ({ ...one, each: one.logLikelihood / item.options[one.option]!.length }))
    .reduce((a, b) => (b.each > a.each ? b : a))
  return { item: item.id, chosen: best.option, tokens: best.tokens, loss: -best.logLikelihood }
}

async function partsOf(job: JobContext, items: readonly Item[]): Promise<Part[]> {
  const { inference } = job.services
  const { signal } = job
  const prompts = await inference.tokenize(
    { texts: items.map((item) => item.prompt), begins: true },
    { signal },
  )
  const endings = items.flatMap((item) => item.options.map((option) => ` ${option}`))
  const options = await inference.tokenize({ texts: endings, continues: true }, { signal })
  let next = 0
  return items.flatMap((item, at): Part[] => {
    const prompt = prompts.tokens[at] ?? []
    if (item.kind === 'text') {
      const tokens = prompt.slice(0, context + 1)
      return [
        { item, option: 0, sample: { tokens, supervised: tokens.map((_, place) => place > 0) } },
      ]
    }
    return item.options.map((_, option) => {
      const ending = options.tokens[next] ?? []
      next += 1
      return {
        item,
        option,
        sample: {
          tokens: [...prompt, ...ending],
          supervised: [...prompt.map(() => false), ...ending.map(() => true)],
        },
      }
    })
  })
}
