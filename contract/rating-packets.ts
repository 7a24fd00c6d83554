import { z } from 'zod'
import { fileToken, id, instant } from './common'
import { command, query } from './operation'
import { reviewers, validationLeads } from './roles'
import { ratingDetail, score } from './validation-rating'

/*
 * Packets: a study carried to a rater's own computer on a stick, and the ratings carried back. The
 * way there is opened by a passphrase; the way back by a key that only the two sides have.
 */

export const packetPassphrase = z.string().min(12).max(200)

const saidOfCase = z.object({ score: score.nullable(), detail: ratingDetail })

export const packetConflict = z.object({
  packetId: id,
  caseNo: z.number().int(),
  raterName: z.string(),
  question: z.string(),
  answer: z.string(),
  here: saidOfCase,
  there: saidOfCase,
})
export type PacketConflict = z.infer<typeof packetConflict>

export const packetRow = z.object({
  id,
  raterName: z.string(),
  madeAt: instant,
  madeBy: z.string(),
  mergedAt: instant.nullable(),
  mergedCount: z.number().int(),
  /** The name of whoever gave it back, where it is not the rater's; null otherwise. */
  otherName: z.string().nullable(),
})
export type PacketRow = z.infer<typeof packetRow>

export const mergeResult = z.object({
  raterName: z.string(),
  /** The name of whoever gave it back, where it is not the rater's; null otherwise. */
  otherName: z.string().nullable(),
  /** New here. */
  taken: z.number().int(),
  /** The same as what was here already. */
  known: z.number().int(),
  /** Differ from what is here: somebody has to decide. */
  conflicts: z.number().int(),
})
export type MergeResult = z.infer<typeof mergeResult>

export const packetOperations = {
  'packets.list': query({
    input: z.object({ studyId: id }),
    output: z.object({ packets: z.array(packetRow), conflicts: z.array(packetConflict) }),
    access: validationLeads,
    touches: ['validation'],
  }),
  /** Writes a sealed file for one rater into a folder. */
  'packets.make': command({
    input: z.object({ studyId: id, personId: id, passphrase: packetPassphrase, folder: fileToken }),
    output: z.object({ fileName: z.string() }),
    access: validationLeads,
    touches: ['validation'],
  }),
  /** On the rater's computer: whom a packet is for, before anything is taken in. */
  'packets.look': query({
    input: z.object({ file: fileToken, passphrase: z.string().max(200) }),
    output: z.object({
      raterName: z.string(),
      studyName: z.string(),
      cases: z.number().int(),
      /** The person signed in has the rater's name. */
      isYours: z.boolean(),
    }),
    access: reviewers,
    touches: [],
  }),
  /** On the rater's computer: the study comes out of the packet and is theirs to rate. */
  'packets.take': command({
    input: z.object({
      file: fileToken,
      passphrase: z.string().max(200),
      /** Takes it in although it names somebody else: the same person may go by another name here. */
      underOtherName: z.boolean().default(false),
    }),
    output: z.object({ studyId: id, cases: z.number().int() }),
    access: reviewers,
    touches: ['projects', 'validation'],
  }),
  /** Writes the finished ratings into a folder. */
  'packets.giveBack': command({
    input: z.object({ studyId: id, folder: fileToken }),
    output: z.object({ fileName: z.string(), ratings: z.number().int() }),
    access: reviewers,
    touches: ['validation'],
  }),
  'packets.merge': command({
    input: z.object({ studyId: id, file: fileToken }),
    output: mergeResult,
    access: validationLeads,
    touches: ['validation'],
  }),
  /** Which of two differing ratings counts; the other stays on record. */
  'packets.decide': command({
    input: z.object({
      packetId: id,
      caseNo: z.number().int(),
      decided: z.enum(['here', 'there']),
    }),
    output: z.object({}),
    access: validationLeads,
    touches: ['validation'],
  }),
} as const
