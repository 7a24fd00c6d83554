import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import type { AuditVerdict } from '../../contract/audit'
import { type Sentence, say } from '../../contract/sentences'
import type { ReadableDb } from '../database/types'

/** One stored row, in the order that its MAC covers. */
export interface AuditRow {
  readonly seq: number
  readonly at: string
  readonly monotonic_ms: number
  readonly person: string
  readonly role: string
  readonly action: string
  readonly object: string
  readonly outcome: 'done' | 'refused'
  readonly detail: string
  readonly app_version: string
  readonly mac: Buffer
}

const genesis = Buffer.alloc(32)

/** The chain's key, derived from the data key by HKDF-SHA-256 (RFC 5869). */
export function auditKeyOf(dataKey: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', dataKey, Buffer.alloc(0), 'asclepius audit chain', 32))
}

/** mac(n) = HMAC-SHA-256(key, mac(n-1) || JSON array of the row's fields in order). */
export function rowMac(key: Buffer, previous: Buffer | null, row: Omit<AuditRow, 'mac'>): Buffer {
  const canonical = JSON.stringify([
    row.seq,
    row.at,
    row.monotonic_ms,
    row.person,
    row.role,
    row.action,
    row.object,
    row.outcome,
    row.detail,
    row.app_version,
  ])
  return createHmac('sha256', key)
    .update(previous ?? genesis)
    .update(canonical)
    .digest()
}

/** Where the head of the chain stands: "seq:HMAC-SHA-256(key, 'head' || seq || mac)". */
export const headSetting = 'audit-head'

export function headMac(key: Buffer, seq: number, mac: Buffer): string {
  const sealed = createHmac('sha256', key).update(`head:${seq}:`).update(mac).digest('hex')
  return `${seq}:${sealed}`
}

/** Walks the whole chain in pages; names the first row that was changed, removed, added or moved. */
export function verifyChain(db: ReadableDb, key: Buffer): AuditVerdict {
  let previous: Buffer | null = null
  let expected = 1
  const bad = (reason: Sentence, firstBad = expected): AuditVerdict => ({
    intact: false,
    entries: db.one<{ n: number }>('SELECT count(*) AS n FROM audit')?.n ?? 0,
    firstBad,
    reason,
  })
  const early = db.one<{ seq: number }>('SELECT min(seq) AS seq FROM audit')
  if (early && early.seq !== null && early.seq < 1)
    return bad(say('entry-before-first', { entry: early.seq }), early.seq)
  for (;;) {
    const page: AuditRow[] = db.all(
      'SELECT * FROM audit WHERE seq >= ? ORDER BY seq LIMIT 5000',
      expected,
    )
    if (page.length === 0) {
      const head = db.one<{ value: string }>(
        'SELECT value FROM setting WHERE name = ?',
        headSetting,
      )?.value
      if (expected > 1 || head !== undefined) {
        const known = Number.parseInt(head ?? '', 10)
        if (known >= expected) return bad(say('entry-missing', { entry: expected }))
        if (head !== headMac(key, expected - 1, previous ?? genesis))
          return bad(say('log-cut'), expected - 1)
      }
      return { intact: true, entries: expected - 1, firstBad: null, reason: null }
    }
    for (const row of page) {
      if (row.seq !== expected) return bad(say('entry-missing', { entry: expected }))
      const { mac, ...fields } = row
      const right = rowMac(key, previous, fields)
      if (mac.length !== right.length || !timingSafeEqual(mac, right))
        return bad(say('entry-changed', { entry: expected }))
      previous = mac
      expected += 1
    }
  }
}
