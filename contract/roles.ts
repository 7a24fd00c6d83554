import type { Role } from './operation'

/** Roles by what they may do: the lists that operations name. */
export const builders = ['builder', 'administrator'] as const satisfies readonly Role[]
export const administrators = ['administrator'] as const satisfies readonly Role[]
export const auditors = ['auditor', 'administrator'] as const satisfies readonly Role[]
/** Everybody who reads sources and notes while building. */
export const noteReaders = [
  'builder',
  'administrator',
  'validation-lead',
] as const satisfies readonly Role[]
/** Who may put a question to a model. */
export const askers = [
  'clinician',
  'builder',
  'administrator',
  'validation-lead',
] as const satisfies readonly Role[]
/** Who plans studies, settles disagreements and answers for a release. */
export const validationLeads = ['validation-lead'] as const satisfies readonly Role[]
/** Who rates answers, blinded. They see nothing that tells where an answer came from. */
export const reviewers = ['reviewer'] as const satisfies readonly Role[]
/** Who may put a name under a report or a release. */
export const signers = ['validation-lead', 'administrator'] as const satisfies readonly Role[]
/** Who reads what was released, and why not. */
export const releaseReaders = [
  'validation-lead',
  'administrator',
  'builder',
  'auditor',
] as const satisfies readonly Role[]
