import type { CriterionOutcome } from '../../../../../contract/study-figures'

export type Verdict = CriterionOutcome['verdict']

/** What stands under the title of a report, each as it is to be read. */
export interface FrameFacts {
  readonly version: number
  readonly project: string
  readonly opened: string
  readonly openedBy: string
  readonly closed: string
  readonly closedBy: string
  readonly made: string
  readonly madeBy: string
  readonly role: string
}
