import type { Handlers } from '../kernel/context'
import { Refusal } from '../kernel/refusal'
import { listImports } from './queries'

export type FileNames =
  | 'instructions.export'
  | 'instructions.inspectImport'
  | 'instructions.import'
  | 'instructions.imports'

const notYet = (): never => {
  throw new Refusal('later', 'Files of rows come with the next version.')
}

export const fileHandlers: Handlers<FileNames> = {
  'instructions.export': notYet,
  'instructions.inspectImport': notYet,
  'instructions.import': notYet,
  'instructions.imports': ({ db }, { projectId }) => listImports(db, projectId),
}
