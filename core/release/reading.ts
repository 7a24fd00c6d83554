import type { Release, ReleaseFull } from '../../contract/release'
import type { ReadableDb } from '../database/types'
import { armRow, checksOf } from './checks'
import { answerCounts, type NamedRelease, reportRow } from './queries'
import { type Examined, examine } from './signatures'
import { keyHash, publicKey } from './signing-key'

export function toRelease(db: ReadableDb, row: NamedRelease, now: string): Release {
  return shown(db, row, examine(db, row, now))
}

function shown(db: ReadableDb, row: NamedRelease, examined: Examined): Release {
  return {
    id: row.id,
    name: row.name,
    state: examined.state,
    confidential: row.confidential === 1,
    signed: examined.signatures.length,
    expiresAt: row.expires_at,
    createdAt: row.created_at,
    createdBy: row.created_by,
    withdrawn:
      row.withdrawn_at === null
        ? null
        : { at: row.withdrawn_at, by: row.withdrawn_by ?? '', reason: row.withdrawn_reason ?? '' },
    studyId: row.study_id,
    studyName: row.study_name,
    studyVersion: row.study_version,
    arm: row.arm,
    armName: row.arm_name,
    modelId: row.model_id,
    modelName: row.model_name,
    adapterId: row.adapter_id,
    adapterName: row.adapter_name,
    ...answerCounts(db, row.id),
  }
}

export function toReleaseFull(db: ReadableDb, row: NamedRelease, now: string): ReleaseFull {
  const examined = examine(db, row, now)
  const report = reportRow(db, row.report_id)
  const arm = armRow(db, row.study_id, row.arm)
  const key = publicKey(db)
  return {
    ...shown(db, row, examined),
    modelSha256: row.model_sha256,
    adapterSha256: row.adapter_sha256,
    studySha256: row.study_sha256,
    reportId: row.report_id,
    reportSha256: row.report_sha256,
    reportMadeAt: report?.made_at ?? row.created_at,
    sha256: examined.sha256,
    checks: arm ? checksOf(db, arm, report) : [],
    signatures: [...examined.signatures],
    keySha256: key && keyHash(key),
  }
}
