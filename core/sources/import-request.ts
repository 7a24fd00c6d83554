import { basename } from 'node:path'
import { noTerms, type SourceTerms } from '../../contract/licences'
import { say } from '../../contract/sentences'
import type { ColumnMapping } from '../../contract/sources'
import type { Actor } from '../audit/record'
import type { WritableDb } from '../database/types'
import type { CallContext } from '../kernel/context'
import { newId } from '../kernel/ids'
import { recognise } from './formats/detect'
import type { SourceFile } from './formats/types'
import type { ImportParams } from './import-job'
import { insertCollection } from './queries'
import { termsRow } from './terms-queries'
import { orderlyTerms, termsOfFormat } from './terms-rules'

export interface ImportWish {
  readonly name: string
  readonly confidential: boolean
  /** The suggested mapping when left out. */
  readonly mapping?: ColumnMapping
  readonly onProblem?: ImportParams['onProblem']
  /** Those that the layout suggests when left out; local notes have none. */
  readonly terms?: SourceTerms | null
}

/**
 * Looks at the files now and returns the change that stores the hidden collection and its job, for
 * the command's transaction.
 */
export async function importRequest(
  context: Pick<CallContext, 'jobs' | 'clock' | 'person'>,
  projectId: string,
  paths: readonly string[],
  wish: ImportWish,
): Promise<(db: WritableDb) => string> {
  const source = await recognise(paths)
  const actor: Actor = context.person
  const collectionId = newId()
  const params: ImportParams = {
    collectionId,
    paths,
    mapping: wish.mapping ?? source.suggestedMapping,
    onProblem: wish.onProblem ?? 'keep-good',
  }
  const terms = wish.confidential
    ? noTerms
    : orderlyTerms(wish.terms ?? termsOfFormat(source.formatName))
  return (db) => {
    insertCollection(db, {
      id: collectionId,
      project_id: projectId,
      name: wish.name,
      confidential: wish.confidential ? 1 : 0,
      format_name: source.formatName,
      file_name: namesOf(paths, source.files).slice(0, 300),
      ...termsRow(terms),
      created_at: context.clock.now(),
      created_by: actor.name,
    })
    return context.jobs.create(db, actor, {
      kind: 'import',
      title: say('import-records', { name: wish.name }),
      projectId,
      params,
      resultId: collectionId,
    })
  }
}

/** What was chosen, as its facts say it: of a folder its name, for it may hold thousands of files. */
function namesOf(paths: readonly string[], files: readonly SourceFile[]): string {
  const names = new Map(files.map((file) => [file.path, file.name]))
  return paths.map((path) => names.get(path) ?? `${basename(path)}/*.txt`).join(', ')
}
