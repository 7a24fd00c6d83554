import type { SourceTerms } from '../../contract/licences'
import type { SourceLicence } from '../../contract/share-pack'
import type { ReadableDb, WritableDb } from '../database/types'
import { termsOfFormat } from './terms-rules'

/** The columns of a collection that hold its terms. */
export interface TermsRow {
  readonly licence: SourceTerms['licence']
  readonly licence_text: string
  readonly attribution: string
  readonly licence_assumed: number
}

export function termsOf(row: TermsRow): SourceTerms {
  return {
    licence: row.licence,
    licenceText: row.licence_text,
    attribution: row.attribution,
    assumed: row.licence_assumed === 1,
  }
}

export function termsRow(terms: SourceTerms): TermsRow {
  return {
    licence: terms.licence,
    licence_text: terms.licenceText,
    attribution: terms.attribution,
    licence_assumed: terms.assumed ? 1 : 0,
  }
}

export function setTerms(db: WritableDb, id: string, terms: SourceTerms): void {
  db.run(
    `UPDATE collection SET licence = :licence, licence_text = :licence_text,
       attribution = :attribution, licence_assumed = :licence_assumed WHERE id = :id`,
    { id, ...termsRow(terms) },
  )
}

/**
 * Whose terms bind what a project shares: its collections, a removed one as long as there is a note
 * from it, and its imports of rows, whose terms have no field and are taken from their layout.
 * Confidential ones are none of them, for nothing from them is shared.
 */
export function projectLicences(db: ReadableDb, projectId: string): SourceLicence[] {
  const collections = db
    .all<TermsRow & { id: string; name: string; format: string; state: string }>(
      `SELECT c.id, c.name, c.format_name AS format, c.state, c.licence, c.licence_text,
              c.attribution, c.licence_assumed
       FROM collection c
       WHERE c.project_id = ? AND c.confidential = 0 AND (c.state = 'ready' OR c.state = 'removed'
         AND EXISTS (SELECT 1 FROM note n JOIN document d ON d.id = n.document_id
                     WHERE n.project_id = c.project_id AND d.collection_id = c.id))
       ORDER BY c.name, c.id`,
      projectId,
    )
    .map(({ id, name, format, state, ...row }) => ({
      id,
      name,
      format,
      kind: state === 'removed' ? ('removed' as const) : ('collection' as const),
      terms: termsOf(row),
    }))
  const imports = db
    .all<{ id: string; name: string; format: string }>(
      `SELECT id, name, format FROM instruction_import
       WHERE project_id = ? AND state = 'ready' AND confidential = 0 ORDER BY name, id`,
      projectId,
    )
    .map((one) => ({ ...one, kind: 'rows' as const, terms: termsOfFormat(one.format) }))
  return [...collections, ...imports]
}
