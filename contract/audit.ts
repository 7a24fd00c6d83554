import { z } from 'zod'
import { instant, nothing, pageRequest } from './common'
import { command, query } from './operation'
import { auditors } from './roles'
import { sentence } from './sentences'

export const auditEntry = z.object({
  seq: z.number().int(),
  at: instant,
  person: z.string(),
  role: z.string(),
  action: z.string(),
  object: z.string(),
  outcome: z.enum(['done', 'refused']),
  /** Names, counts and hashes; never the text of a note. */
  detail: z.string(),
})
export type AuditEntry = z.infer<typeof auditEntry>

export const auditVerdict = z.object({
  intact: z.boolean(),
  entries: z.number().int(),
  /** The first entry that does not fit the chain; null when all fit. */
  firstBad: z.number().int().nullable(),
  reason: sentence.nullable(),
})
export type AuditVerdict = z.infer<typeof auditVerdict>

export const auditOperations = {
  'audit.page': query({
    input: pageRequest.extend({ search: z.string().max(200).default('') }),
    output: z.object({ rows: z.array(auditEntry), next: z.string().nullable() }),
    access: auditors,
    touches: ['audit'],
  }),
  'audit.verify': command({
    input: nothing,
    output: auditVerdict,
    access: auditors,
    touches: ['audit'],
  }),
} as const
