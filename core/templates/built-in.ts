import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Services } from '../kernel/context'
import { insertTemplate, templateHash, templateRow } from './queries'

const promptFile = z.object({
  id: z.string(),
  version: z.number().int(),
  name: z.string(),
  system: z.string(),
  user: z.string(),
  headings: z.array(z.string()).default([]),
})

const systemActor = { name: 'Asclepius Workstation', role: 'system' }

/** Puts the prompts that come with the app into the workspace, once for each version. */
export function storeBuiltInTemplates(services: Services): void {
  const folder = join(services.resources, 'prompts')
  for (const file of readdirSync(folder).filter((name) => /^discharge-note.*\.json$/.test(name))) {
    const prompt = promptFile.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')))
    const id = `${prompt.id}-v${prompt.version}`
    if (templateRow(services.vault.db(), id)) continue
    const sha256 = templateHash(prompt)
    services.vault.commit(
      systemActor,
      { action: 'template.built-in-added', object: id, detail: { sha256 } },
      (db) =>
        insertTemplate(db, {
          id,
          name: prompt.name,
          version: prompt.version,
          system: prompt.system,
          user: prompt.user,
          headings: JSON.stringify(prompt.headings),
          sha256,
          built_in: 1,
          created_at: services.clock.now(),
          created_by: systemActor.name,
        }),
    )
  }
}
