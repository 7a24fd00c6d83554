import { setParams } from '../../core/route'

export const parts = ['studies', 'progress', 'settle', 'results'] as const
export type Part = (typeof parts)[number]

/** Leads to a part of the stage, of this study where one is named. */
export function openPart(part: Part, more: Readonly<Record<string, string | number | null>> = {}) {
  setParams({ part: part === 'studies' ? null : part, ...more })
}
