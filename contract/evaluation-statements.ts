import { z } from 'zod'
import { span } from './common'

import { estimateOrNot } from './statistics'

export const verdicts = ['supported', 'contradicted', 'not-found'] as const
export const verdict = z.enum(verdicts)
export type Verdict = z.infer<typeof verdict>

/** Something in a statement that was looked up in the note. */
export const checkedItem = span.extend({
  kind: z.enum(['number', 'dose', 'drug', 'date', 'negation', 'words']),
  verdict,
  /** Places in the note that bear it out or speak against it. */
  evidence: z.array(span),
  /** One short sentence; empty where supported. */
  reason: z.string(),
})
export type CheckedItem = z.infer<typeof checkedItem>

/** One statement of an answer. `span` is in the answer, `evidence` in the note. */
export const checkedStatement = span.extend({
  /** Contradicted if any part is, else not found if any part is, else supported. */
  verdict,
  /** False where nothing in it could be looked up but its words. */
  isCheckable: z.boolean(),
  items: z.array(checkedItem),
  evidence: z.array(span),
  /** What a person said of it; null where nobody did. */
  human: verdict.nullable(),
})
export type CheckedStatement = z.infer<typeof checkedStatement>

export const verdictFigures = z.object({
  verdict,
  /** Of the statements the check gave this verdict, the share people gave it too. Wilson interval. */
  precision: estimateOrNot,
  /** Of the statements people gave this verdict, the share the check gave it too. */
  recall: estimateOrNot,
  checkSaid: z.number().int(),
  peopleSaid: z.number().int(),
  both: z.number().int(),
})

export const statementCheckState = z.object({
  /** Shown with answers and counted in results. */
  isOn: z.boolean(),
  /** unmeasured: fewer labelled statements than needed, so it is shown as unproven. */
  state: z.enum(['unmeasured', 'good-enough', 'below-floor', 'switched-off']),
  labelled: z.number().int(),
  labelledNeeded: z.number().int(),
  /** The least precision and recall of "contradicted or not found" that keeps it on. */
  floor: z.object({ precision: z.number(), recall: z.number() }),
  isSwitchedOff: z.boolean(),
  figures: z.array(verdictFigures),
  /** "Contradicted or not found" against "supported": what the floor is held against. */
  problem: z.object({ precision: estimateOrNot, recall: estimateOrNot }),
})
export type StatementCheckState = z.infer<typeof statementCheckState>
