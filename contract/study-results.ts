/** Figures of a study and its report. */
export const studyResultOperations = {} as const
