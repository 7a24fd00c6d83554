import { say } from '../../contract/sentences'
import { confirmPassword } from '../accounts/slots'
import { inTurn } from '../accounts/turns'
import type { CallContext, Handlers } from '../kernel/context'
import { newId } from '../kernel/ids'
import { Refusal } from '../kernel/refusal'
import { projectById } from '../projects/queries'
import { areFulfilled, armRow, candidateArms, candidateOf, checksOf, criteriaIn } from './checks'
import { askableIn } from './gate'
import { adaptersFrom, markedRecords } from './lineage'
import {
  finalReport,
  insertRelease,
  insertSignature,
  type NamedRelease,
  projectReleases,
  releaseRow,
  releasesOf,
  reportRow,
  setWithdrawn,
} from './queries'
import { toRelease, toReleaseFull } from './reading'
import { expiryAfter, isZone } from './rules'
import { examine, signWith } from './signatures'
import { ensureSigningKey } from './signing-key'
import { reachOf, withdrawCase } from './withdraw'

type Names =
  | 'release.candidates'
  | 'release.list'
  | 'release.get'
  | 'release.create'
  | 'release.sign'
  | 'release.withdraw'
  | 'release.askable'
  | 'lineage.reach'
  | 'lineage.marked'
  | 'lineage.withdraw'

export const releaseHandlers: Handlers<Names> = {
  'release.candidates': ({ db }, { projectId }) => {
    projectById(db, projectId)
    return candidateArms(db, projectId).map((arm) => candidateOf(db, arm))
  },
  'release.list': ({ db, clock }, { projectId }) =>
    projectReleases(db, projectId).map((row) => toRelease(db, row, clock.now())),
  'release.get': ({ db, clock }, { id }) => toReleaseFull(db, releaseRow(db, id), clock.now()),
  'release.create': (context, wish) => create(context, wish),
  'release.sign': inTurn(async (context, { id, password, meaning, zone }) => {
    const { db, clock, person } = context
    if (!isZone(zone)) throw new Refusal('unknown-zone', say('unknown-zone'))
    refuseUnsignable(context, releaseRow(db, id))
    await confirmPassword(context, person.id, password)
    // The password took a moment: somebody may have withdrawn or altered it meanwhile.
    const sha256 = refuseUnsignable(context, releaseRow(db, id))
    const signed = {
      release_id: id,
      person_id: person.id,
      person_name: person.name,
      role: person.role,
      meaning,
      at: clock.now(),
      zone,
      release_sha256: sha256,
    }
    context.commit(
      { action: 'release.signed', object: id, detail: { sha256, role: person.role, zone } },
      (write) => {
        const key = ensureSigningKey(write)
        insertSignature(write, { ...signed, signature: signWith(key, signed) })
      },
    )
    return { state: examine(db, releaseRow(db, id), clock.now()).state }
  }),
  'release.withdraw': (context, { id, reason }) => {
    const row = releaseRow(context.db, id)
    if (row.withdrawn_at !== null) throw new Refusal('withdrawn-already', say('withdrawn-already'))
    const withdrawal = { at: context.clock.now(), by: context.person.name, reason }
    context.commit({ action: 'release.withdrawn', object: id }, (db) =>
      setWithdrawn(db, id, withdrawal),
    )
    return {}
  },
  'release.askable': ({ db, clock }, { projectId }) => askableIn(db, projectId, clock.now()),
  'lineage.reach': ({ db, clock }, { documentId }) => reachOf(db, documentId, clock.now()),
  'lineage.marked': ({ db }, { projectId }) =>
    markedRecords(db, projectId).map((record) => ({
      ...record,
      adapters: adaptersFrom(db, record.documentId).length,
    })),
  'lineage.withdraw': (context, wish) => withdrawCase(context, wish),
}

interface Wish {
  readonly studyId: string
  readonly arm: string
  readonly reportId: string
  readonly months: number
}

function create(context: CallContext<never>, wish: Wish): { id: string } {
  const { db, clock, person } = context
  const arm = armRow(db, wish.studyId, wish.arm)
  if (!arm) throw new Refusal('no-candidate', say('no-candidate'))
  const report = finalReport(db, wish.studyId)
  if (!report || report.id !== wish.reportId)
    throw new Refusal('report-not-newest', say('report-not-newest'))
  if (!areFulfilled(checksOf(db, arm, report)))
    throw new Refusal('not-fulfilled', say('checks-not-fulfilled'))
  const subject = {
    projectId: arm.project_id,
    modelId: arm.model_id,
    adapterId: arm.adapter_id,
  }
  refuseTwins(context, releasesOf(db, subject), report.id)
  const id = newId()
  const at = clock.now()
  context.commit(
    {
      action: 'release.drawn-up',
      object: id,
      detail: {
        model: arm.model_sha256,
        adapter: arm.adapter_sha256,
        report: report.sha256,
        months: wish.months,
      },
    },
    (write) =>
      insertRelease(write, {
        id,
        project_id: arm.project_id,
        study_id: arm.study_id,
        report_id: report.id,
        report_sha256: report.sha256,
        arm: arm.arm,
        name: arm.adapter_name ?? arm.model_name,
        model_id: arm.model_id,
        model_sha256: arm.model_sha256,
        adapter_id: arm.adapter_id,
        adapter_sha256: arm.adapter_sha256,
        confidential: arm.confidential,
        criteria: JSON.stringify(criteriaIn(report, arm.arm)),
        expires_at: expiryAfter(at, wish.months),
        created_at: at,
        created_by: person.name,
      }),
  )
  return { id }
}

function refuseTwins(
  { db, clock }: CallContext<never>,
  known: readonly NamedRelease[],
  reportId: string,
): void {
  const twin = known.find((one) => {
    const { state } = examine(db, one, clock.now())
    return one.report_id === reportId && (state === 'waiting' || state === 'in-force')
  })
  if (twin) throw new Refusal('release-exists', say('release-exists'))
}

/** @returns the hash to sign. */
function refuseUnsignable({ db, clock, person }: CallContext<never>, row: NamedRelease): string {
  const { sha256, signatures, state } = examine(db, row, clock.now())
  if (state === 'altered' || sha256 === null) throw new Refusal('altered', say('release-altered'))
  if (signatures.some(({ personId }) => personId === person.id))
    throw new Refusal('signed-already', say('signed-already'))
  if (state !== 'waiting') throw new Refusal('not-waiting', say('release-not-waiting'))
  const arm = armRow(db, row.study_id, row.arm)
  if (!arm || !areFulfilled(checksOf(db, arm, reportRow(db, row.report_id))))
    throw new Refusal('not-fulfilled', say('checks-not-fulfilled-now'))
  return sha256
}
