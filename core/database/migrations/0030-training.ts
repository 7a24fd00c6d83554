/** See core/training/queries.ts. */
export const training = `
`
