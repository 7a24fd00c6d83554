import { type KeyObject, sign, verify } from 'node:crypto'
import { neededSignatures, type ReleaseSignature, type ReleaseState } from '../../contract/release'
import { signers } from '../../contract/roles'
import type { ReadableDb } from '../database/types'
import { canonicalJson, sha256Hex } from '../kernel/canonical-json'
import {
  type NamedRelease,
  type ReportRow,
  reportRow,
  type SignatureRow,
  signaturesOf,
} from './queries'
import { publicKey } from './signing-key'

/*
 * What is signed is the release as it was drawn up, with the report beside it down to the byte: every
 * column of both rows is in the hash, and the report's text by a hash that is computed anew each time.
 * A withdrawal comes later and is not part of it.
 */

/** Null where the report is gone or is not the one that the release names. */
function releaseHash(release: NamedRelease, report: ReportRow | undefined): string | null {
  if (!report || report.sha256 !== release.report_sha256) return null
  const { data, ...about } = report
  if (sha256Hex(data) !== report.sha256) return null
  const {
    withdrawn_at: _at,
    withdrawn_by: _by,
    withdrawn_reason: _reason,
    study_name: _study,
    arm_name: _arm,
    model_name: _model,
    adapter_name: _adapter,
    ...fixed
  } = release
  return sha256Hex(canonicalJson({ format: 'asclepius-release-1', release: fixed, report: about }))
}

export type Signed = Omit<SignatureRow, 'signature'>

export function signWith(key: KeyObject, signed: Signed): Buffer {
  return sign(null, bytesOf(signed), key)
}

function bytesOf(signed: Signed): Buffer {
  return Buffer.from(canonicalJson({ format: 'asclepius-signature-1', ...signed }))
}

function isValid(row: SignatureRow, sha256: string | null, key: KeyObject | null): boolean {
  const { signature, ...signed } = row
  if (key === null || sha256 === null || row.release_sha256 !== sha256) return false
  if (!signers.some((role) => role === row.role)) return false
  return verify(null, bytesOf(signed), key, signature)
}

export interface Examined {
  readonly sha256: string | null
  readonly signatures: readonly ReleaseSignature[]
  readonly state: ReleaseState
}

/** Computes every hash anew and checks every signature: nothing of a release is believed unseen. */
export function examine(db: ReadableDb, release: NamedRelease, now: string): Examined {
  const sha256 = releaseHash(release, reportRow(db, release.report_id))
  const key = publicKey(db)
  const signatures = signaturesOf(db, release.id).map((row) => ({
    personId: row.person_id,
    personName: row.person_name,
    role: row.role,
    meaning: row.meaning,
    at: row.at,
    zone: row.zone,
    isValid: isValid(row, sha256, key),
    signature: row.signature.toString('base64'),
  }))
  return { sha256, signatures, state: stateOf(release, sha256, signatures, now) }
}

function stateOf(
  release: NamedRelease,
  sha256: string | null,
  signatures: readonly ReleaseSignature[],
  now: string,
): ReleaseState {
  if (release.withdrawn_at !== null) return 'withdrawn'
  if (sha256 === null || signatures.some((one) => !one.isValid)) return 'altered'
  if (release.expires_at <= now) return 'expired'
  return signatures.length >= neededSignatures ? 'in-force' : 'waiting'
}
