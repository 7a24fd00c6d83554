import { inEnglish, say } from '../../contract/sentences'
import type { Problem } from '../../contract/sources'
import { Refusal } from '../kernel/refusal'
import type { SourceProblem } from './formats/types'

/** What could not be taken of a file, as people read it. */
export function toProblem({ file, line, reason }: SourceProblem): Problem {
  return { file, line, reason: inEnglish([reason]), said: [reason] }
}

/** The first problem of an import that was to be whole or not at all. */
export function notWhole({ file, line, reason }: SourceProblem): Refusal {
  const place = line === null ? say('in-file', { file }) : say('in-line', { file, line })
  return new Refusal('import-problem', [place, reason, say('all-or-nothing')])
}
