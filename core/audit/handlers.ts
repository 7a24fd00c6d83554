import type { AuditEntry } from '../../contract/audit'
import { numberCursor } from '../database/cursor'
import type { Handlers } from '../kernel/context'
import { type AuditRow, verifyChain } from './chain'

type Names = 'audit.page' | 'audit.verify'

export const auditHandlers: Handlers<Names> = {
  'audit.page': ({ db }, { after, limit, search }) => {
    const clauses = ['seq < :after']
    if (search !== '')
      clauses.push(
        "instr(lower(action || ' ' || person || ' ' || object || ' ' || detail), :search) > 0",
      )
    const rows = db.all<AuditRow>(
      `SELECT * FROM audit WHERE ${clauses.join(' AND ')} ORDER BY seq DESC LIMIT :limit`,
      {
        after: numberCursor(after) ?? Number.MAX_SAFE_INTEGER,
        limit,
        ...(search === '' ? {} : { search: search.toLowerCase() }),
      },
    )
    const last = rows.at(-1)
    return {
      rows: rows.map(
        ({ monotonic_ms: _monotonic, app_version: _version, mac: _mac, ...entry }): AuditEntry =>
          entry,
      ),
      next: last && rows.length === limit ? String(last.seq) : null,
    }
  },
  'audit.verify': (context) => {
    const verdict = verifyChain(context.db, context.vault.auditKey())
    context.commit(
      {
        action: 'audit.verified',
        object: 'chain',
        detail: { intact: verdict.intact, entries: verdict.entries },
      },
      () => undefined,
    )
    return verdict
  },
}
