/** See core/instructions/queries.ts. */
export const instructions = `
`
