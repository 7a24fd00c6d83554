import type { Askable } from '../../contract/release'
import { type Sentence, say } from '../../contract/sentences'
import type { Person } from '../../contract/session'
import type { ReadableDb } from '../database/types'
import { Refusal } from '../kernel/refusal'
import { modelRow } from '../models/queries'
import { adapterRow } from '../training/adapters'
import { markedCases } from './lineage'
import { type NamedRelease, projectReleases, releasesOf } from './queries'
import { examine } from './signatures'

interface ReleaseWish {
  readonly projectId: string
  readonly modelId: string
  readonly adapterId: string | null
}

/** The release that holds now for a model with or without an adapter, the longest first; or none. */
function releaseInForce(db: ReadableDb, wish: ReleaseWish, now: string): NamedRelease | undefined {
  return releasesOf(db, wish)
    .filter((release) => holds(db, release, now))
    .sort((a, b) => (a.expires_at < b.expires_at ? 1 : -1))[0]
}

/** Signed, in time, not withdrawn, and about the very files that are here now. */
function holds(db: ReadableDb, release: NamedRelease, now: string): boolean {
  if (modelRow(db, release.model_id)?.sha256 !== release.model_sha256) return false
  if (release.adapter_id !== null) {
    const adapter = adapterRow(db, release.adapter_id)
    if (adapter?.removed_at !== null || adapter.sha256 !== release.adapter_sha256) return false
    if (markedCases(db, release.adapter_id, 'withdrawn') > 0) return false
  }
  return examine(db, release, now).state === 'in-force'
}

/**
 * The gate: a clinician may ask only what is released. Everybody else who may ask has a test bench,
 * and an answer from it names no release.
 * @throws Refusal `not-released`
 */
export function passGate(
  db: ReadableDb,
  person: Person,
  wish: ReleaseWish,
  now: string,
): NamedRelease | null {
  const release = releaseInForce(db, wish, now)
  if (release) return release
  if (person.role !== 'clinician') return null
  throw new Refusal('not-released', [whyNot(db, wish, now), say('nothing-asked')])
}

function whyNot(db: ReadableDb, wish: ReleaseWish, now: string): Sentence {
  const last = releasesOf(db, wish)[0]
  if (!last) return say('not-released')
  const { state } = examine(db, last, now)
  if (state === 'withdrawn')
    return say('release-withdrawn', { reason: last.withdrawn_reason ?? '' })
  if (state === 'expired') return say('release-expired', { day: last.expires_at })
  if (state === 'waiting') return say('release-unsigned')
  if (state === 'altered') return say('release-not-holding')
  return say('other-than-released')
}

/** Everything that a clinician may ask in a project now; each model and adapter once. */
export function askableIn(db: ReadableDb, projectId: string, now: string): Askable[] {
  const found = new Map<string, Askable>()
  for (const { model_id: modelId, adapter_id: adapterId } of projectReleases(db, projectId)) {
    const key = `${modelId} ${adapterId}`
    if (found.has(key)) continue
    const release = releaseInForce(db, { projectId, modelId, adapterId }, now)
    if (release) found.set(key, toAskable(release))
  }
  return [...found.values()]
}

function toAskable(release: NamedRelease): Askable {
  return {
    modelId: release.model_id,
    modelName: release.model_name,
    adapterId: release.adapter_id,
    adapterName: release.adapter_name,
    releaseId: release.id,
    until: release.expires_at,
  }
}
