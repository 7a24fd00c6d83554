/** Stage operations; filled by the stage. */
export const evaluationOperations = {} as const
