import type { StringRank } from '../../../contract/memorisation'

/**
 * Exposure as Carlini et al. define it, over a sample of the alternatives: log2 of their number less
 * log2 of the rank. One that is as likely as the string counts as less likely: rather too much is said.
 */
export function rankAmong(own: number, alternatives: readonly number[]): StringRank {
  const of = alternatives.length + 1
  const rank = 1 + alternatives.filter((other) => other > own).length
  return { rank, of, bits: Math.log2(of) - Math.log2(rank), logLikelihood: own }
}
