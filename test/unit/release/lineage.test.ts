import { afterEach, beforeEach, expect, test } from 'vitest'
import { pairsOf } from '../../../core/instructions/rows'
import { eligibleDocuments } from '../../../core/synthesis/queries'
import { insertRunCases } from '../../../core/training/queries'
import { openTestCore, type TestCore } from '../../fixtures/core'
import { createFakeModelHost } from '../../fixtures/fake-model-host'
import { addClosedStudy, addRelease } from '../../fixtures/release'
import { addPastRun } from '../../fixtures/training-history'

let core: TestCore
let projectId: string
let modelId: string
let records: number[]

/** Three adapters: "first" read the first two records, "child" went on from it and read the third, "apart" the fourth. */
beforeEach(async () => {
  core = await openTestCore({ modelHost: createFakeModelHost({ write: () => 'A fever.' }) })
  await core.signIn()
  projectId = (await core.importSample()).id
  modelId = await core.importModel()
  const { rows } = await core.ask('documents.page', { filter: { projectId }, limit: 100 })
  records = rows.filter((row) => !row.confidential).map((row) => row.id)
  const place = { core, projectId, modelId }
  addPastRun(place, { id: 'first', name: 'First', steps: 12, adapter: true })
  addPastRun(place, { id: 'child', name: 'Child', steps: 12, adapter: true }, 30)
  addPastRun(place, { id: 'apart', name: 'Apart', steps: 12, adapter: true }, 60)
  core.workspace.services.vault.stage((db) => {
    db.run("UPDATE adapter SET parent_id = 'adapter-first' WHERE id = 'adapter-child'")
    insertRunCases(db, 'first', records.slice(0, 2))
    insertRunCases(db, 'child', records.slice(2, 3))
    insertRunCases(db, 'apart', records.slice(3, 4))
  })
})
afterEach(() => core.close())

const reason = 'The family withdrew its consent.'
const release = (adapterId: string) =>
  addRelease(core, addClosedStudy(core, { projectId, modelId, adapterId, id: adapterId }))
const ask = (adapterId: string) =>
  core.call('query.ask', {
    projectId,
    modelId,
    adapterId,
    note: { kind: 'text', text: 'Mrs Example had a fever.' },
    task: null,
    instruction: 'What did she have?',
  })
/** Past runs leave no file of their adapter: a question that is let through gets just so far. */
const letThrough = 'file-gone'
const code = async (result: ReturnType<typeof ask>) => {
  const made = await result
  return made.ok ? 'answered' : made.code
}

async function codeOfExport(id: string): Promise<string> {
  const made = await core.call('adapters.export', { id, folder: core.token(core.folder) })
  return made.ok ? 'exported' : made.code
}

test('A withdrawn record lists and blocks every adapter that learned from it, and ends its releases', async () => {
  const [first, child, apart] = [
    await release('adapter-first'),
    await release('adapter-child'),
    await release('adapter-apart'),
  ]
  const documentId = records[0] ?? 0
  const reach = await core.ask('lineage.reach', { documentId })
  const done = await core.ask('lineage.withdraw', { documentId, kind: 'withdrawn', reason })
  const states = await core.ask('release.list', { projectId })
  expect({
    listed: reach.adapters.map(({ id, isByParent }) => [id, isByParent]),
    done,
    states: [first, child, apart].map((id) => states.find((one) => one.id === id)?.state),
    why: states.find((one) => one.id === child)?.withdrawn?.reason,
    asked: [
      await code(ask('adapter-first')),
      await code(ask('adapter-child')),
      await code(ask('adapter-apart')),
    ],
    blocked: (await core.ask('adapters.list', { projectId }))
      .filter((adapter) => adapter.blocked)
      .map(({ id }) => id)
      .sort(),
    exported: await codeOfExport('adapter-child'),
    marked: (await core.ask('lineage.marked', { projectId })).map((one) => [
      one.documentId,
      one.kind,
      one.adapters,
    ]),
  }).toEqual({
    listed: [
      ['adapter-first', false],
      ['adapter-child', true],
    ],
    done: { adapters: 2, releases: 2 },
    states: ['withdrawn', 'withdrawn', 'in-force'],
    why: `A source record that it learned from was withdrawn: ${reason}`,
    asked: ['adapter-blocked', 'adapter-blocked', letThrough],
    blocked: ['adapter-child', 'adapter-first'],
    exported: 'adapter-blocked',
    marked: [[documentId, 'withdrawn', 2]],
  })
})

test('A withdrawn record is not learned from any more', async () => {
  const db = core.workspace.services.vault.db()
  const documentId = records[0] ?? 0
  addNoteWithRow(documentId)
  const before = [eligible(), pairsOf(db, projectId, 'train').length]
  await core.ask('lineage.withdraw', { documentId, kind: 'withdrawn', reason })
  expect({ before, after: [eligible(), pairsOf(db, projectId, 'train').length] }).toEqual({
    before: [true, 1],
    after: [false, 0],
  })
})

test('A record found confidential marks all that came out of it, through parents too', async () => {
  const inForce = await release('adapter-child')
  const documentId = records[0] ?? 0
  addNoteWithRow(documentId)
  await core.ask('query.ask', {
    projectId,
    modelId,
    note: { kind: 'document', id: documentId },
    task: null,
    instruction: 'What did she have?',
  })
  const marks = () => {
    const all = (sql: string) =>
      core.workspace.services.vault
        .db()
        .all<{ c: number }>(sql)
        .map(({ c }) => c)
    return {
      notes: all('SELECT confidential AS c FROM note'),
      rows: all('SELECT confidential AS c FROM instruction_row'),
      answers: all('SELECT confidential AS c FROM answer'),
      adapters: all('SELECT confidential AS c FROM adapter ORDER BY created_at'),
      runs: all('SELECT confidential AS c FROM training_run ORDER BY created_at'),
    }
  }
  const before = marks()
  await core.ask('lineage.withdraw', { documentId, kind: 'confidential', reason })
  const again = await core.call('lineage.withdraw', { documentId, kind: 'confidential', reason })
  expect({
    before,
    after: marks(),
    record: (await core.ask('documents.get', { id: documentId })).confidential,
    release: (await core.ask('release.get', { id: inForce })).state,
    // The adapter itself can still be looked at on the test bench, marked as what it is.
    asked: await code(ask('adapter-first')),
    again: again.ok || again.code,
    eligible: eligible(),
  }).toEqual({
    before: { notes: [0], rows: [0], answers: [0], adapters: [0, 0, 0], runs: [0, 0, 0] },
    after: { notes: [1], rows: [1], answers: [1], adapters: [1, 1, 0], runs: [1, 1, 0] },
    record: true,
    release: 'withdrawn',
    asked: letThrough,
    again: 'marked-already',
    eligible: false,
  })
})

function eligible(): boolean {
  const db = core.workspace.services.vault.db()
  return eligibleDocuments(db, projectId, null).some(({ id }) => id === records[0])
}

/** A kept note of a record with one row on the training side. */
function addNoteWithRow(documentId: number): void {
  core.workspace.services.vault.stage((db) => {
    db.run(
      `INSERT INTO synthesis_run (id, job_id, project_id, template_id, model_id, sampling, seed, max_tokens,
         parallel, context_size, gpu_layers, created_at, created_by)
       VALUES ('s', 'job-first', ?, (SELECT id FROM template LIMIT 1), ?, '{}', 1, 1, 1, 1, 0, '', '')`,
      projectId,
      modelId,
    )
    db.run(
      `INSERT INTO note (id, run_id, project_id, document_id, confidential, title, text, words, seed,
         finish_reason, tokens, seconds, caught, app_version, created_at)
       VALUES (1, 's', ?, ?, 0, 'T', 'She had a fever.', 4, 1, 'stop', 4, 1, 0, '', '')`,
      projectId,
      documentId,
    )
    db.run(
      `INSERT INTO instruction_case (id, project_id, case_key, document_id, external_id, side)
       VALUES (1, ?, 'k', ?, 'x', 'train')`,
      projectId,
      documentId,
    )
    db.run(
      `INSERT INTO instruction_row (id, project_id, case_id, note_id, task, question, answer, answerable,
         confidential, side, talk, question_end, question_words, answer_words, seed_similarity, echo,
         unsupported, note_share, lineage, app_version, created_at)
       VALUES (1, ?, 1, 1, 'question-answering', 'What?', 'A fever.', 1, 0, 'train', 0, 0, 1, 2, 0, 0, 0, 0, '{}', '', '')`,
      projectId,
    )
  })
}
