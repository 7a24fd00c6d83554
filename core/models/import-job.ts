import { statSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { basename } from 'node:path'
import { z } from 'zod'
import { inEnglish, say } from '../../contract/sentences'
import { INFERENCE_CODES } from '../inference/client'
import { defineJob, type JobContext } from '../jobs/definition'
import { newId } from '../kernel/ids'
import { Refusal } from '../kernel/refusal'
import { insertModel, modelByHash } from './queries'

export const importParams = z.object({
  path: z.string(),
  name: z.string().nullable(),
  isSample: z.boolean(),
})
type ImportParams = z.infer<typeof importParams>

/** Sizes count in steps of 1024, as on the pages. */
const megabyte = 1024 ** 2
const spareBytes = 1024 ** 3

/** Copies a GGUF file into the workspace, reads its header in the model process, and registers it. */
export const modelImportJob = defineJob<ImportParams>({
  kind: 'model-import',
  resource: 'disk',
  unit: 'MB',
  canPause: false,
  touches: ['models'],
  run: async (context, params) => {
    const { services, signal } = context
    const bytes = await checkFile(context, params.path)
    // Read first, copy after: a broken file is refused before gigabytes are moved.
    const inspection = await services.inference
      .inspect({ path: params.path }, { signal })
      .catch((cause: unknown) => {
        throw withAdvice(cause)
      })
    const total = bytes / megabyte
    const { sha256, stamp } = await services.models.take(params.path, {
      signal,
      onBytes: (done) =>
        context.progress({ done: done / megabyte, total, step: say('copying-model') }),
    })
    const known = modelByHash(services.vault.db(), sha256)
    if (known) return { made: [say('model-known', { name: known.name })], resultId: known.id }
    const id = newId()
    const name = params.name ?? inspection.name ?? basename(params.path).replace(/\.gguf$/i, '')
    context.commit({ action: 'model.imported', object: id, detail: { sha256, bytes } }, (db) =>
      insertModel(db, {
        id,
        name: name.slice(0, 200),
        file_name: basename(params.path),
        bytes,
        sha256,
        stamp,
        inspection: JSON.stringify(inspection),
        family: inspection.promptFamily.family,
        family_reason: inspection.promptFamily.statement,
        is_sample: params.isSample ? 1 : 0,
        created_at: services.clock.now(),
      }),
    )
    return { made: [say('model-ready', { name })], resultId: id }
  },
})

const processTroubles: ReadonlySet<string> = new Set(Object.values(INFERENCE_CODES))

/** What is wrong with a file is the model process's to say; what to do about it is the same each time. */
function withAdvice(cause: unknown): unknown {
  if (!(cause instanceof Refusal) || processTroubles.has(cause.code)) return cause
  const advice = say('get-file-again')
  return new Refusal(
    cause.code,
    cause.said.length > 0 ? [...cause.said, advice] : `${cause.message} ${inEnglish([advice])}`,
  )
}

async function checkFile(context: JobContext, path: string): Promise<number> {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat?.isFile()) throw new Refusal('file-gone', say('chosen-file-gone'))
  const disk = await statfs(context.services.vault.folder)
  const free = disk.bavail * disk.bsize
  if (stat.size + spareBytes > free)
    throw new Refusal(
      'disk-full',
      say('no-disk-for-model', { needed: stat.size, free, spare: spareBytes }),
    )
  return stat.size
}
