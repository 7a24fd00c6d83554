/** Stage operations; filled by the stage. */
export const instructionOperations = {} as const
