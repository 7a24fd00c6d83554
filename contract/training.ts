/** Stage operations; filled by the stage. */
export const trainingOperations = {} as const
