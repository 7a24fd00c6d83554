/** See core/evaluation/queries.ts. */
export const evaluation = `
`
