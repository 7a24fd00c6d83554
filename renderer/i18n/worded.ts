import i18next from 'i18next'
import type { Sentence } from '../../contract/sentences'

/** What the core said, in the chosen language; in the core's own English where it sent no sentence. */
export function worded(said: readonly Sentence[], english: string): string {
  if (said.length === 0) return english
  return said.map(({ code, values }) => i18next.t(code, { ns: 'sentences', ...values })).join(' ')
}
