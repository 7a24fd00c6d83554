/** Signatures, releases, withdrawals, memorisation, the share pack. */
export const releaseOperations = {} as const
