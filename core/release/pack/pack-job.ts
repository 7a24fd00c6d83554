import { createPublicKey, type KeyObject } from 'node:crypto'
import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { copyFile, open, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ExportFormat } from '../../../contract/instructions'
import { say } from '../../../contract/sentences'
import { writeRows } from '../../instructions/files/export-job'
import { formatNames } from '../../instructions/files/file-row'
import { defineJob, type JobContext } from '../../jobs/definition'
import { syncFolder } from '../../kernel/files'
import { Refusal } from '../../kernel/refusal'
import { projectLicences } from '../../sources/terms-queries'
import { combineTerms } from '../../sources/terms-rules'
import { withAdapterFile } from '../../training/adapter-file'
import { reportHtml } from '../../validation/results/report/html'
import { resultOf } from '../memorisation/queries'
import { releasesOf } from '../queries'
import { examine } from '../signatures'
import { keyHash, signingKey } from '../signing-key'
import { packDataCard } from './data-card'
import { copyLicences } from './licence-files'
import { licenceLines } from './licences'
import { type CardFacts, modelCard } from './model-card'
import { packReadme } from './readme'
import { sealFolder } from './seal-folder'
import { type PackWish, packSubject, refuseObstacles } from './subject'

interface PackParams extends PackWish {
  readonly reportId: string
  readonly formats: readonly ExportFormat[]
  /** The folder that will be there at the end; the work is done in one beside it. */
  readonly target: string
}

/** A pack is written aside and renamed at the end: under its name there is a whole one or none. */
export const sharePackJob = defineJob<PackParams>({
  kind: 'share-pack',
  resource: 'disk',
  unit: 'rows',
  canPause: false,
  touches: ['release'],
  run: async (context, params) => {
    const aside = asideOf(params)
    rmSync(aside, { recursive: true, force: true })
    try {
      const { files, manifestKey } = await writePack(context, params, aside)
      // A record may have been marked confidential while this was written.
      refuseObstacles(packSubject(context.services.vault.db(), params))
      context.signal.throwIfAborted()
      for (const folder of ['data', 'LICENSES', '.']) syncFolder(join(aside, folder))
      renameSync(aside, params.target)
      syncFolder(dirname(params.target))
      context.commit(
        {
          action: 'share-pack.written',
          object: params.adapterId,
          detail: { report: params.reportId, files, key: manifestKey },
        },
        () => undefined,
      )
      return { made: [say('pack-written', { count: files })] }
    } catch (cause) {
      rmSync(aside, { recursive: true, force: true })
      throw cause
    }
  },
  discard: (_db, params) => rmSync(asideOf(params), { recursive: true, force: true }),
})

function asideOf({ target }: PackParams): string {
  return `${target}.part`
}

async function writePack(
  context: JobContext,
  params: PackParams,
  folder: string,
): Promise<{ files: number; manifestKey: string }> {
  const { services } = context
  const db = services.vault.db()
  const { key, facts } = gather(context, params)
  const { adapter, model, report } = facts.subject
  const keySha256 = keyHash(createPublicKey(key))
  mkdirSync(join(folder, 'data'), { recursive: true, mode: 0o755 })
  for (const format of params.formats)
    await writeRows(
      context,
      { projectId: params.projectId, format, shareable: true, withoutConfidential: false },
      join(folder, 'data', format),
    )
  context.progress({ done: facts.subject.rows, total: null, step: say('writing-cards') })
  await withAdapterFile(services, adapter.id, (path) =>
    copySynced(path, join(folder, 'adapter.gguf')),
  )
  const put = (name: string, text: string): Promise<void> =>
    writeFile(join(folder, name), text, { mode: 0o644, flush: true })
  await put('model-card.md', modelCard(facts))
  await put(
    'data-card.md',
    packDataCard(db, {
      projectId: params.projectId,
      baseName: model.name,
      formats: params.formats.map((format) => ({
        folder: `data/${format}`,
        name: formatNames[format],
      })),
      rows: facts.subject.rows,
      memorisation: facts.memorisation,
      licences: facts.licences,
      at: facts.at,
      appVersion: facts.appVersion,
    }),
  )
  await put('report.html', reportHtml(report.data, report.row.sha256))
  await copyLicences(
    services.resources,
    join(folder, 'LICENSES'),
    facts.licences,
    licenceLines(facts.licences, model.name),
  )
  await put('README.md', packReadme({ adapterName: adapter.name, keySha256, at: facts.at }))
  const files = await sealFolder(folder, key, {
    kind: 'asclepius-share-pack',
    version: 1,
    createdAt: facts.at,
    appVersion: facts.appVersion,
    key: { algorithm: 'Ed25519', sha256: keySha256 },
    adapter: { name: adapter.name, sha256: adapter.sha256, base: model.sha256 },
    data: { rows: facts.subject.rows, formats: params.formats },
    report: { sha256: report.row.sha256, study: report.data.study.sha256 },
    licence: combineTerms(facts.licences.map(({ terms }) => terms)).licence,
  })
  return { files: files.length, manifestKey: keySha256 }
}

/** @throws Refusal `pack-refused`, `no-key` */
function gather(context: JobContext, params: PackParams): { key: KeyObject; facts: CardFacts } {
  const { services } = context
  const db = services.vault.db()
  const subject = packSubject(db, params)
  refuseObstacles(subject)
  const { report, test } = subject
  const memorisation = test && resultOf(test)
  const key = signingKey(db)
  if (!report || !memorisation || !key)
    throw new Refusal(
      'pack-refused',
      'What belongs to this pack is not here any more. Nothing was written. Look at the Release page and start again.',
    )
  const at = services.clock.now()
  return {
    key,
    facts: {
      subject: { ...subject, report },
      memorisation,
      licences: projectLicences(db, params.projectId),
      releases: releaseLines(context, params, subject.adapter.model_id),
      at,
      appVersion: services.appVersion,
    },
  }
}

const stateWords = {
  waiting: 'waits for its signatures',
  'in-force': 'in force',
  expired: 'expired',
  withdrawn: 'withdrawn',
  altered: 'changed after it was signed: do not rely on it',
} as const

function releaseLines(context: JobContext, params: PackParams, modelId: string): string[] {
  const db = context.services.vault.db()
  const { projectId, adapterId } = params
  return releasesOf(db, { projectId, modelId, adapterId }).map((release) => {
    const { state, signatures } = examine(db, release, context.services.clock.now())
    const signed = signatures.map(({ role, at }) => `${role} on ${at.slice(0, 10)}`).join(', ')
    return `Release of ${release.created_at.slice(0, 10)} until ${release.expires_at.slice(0, 10)}: ${stateWords[state]}. Signed by: ${signed || 'nobody'}.`
  })
}

async function copySynced(source: string, target: string): Promise<void> {
  await copyFile(source, target)
  const file = await open(target, 'r+')
  try {
    await file.chmod(0o644)
    await file.sync()
  } finally {
    await file.close()
  }
}
