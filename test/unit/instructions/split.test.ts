import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { sides } from '../../../contract/instructions'
import { leakageOf, notesOf, pairsOf } from '../../../core/instructions/rows'
import { assignSides, countsFor } from '../../../core/instructions/split'
import {
  addNotes,
  generate,
  type InstructionsCore,
  openInstructions,
} from '../../fixtures/instructions'

let made: InstructionsCore | null = null
afterEach(async () => {
  await made?.core.close()
  made = null
})

const usual = { train: 0.8, validation: 0.1, test: 0.1 }

test('Every case gets one side, the counts add up, and no wanted side stays empty', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 3, max: 400 }),
      fc.integer({ min: 0, max: 1e6 }),
      (count, seed) => {
        const cases = Array.from({ length: count }, (_, n) => ({
          id: n + 1,
          key: `k${n}`,
          side: null,
        }))
        const assigned = assignSides(cases, { seed, shares: usual, keepSides: false })
        const counts = countsFor(count, usual)
        const found = sides.map(
          (side) => [...assigned.values()].filter((one) => one === side).length,
        )
        expect(found).toEqual(sides.map((side) => counts[side]))
        expect(Math.min(...found)).toBeGreaterThan(0)
        const again = assignSides([...cases].reverse(), { seed, shares: usual, keepSides: false })
        expect([...again].sort((a, b) => a[0] - b[0])).toEqual(
          [...assigned].sort((a, b) => a[0] - b[0]),
        )
      },
    ),
    { numRuns: 60 },
  )
})

test('Rows and notes of a case are on its side alone; the verdict holds for exactly this split', async () => {
  made = await openInstructions({ notes: 12 })
  const { core, projectId } = made
  await generate(made, { rowsPerNote: 2 })
  const db = core.workspace.services.vault.db()
  const before = leakageOf(db, projectId).state
  const split = await core.ask('instructions.split', { projectId, seed: 9 })
  const passed = leakageOf(db, projectId)
  const pairs = sides.map((side) => pairsOf(db, projectId, side))
  const notes = sides.map((side) => notesOf(db, projectId, side))
  const documents = pairs.map((side) => new Set(side.map((pair) => pair.documentId)))
  const shared = [...documents[0]!].filter((id) => documents[1]!.has(id) || documents[2]!.has(id))
  // A note that comes back or goes changes what is split: the verdict is stale.
  const [first] = notes[0]!
  core.workspace.services.vault.stage((write) =>
    write.run('UPDATE note SET caught = 1 WHERE id = ?', first!.noteId),
  )
  const stale = leakageOf(db, projectId)
  const without = pairsOf(db, projectId, 'train').length
  const checked = await core.ask('instructions.checkLeakage', { projectId })
  expect({
    before,
    split: [split.state, split.sides.map(({ cases, rows }) => [cases, rows])],
    passed: [passed.state, passed.splitSha256 === split.sha256],
    pairs: pairs.map((side) => side.length),
    notes: notes.map((side) => side.length),
    shared,
    stale: [stale.state, stale.splitSha256 === passed.splitSha256],
    without,
    checked: checked.state,
  }).toEqual({
    before: 'not-split',
    split: [
      'passed',
      [
        [10, 20],
        [1, 2],
        [1, 2],
      ],
    ],
    passed: ['passed', true],
    pairs: [20, 2, 2],
    notes: [10, 1, 1],
    shared: [],
    stale: ['blocked', false],
    without: 18,
    checked: 'passed',
  })
})

test('New cases find a side without moving the others; rows of a known case join it at once', async () => {
  made = await openInstructions({ notes: 10 })
  const { core, projectId } = made
  await generate(made)
  await core.ask('instructions.split', { projectId, seed: 2 })
  const db = core.workspace.services.vault.db()
  const sidesOf = () =>
    db.all<{ id: number; side: string }>(
      'SELECT document_id AS id, side FROM instruction_case WHERE side IS NOT NULL ORDER BY id',
    )
  const before = sidesOf()
  await generate(made, { notes: 'all', seed: 77 })
  const joined = db.one<{ n: number }>(
    'SELECT count(*) AS n FROM instruction_row WHERE side IS NULL',
  )?.n
  await addNotes(made, 10, 10, false)
  const waiting = (await core.ask('instructions.splitState', { projectId })).without.cases
  const split = await core.ask('instructions.split', { projectId, seed: 2, keepSides: true })
  const kept = new Map(sidesOf().map(({ id, side }) => [id, side]))
  expect({
    joined,
    waiting,
    moved: before.filter(({ id, side }) => kept.get(id) !== side),
    counts: split.sides.map(({ cases }) => cases),
    left: split.without.cases,
  }).toEqual({ joined: 0, waiting: 10, moved: [], counts: [16, 2, 2], left: 0 })
})

test('The same case on two sides is found, blocks, and only an accountable person lets it pass', async () => {
  made = await openInstructions({ notes: 6 })
  const { core, projectId } = made
  await generate(made)
  await core.ask('instructions.split', { projectId, seed: 2 })
  core.workspace.services.vault.stage((write) =>
    write.run(
      "UPDATE instruction_row SET side = 'test' WHERE id = (SELECT min(id) FROM instruction_row WHERE side = 'train')",
    ),
  )
  const found = await core.ask('instructions.checkLeakage', { projectId })
  await core.signIn('builder', 'b')
  const wish = { projectId, sha256: found.sha256 ?? '', reason: 'It was moved for this test' }
  const builder = await core.call('instructions.overrideLeakage', wish, { connection: 'b' })
  const other = await core.call('instructions.overrideLeakage', { ...wish, sha256: 'another' })
  const short = await core.call('instructions.overrideLeakage', { ...wish, reason: 'why' })
  await core.signIn('validation-lead', 'v')
  const overridden = await core.ask('instructions.overrideLeakage', wish, { connection: 'v' })
  const db = core.workspace.services.vault.db()
  const audited = db.one<{ detail: string; person: string }>(
    "SELECT detail, person FROM audit WHERE action = 'instructions.leakage-overridden'",
  )
  const again = await core.ask('instructions.split', { projectId, seed: 2 })
  expect({
    found: [found.state, found.because, found.leakage?.byKind],
    refused: [builder, other, short].map((one) => !one.ok && one.code),
    overridden: [overridden.state, overridden.override?.reason, overridden.override?.by],
    audited: [audited?.person, JSON.parse(audited?.detail ?? '{}').reason],
    again: again.state,
  }).toEqual({
    found: ['blocked', 'found', { 'same-case': 1, 'exact-text': 0, 'near-duplicate': 0 }],
    refused: ['not-your-role', 'split-changed', 'bad-request'],
    overridden: ['overridden', wish.reason, 'Some validation-lead'],
    audited: ['Some validation-lead', wish.reason],
    again: 'passed',
  })
})
