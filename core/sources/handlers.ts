import { basename } from 'node:path'
import { say } from '../../contract/sentences'
import type { Inspection } from '../../contract/sources'
import type { Handlers } from '../kernel/context'
import { Refusal } from '../kernel/refusal'
import { projectById } from '../projects/queries'
import { documentCount, documentFull, documentPage } from './document-queries'
import { recognise } from './formats/detect'
import { readRecords } from './formats/read'
import { countWords } from './import-job'
import { importRequest } from './import-request'
import { toProblem } from './problems'
import {
  type CollectionRow,
  collectionRow,
  listCollections,
  listProblems,
  renameCollection,
  setCollectionState,
} from './queries'
import { setTerms } from './terms-queries'
import { orderlyTerms, termsOfFormat } from './terms-rules'
import { titleOf } from './title'

type Names =
  | 'sources.inspect'
  | 'sources.import'
  | 'sources.collections'
  | 'sources.problems'
  | 'sources.rename'
  | 'sources.setTerms'
  | 'sources.remove'
  | 'sources.restore'
  | 'documents.page'
  | 'documents.count'
  | 'documents.get'

const previewRows = 8
/** Enough to show what a file is like without reading gigabytes. */
const lookedRows = 500

export const sourceHandlers: Handlers<Names> = {
  'sources.inspect': async (context, { tokens, mapping }) => {
    const paths = tokens.map(context.files.path)
    const source = await recognise(paths)
    const used = mapping ?? source.suggestedMapping
    const firstRows: Inspection['firstRows'] = []
    const problems: Inspection['looked']['problems'] = []
    let rows = 0
    for await (const batch of readRecords(source, used, { signal: context.signal })) {
      for (const record of batch.records.slice(0, previewRows - firstRows.length))
        firstRows.push({
          externalId: record.externalId,
          title: titleOf(record),
          text: record.text.slice(0, 2000),
          words: countWords(record.text),
        })
      problems.push(...batch.problems.map(toProblem))
      rows += batch.records.length + batch.problems.length
      if (rows >= lookedRows) break
    }
    return {
      format: source.format,
      formatName: source.formatName,
      fileNames: source.files.slice(0, 20).map((file) => file.name),
      fileCount: source.files.length,
      bytes: source.totalBytes,
      columns: source.columns.map((column) => ({
        name: column.name,
        samples: [...column.samples],
      })),
      mapping: used,
      firstRows,
      looked: { rows, problems: problems.slice(0, 200) },
      suggestedName: basename(paths[0] ?? 'Collection').replace(/\.[a-z0-9]+$/i, ''),
      suggestedTerms: termsOfFormat(source.formatName),
    }
  },
  'sources.import': async (context, { projectId, tokens, ...wish }) => {
    projectById(context.db, projectId)
    const store = await importRequest(context, projectId, tokens.map(context.files.path), wish)
    const jobId = context.commit(
      {
        action: 'sources.import-asked',
        object: projectId,
        detail: { confidential: wish.confidential, files: tokens.length },
      },
      store,
    )
    context.jobs.kick()
    return { jobId }
  },
  'sources.collections': ({ db }, { projectId }) => listCollections(db, projectId),
  'sources.problems': ({ db }, { collectionId }) => listProblems(db, collectionId),
  'sources.rename': (context, { collectionId, name }) => {
    known(context.db, collectionId)
    context.commit({ action: 'collection.renamed', object: collectionId }, (db) =>
      renameCollection(db, collectionId, name),
    )
    return {}
  },
  'sources.setTerms': (context, { collectionId, terms }) => {
    const before = known(context.db, collectionId)
    if (before.confidential === 1)
      throw new Refusal(
        'local-notes',
        'Local notes never leave, so no licence is kept for them. Nothing was changed.',
      )
    const now = orderlyTerms(terms)
    context.commit(
      {
        action: 'collection.terms-changed',
        object: collectionId,
        detail: {
          before: before.licence ?? 'not recorded',
          licence: now.licence ?? 'not recorded',
        },
      },
      (db) => setTerms(db, collectionId, now),
    )
    return {}
  },
  'sources.remove': (context, { collectionId }) => {
    known(context.db, collectionId)
    context.commit({ action: 'collection.removed', object: collectionId }, (db) =>
      setCollectionState(db, collectionId, 'removed'),
    )
    return {}
  },
  'sources.restore': (context, { collectionId }) => {
    known(context.db, collectionId)
    context.commit({ action: 'collection.restored', object: collectionId }, (db) =>
      setCollectionState(db, collectionId, 'ready'),
    )
    return {}
  },
  'documents.page': ({ db }, { filter, sort, after, limit }) =>
    documentPage(db, filter, sort, after, limit),
  'documents.count': ({ db }, { filter }) => documentCount(db, filter),
  'documents.get': ({ db }, { id }) => {
    const document = documentFull(db, id)
    if (!document) throw new Refusal('no-document', say('no-record'))
    return document
  },
}

function known(db: Parameters<typeof collectionRow>[0], id: string): CollectionRow {
  const row = collectionRow(db, id)
  if (!row || row.state === 'importing') throw new Refusal('no-collection', say('no-collection'))
  return row
}
