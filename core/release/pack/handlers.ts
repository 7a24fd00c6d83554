import { existsSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { say } from '../../../contract/sentences'
import type { CallContext, Handlers } from '../../kernel/context'
import { Refusal } from '../../kernel/refusal'
import { projectById } from '../../projects/queries'
import { projectLicences } from '../../sources/terms-queries'
import { combineTerms } from '../../sources/terms-rules'
import { testsOf } from '../memorisation/queries'
import { ensureSigningKey, keyHash, publicKey } from '../signing-key'
import { reportsAbout } from './queries'
import { type PackSubject, packSubject, refuseObstacles } from './subject'

export const sharePackHandlers: Handlers<'sharePack.state' | 'sharePack.write'> = {
  'sharePack.state': ({ db }, wish) => {
    projectById(db, wish.projectId)
    const { adapter, test, rows, obstacles } = packSubject(db, wish)
    const key = publicKey(db)
    const licences = projectLicences(db, wish.projectId)
    return {
      obstacles: [...obstacles],
      reports: reportsAbout(db, adapter),
      memorisation: testsOf(db, wish.projectId).find(({ id }) => id === test?.id) ?? null,
      rows,
      licences,
      combined: combineTerms(licences.map(({ terms }) => terms)),
      keySha256: key && keyHash(key),
    }
  },
  'sharePack.write': (context, { folder: token, formats, ...wish }) => {
    projectById(context.db, wish.projectId)
    const subject = packSubject(context.db, wish)
    const { adapter } = subject
    refuseRecorded(context, subject)
    const folder = context.files.path(token)
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
      throw new Refusal(
        'no-folder',
        'This is no folder. Choose the folder that the pack goes into.',
      )
    const target = freePath(
      folder,
      `share-pack-${stem(adapter.name)}-${adapter.sha256.slice(0, 8)}`,
    )
    const jobId = context.commit(
      {
        action: 'share-pack.asked',
        object: adapter.id,
        detail: { adapter: adapter.sha256, report: subject.report?.row.sha256 ?? '' },
      },
      (db) => {
        ensureSigningKey(db)
        return context.jobs.create(db, context.person, {
          kind: 'share-pack',
          title: say('write-pack', { name: basename(target) }),
          projectId: wish.projectId,
          params: {
            ...wish,
            reportId: subject.report?.row.id,
            formats: [...new Set(formats)],
            target,
          },
        })
      },
    )
    context.jobs.kick()
    return { jobId }
  },
}

/** That somebody tried is a record of its own, as for a confidential adapter. */
function refuseRecorded(context: CallContext<never>, subject: PackSubject): void {
  if (subject.obstacles.length > 0)
    context.commit(
      {
        action: 'share-pack.refused',
        object: subject.adapter.id,
        outcome: 'refused',
        detail: { because: subject.obstacles.map(({ code }) => code).join(' ') },
      },
      () => undefined,
    )
  refuseObstacles(subject)
}

/** Letters, digits and dashes alone: the same on every system. */
function stem(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase()
  return plain.slice(0, 60) || 'adapter'
}

/** A pack is never written over another one. */
function freePath(folder: string, name: string): string {
  for (let number = 1; ; number += 1) {
    const path = join(folder, number === 1 ? name : `${name}-${number}`)
    if (!existsSync(path) && !existsSync(`${path}.part`)) return path
  }
}
