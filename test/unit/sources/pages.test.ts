import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DocumentFilter } from '../../../contract/sources'
import { auditHandlers } from '../../../core/audit/handlers'
import { migrate } from '../../../core/database/migrate'
import { type Connection, openDatabase } from '../../../core/database/open'
import type { ReadableDb } from '../../../core/database/types'
import { answerPage } from '../../../core/query/queries'
import {
  type DocumentSort,
  documentCount,
  documentPage,
} from '../../../core/sources/document-queries'
import { listCollections } from '../../../core/sources/queries'
import { boardOf, notePage } from '../../../core/synthesis/board-queries'
import { listRuns } from '../../../core/synthesis/queries'
import { createRandom } from '../../fixtures/random'

const key = randomBytes(32)
let folder: string
let db: Connection

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'asclepius-pages-'))
})
afterAll(() => {
  db.close()
  rmSync(folder, { recursive: true, force: true })
})

interface Made {
  readonly collection: string
  readonly title: string
  readonly words: number
  readonly text: string
}

let files = 0
function filled(
  documents: readonly Made[],
  states: Readonly<Record<string, string>> = {},
): Connection {
  db?.close()
  files += 1
  db = openDatabase({ path: join(folder, `pages-${files}.db`), key })
  migrate(db, key)
  db.transaction((w) => {
    w.run("INSERT INTO project VALUES ('p', 'P', 0, '2026'), ('other', 'O', 0, '2026')")
    for (const id of new Set(documents.map((one) => one.collection)))
      w.run(
        `INSERT INTO collection (id, project_id, name, confidential, format_name, file_name, state, created_at, created_by)
         VALUES (?, ?, 'C', 1, 'CSV', 'c.csv', ?, '2026', 'Ada')`,
        id,
        id.startsWith('other') ? 'other' : 'p',
        states[id] ?? 'ready',
      )
    for (const one of documents)
      w.run(
        `INSERT INTO document (collection_id, external_id, title, words, sha256, extra, text)
         VALUES (?, 'x', ?, ?, x'00', '{}', ?)`,
        one.collection,
        one.title,
        one.words,
        one.text,
      )
    for (const order of ['title', 'words'])
      w.run(`INSERT INTO document_by_${order} SELECT collection_id, ${order}, id FROM document`)
    w.run('INSERT INTO document_search (rowid, title, text) SELECT id, title, text FROM document')
  })
  return db
}

function allPages(filter: DocumentFilter, sort: DocumentSort, limit: number): number[] {
  const ids: number[] = []
  let after: string | null = null
  do {
    const page: ReturnType<typeof documentPage> = documentPage(db, filter, sort, after, limit)
    ids.push(...page.rows.map((row) => row.id))
    after = page.next
    // What the contract lets through the door.
    expect(after === null || after.length <= 400).toBe(true)
  } while (after !== null && ids.length < 10_000)
  return ids
}

const everything: DocumentFilter = {
  projectId: 'p',
  collectionId: null,
  search: '',
  minWords: null,
  maxWords: null,
}

const made = fc.record({
  collection: fc.constantFrom('a', 'b', 'c', 'gone', 'other'),
  title: fc.oneof(
    fc.string({ maxLength: 12, unit: 'binary' }),
    fc.constantFrom('Ärger', 'Zeh', 'zeh', 'Ödem', '', '"'.repeat(300), '😀', '\uffee'),
  ),
  words: fc.integer({ min: 0, max: 5 }),
  text: fc.constantFrom('fever and cough', 'fever', 'cough', 'nothing at all', 'Fieber'),
})

test('Pages put together are the whole list in plain order, whatever the sort, filter and page size', () => {
  fc.assert(
    fc.property(
      fc.array(made, { maxLength: 30 }),
      fc.constantFrom<DocumentSort>('imported', 'title', 'shortest', 'longest'),
      fc.integer({ min: 1, max: 7 }),
      fc.constantFrom('', 'fever', 'cou', '"fever and"'),
      fc.constantFrom(null, 'a', 'gone'),
      fc.constantFrom(null, 2),
      (documents, sort, limit, search, collectionId, minWords) => {
        filled(documents, { gone: 'removed' })
        const filter = { ...everything, search, collectionId, minWords }
        const stored = db.all<{ id: number; title: string }>(
          'SELECT id, title FROM document ORDER BY id',
        )
        const listed = documents
          .map((one, index) => ({ ...one, ...stored[index], id: index + 1 }))
          .filter((one) => one.collection !== 'other' && one.collection !== 'gone')
          .filter((one) => collectionId === null || one.collection === collectionId)
          .filter((one) => minWords === null || one.words >= minWords)
          .filter((one) => matches(one.text, search))
          .sort(plainOrder(sort))
        const counted = documentCount(db, { ...filter, minWords: minWords ?? 0 })
        expect({ ids: allPages(filter, sort, limit), count: counted.count }).toEqual({
          ids: listed.map((one) => one.id),
          count: listed.length,
        })
      },
    ),
    { numRuns: 120 },
  )
})

function matches(text: string, search: string): boolean {
  if (search === '') return true
  if (search === 'cou') return /\bcou/.test(text)
  return search === 'fever' ? /\bfever/.test(text) : text.includes('fever and')
}

type Listed = Pick<Made, 'title' | 'words'> & { readonly id: number }

function plainOrder(sort: DocumentSort): (a: Listed, b: Listed) => number {
  if (sort === 'imported') return (a, b) => a.id - b.id
  if (sort === 'shortest') return (a, b) => a.words - b.words || a.id - b.id
  if (sort === 'longest') return (a, b) => b.words - a.words || b.id - a.id
  return (a, b) => Buffer.compare(Buffer.from(a.title), Buffer.from(b.title)) || a.id - b.id
}

/** Passes queries on and keeps SQLite's plan of each. */
function planning(plans: string[]): ReadableDb {
  const explain = (sql: string, parameters: readonly unknown[]): void => {
    const steps = db.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...parameters)
    plans.push(steps.map((step) => step.detail).join(' | '))
  }
  return {
    all: (sql: string, ...parameters: unknown[]) => {
      explain(sql, parameters)
      return db.all(sql, ...parameters)
    },
    one: (sql: string, ...parameters: unknown[]) => {
      explain(sql, parameters)
      return db.one(sql, ...parameters)
    },
  } as unknown as ReadableDb
}

test('No list of 20,000 rows reads a whole table or sorts it: the next page starts from an index', () => {
  const random = createRandom(5)
  filled(
    Array.from({ length: 20_000 }, (_, index) => ({
      collection: index % 3 === 0 ? 'a' : 'b',
      title: `Title ${random.below(5000)}`,
      words: random.below(900),
      text: `fever ${random.below(50)}`,
    })),
  )
  db.transaction((w) => {
    w.run(
      "INSERT INTO job (id, kind, title, status, params, created_by, created_role, created_at) VALUES ('j', 'k', 't', 'done', '{}', 'a', 'b', '2026')",
    )
    w.run("INSERT INTO template VALUES ('t', 'T', 1, '', '', '[]', '', 1, '2026', 'a')")
    w.run(
      "INSERT INTO model (id, name, file_name, bytes, sha256, stamp, inspection, family, family_reason, created_at) VALUES ('m', 'M', 'm', 1, 'h', 's', '{}', 'plain', '', '2026')",
    )
    w.run(
      "INSERT INTO synthesis_run (id, job_id, project_id, template_id, model_id, sampling, seed, max_tokens, parallel, context_size, gpu_layers, created_at, created_by) VALUES ('r', 'j', 'p', 't', 'm', '{}', 1, 1, 1, 1, 0, '2026', 'a')",
    )
    for (let id = 1; id <= 20_000; id += 1) {
      w.run(
        `INSERT INTO note (run_id, project_id, document_id, confidential, title, text, words, seed, finish_reason, tokens, seconds, caught, app_version, created_at)
         VALUES ('r', 'p', ?, 0, 'T', 'fever', 1, 1, 'stop', 1, 1, ?, '0', '2026')`,
        id,
        id % 5 === 0 ? 1 : 0,
      )
      if (id % 5 === 0) w.run("INSERT INTO note_gate VALUES (?, 'length', 1, 1, '')", id)
      w.run(
        `INSERT INTO answer (id, project_id, model_id, note_kind, note_title, note_text, confidential, instruction, family, text, finish_reason, figures, created_by, created_at)
         VALUES (?, 'p', 'm', 'text', 't', 'n', 1, 'i', 'plain', 'x', 'stop', '{}', 'a', ?)`,
        `answer-${id}`,
        String(random.below(1000)),
      )
      w.run(
        "INSERT INTO audit VALUES (?, '2026', 1, 'a', 'b', 'c', 'd', 'done', '{}', '0', x'00')",
        id,
      )
    }
    w.run('INSERT INTO note_search (rowid, title, text) SELECT id, title, text FROM note')
  })
  const bad: string[] = []
  const lookAt = (
    name: string,
    query: (to: ReadableDb) => unknown,
    isSortAllowed = false,
  ): void => {
    const plans: string[] = []
    query(planning(plans))
    for (const plan of plans)
      if (
        /SCAN (?!s VIRTUAL|json_each|CONSTANT)/.test(plan) ||
        (!isSortAllowed && plan.includes('TEMP B-TREE'))
      )
        bad.push(`${name}: ${plan}`)
  }
  for (const sort of ['imported', 'title', 'shortest', 'longest'] as const)
    for (const collectionId of [null, 'a']) {
      for (const after of [null, '9000'])
        lookAt(`documents by ${sort}`, (to) =>
          documentPage(to, { ...everything, collectionId }, sort, after, 100),
        )
      // A search gives its hits in the order of the records; any other order has to sort the hits.
      lookAt(
        `search by ${sort}`,
        (to) =>
          documentPage(to, { ...everything, collectionId, search: 'fever 7' }, sort, '9000', 100),
        sort !== 'imported',
      )
    }
  const notes = { projectId: 'p', runId: null, show: 'all', gate: null, search: '' } as const
  for (const show of ['all', 'kept', 'caught', 'restored', 'spot-check'] as const)
    lookAt(`notes ${show}`, (to) => notePage(to, { ...notes, show }, '9000', 100))
  lookAt('notes of a run', (to) => notePage(to, { ...notes, runId: 'r' }, '9000', 100))
  lookAt('notes of a gate', (to) => notePage(to, { ...notes, gate: 'length' }, '9000', 100))
  lookAt('notes found', (to) => notePage(to, { ...notes, search: 'fever' }, '9000', 100))
  for (const after of [null, 'answer-77'])
    lookAt('answers', (to) =>
      answerPage(to, { projectId: 'p', flaggedOnly: false, after, limit: 100 }),
    )
  for (const after of [null, '9000'])
    lookAt('audit', (to) =>
      auditHandlers['audit.page']({ db: to } as never, { after, limit: 100, search: '' }),
    )
  lookAt('collections', (to) => listCollections(to, 'p'), true)
  lookAt('runs', (to) => listRuns(to, 'p'), true)
  lookAt('board', (to) => boardOf(to, 'p', null), true)
  expect(bad).toEqual([])
})
