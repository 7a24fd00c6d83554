/** Rating, packets for raters elsewhere, settling disagreements, corrections. */
export const ratingOperations = {} as const
