import { setParams } from '../../core/route'

export const parts = ['studies', 'progress', 'settle', 'results', 'corrections'] as const
export type Part = (typeof parts)[number]

/** Leads to a part of the stage, of this study where one is named. */
export function openPart(part: Part, more: Readonly<Record<string, string | number | null>> = {}) {
  setParams({ part: part === 'studies' ? null : part, plan: null, ...more })
}

/** Opens the form: for a new study, or for the draft that is named. */
export function openPlan(studyId: string | null): void {
  setParams({ part: null, plan: studyId ?? 'new' })
}
