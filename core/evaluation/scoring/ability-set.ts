import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { say } from '../../../contract/sentences'
import { Refusal } from '../../kernel/refusal'

const setFile = z.object({
  id: z.string(),
  version: z.number().int(),
  about: z.string(),
  items: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['choice', 'completion', 'text']),
      prompt: z.string(),
      options: z.array(z.string()),
      right: z.number().int(),
    }),
  ),
})

export interface AbilitySet {
  /** "general-ability-v1". */
  readonly name: string
  readonly sha256: string
  readonly items: z.infer<typeof setFile>['items']
}

/** The set that comes with the app, the newest unless one is named. */
export function abilitySet(resources: string, name: string | null = null): AbilitySet {
  const folder = join(resources, 'general-ability')
  const sets = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => {
      const bytes = readFileSync(join(folder, file))
      const set = setFile.parse(JSON.parse(bytes.toString('utf8')))
      return {
        name: `${set.id}-v${set.version}`,
        version: set.version,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        items: set.items,
      }
    })
    .sort((a, b) => b.version - a.version)
  const found = name === null ? sets[0] : sets.find((set) => set.name === name)
  if (!found) throw new Refusal('no-ability-set', say('no-ability-set'))
  return found
}
