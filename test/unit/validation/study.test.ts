import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { studyCriteria, studyPlan } from '../../../contract/validation-study'
import { canonicalJson } from '../../../core/kernel/canonical-json'
import { createRandom } from '../../../core/statistics/random'
import { layOut } from '../../../core/validation/study/lay-out'
import { plantError } from '../../../core/validation/study/plant'
import { assignmentsOf, casesOf, itemsOf, studyRow } from '../../../core/validation/study/queries'
import { drawQuestions } from '../../../core/validation/study/sample'
import { isAsFixed } from '../../../core/validation/study/seal'
import { openTestCore, type TestCore } from '../../fixtures/core'
import { openStudy } from '../../fixtures/study'

const planFor = (change: object) =>
  studyPlan.parse({
    purpose: 'p',
    runId: 'r',
    runArms: ['a', 'b'],
    questions: 10,
    raterIds: ['one', 'two', 'three'],
    criteria: studyCriteria.parse({}),
    ...change,
  })

describe('what raters see', () => {
  const itemsFor = (count: number) =>
    Array.from({ length: count }, (_, at) => ({
      item: at + 1,
      note: 'Metoprolol 20 mg was given.',
      answers: new Map([
        ['A', `Answer ${at}: 20 mg was given.`],
        ['B', `Answer ${at}: nothing was given.`],
      ]),
    }))

  test('every answer is rated by all in the overlap and by one elsewhere, controls by all', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: 2 ** 32 - 1 }),
        (count, overlap, seed) => {
          const plan = planFor({ overlap, seed })
          const { cases, assignments, overlap: shared } = layOut(itemsFor(count), plan)
          for (const one of cases) {
            const raters = assignments.filter((each) => each.case_no === one.case_no)
            const isShared = shared.has(one.item)
            // Where nothing is shared, controls are of questions that one person rates.
            expect(raters.length).toBe(isShared ? 3 : 1)
          }
          expect(shared.size).toBe(Math.round(overlap * count))
          expect(cases.map((one) => one.case_no)).toEqual(cases.map((_, at) => at + 1))
          for (const rater of plan.raterIds) {
            const own = assignments.filter((each) => each.person_id === rater)
            expect(own.map((each) => each.position)).toEqual(own.map((_, at) => at + 1))
            expect(new Set(own.map((each) => each.case_no)).size).toBe(own.length)
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  test('a repeat comes after the answer it repeats, and says the same', () => {
    const plan = planFor({ repeatShare: 0.3, plantedShare: 0.2, seed: 4 })
    const { cases, assignments } = layOut(itemsFor(30), plan)
    const repeats = cases.filter((one) => one.kind === 'repeat')
    expect(repeats).toHaveLength(18)
    for (const one of repeats) {
      const first = cases.find((each) => each.case_no === one.repeats)
      expect([first?.kind, first?.text, first?.arm]).toEqual(['answer', one.text, one.arm])
      for (const rater of plan.raterIds) {
        const place = (caseNo: number | undefined): number =>
          assignments.find((each) => each.person_id === rater && each.case_no === caseNo)
            ?.position ?? 0
        expect(place(one.case_no)).toBeGreaterThan(place(first?.case_no))
      }
    }
  })

  test('the number and the place of a case do not tell its arm or kind', () => {
    const { cases } = layOut(itemsFor(200), planFor({ plantedShare: 0.1, repeatShare: 0.1 }))
    const share = (list: typeof cases, is: (one: (typeof cases)[number]) => boolean): number =>
      list.filter(is).length / list.length
    const half = Math.floor(cases.length / 2)
    for (const is of [
      (one: (typeof cases)[number]) => one.arm === 'A',
      (one: (typeof cases)[number]) => one.kind !== 'answer',
    ])
      expect(Math.abs(share(cases.slice(0, half), is) - share(cases.slice(half), is))).toBeLessThan(
        0.12,
      )
  })

  test('a planted answer differs from the answer and is never empty', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), fc.integer({ min: 0 }), (text, seed) => {
        const made = plantError(text, 'A note without any of it.', createRandom(seed))
        expect(made.text).not.toBe(text)
        expect(made.text.trim()).not.toBe('')
      }),
    )
  })

  test('strata give in equal shares as far as they have questions', () => {
    const candidates = Array.from({ length: 100 }, (_, at) => ({
      ordinal: at,
      noteId: at,
      task: null,
      question: 'q',
      confidential: 0,
      stratum: at < 5 ? 'rare' : at < 50 ? 'middling' : 'usual',
    }))
    const drawn = drawQuestions(candidates, 45, 3)
    const count = (stratum: string): number => drawn.filter((one) => one.stratum === stratum).length
    expect([count('rare'), count('middling'), count('usual')]).toEqual([5, 20, 20])
    expect(drawQuestions(candidates, 45, 3)).toEqual(drawn)
    expect(drawQuestions(candidates, 45, 4)).not.toEqual(drawn)
  })
})

describe('a study', () => {
  let core: TestCore
  beforeEach(async () => {
    core = await openTestCore()
  })
  afterEach(() => core.close())

  test('is fixed when it opens: the same plan gives the same hash, and nothing changes it any more', async () => {
    const made = await openStudy(core)
    const { projectId, studyId, plan } = made
    const study = await core.ask('studies.get', { studyId })
    expect(study).toMatchObject({
      state: 'open',
      version: 1,
      questions: 6,
      ratingsAssigned: study.cases * 2,
      ratingsDone: 0,
    })
    expect(study.cases).toBe(12 + 1 + 1)
    const twin = await core.ask('studies.saveDraft', {
      projectId,
      studyId: null,
      name: 'Twin',
      plan,
    })
    const { sha256 } = await core.ask('studies.open', twin)
    expect(sha256).toBe(study.sha256)
    for (const [name, input] of [
      ['studies.saveDraft', { projectId, studyId, name: 'Other', plan }],
      ['studies.removeDraft', { studyId }],
      ['studies.open', { studyId }],
    ] as const)
      expect(await core.call(name, input)).toMatchObject({ ok: false, code: 'study-fixed' })
  })

  test('a change is a new version with its reason, and the first one stays as it is', async () => {
    const { projectId, studyId } = await openStudy(core)
    const before = await core.ask('studies.get', { studyId })
    const next = await core.ask('studies.newVersion', { studyId, reason: 'Two more questions' })
    const plan = { ...before.plan, seed: 9 }
    await core.ask('studies.saveDraft', { projectId, ...next, name: 'First study', plan })
    await core.ask('studies.open', next)
    const after = await core.ask('studies.get', next)
    expect(after).toMatchObject({
      version: 2,
      replacesId: studyId,
      changeReason: 'Two more questions',
    })
    expect(after.sha256).not.toBe(before.sha256)
    expect(await core.ask('studies.get', { studyId })).toEqual(before)
  })

  test('a preview says beforehand what opening then makes', async () => {
    const { projectId, studyId, plan } = await openStudy(core, {
      questions: 20,
      isDraft: true,
      reviewers: 3,
      plan: { overlap: 0.5 },
    })
    const preview = await core.ask('studies.preview', { projectId, plan })
    await core.ask('studies.open', { studyId })
    const db = core.workspace.services.vault.db()
    const kinds = casesOf(db, studyId).map((one) => one.kind)
    const count = (kind: string): number => kinds.filter((one) => one === kind).length
    expect(preview.cases).toEqual({
      answers: count('answer'),
      planted: count('planted'),
      repeats: count('repeat'),
    })
    expect(preview.overlapQuestions).toBe(
      itemsOf(db, studyId).filter((one) => one.is_overlap).length,
    )
    const assigned = assignmentsOf(db, studyId)
    for (const rater of preview.raters) {
      const own = assigned.filter((one) => one.person_id === rater.id).length
      expect(Math.abs(own - rater.cases)).toBeLessThanOrEqual(2)
    }
    // 1 - 0.05^(1/20)
    expect(preview.boundIfNone).toBeCloseTo(0.1391, 4)
  })

  test('what stands in the way is said, not only refused', async () => {
    const { projectId, plan } = await openStudy(core, { isDraft: true })
    const blockedBy = async (change: object): Promise<string | undefined> =>
      (await core.ask('studies.preview', { projectId, plan: { ...plan, ...change } })).blocked?.code
    expect([
      await blockedBy({}),
      await blockedBy({ runArms: [] }),
      await blockedBy({ raterIds: [] }),
      await blockedBy({ tasks: ['paraphrasing'], runArms: ['z'] }),
      await blockedBy({ purpose: '' }),
    ]).toEqual([
      undefined,
      'study-blocked-arm',
      'study-blocked-rater',
      'study-blocked-arm',
      'study-blocked-purpose',
    ])
  })

  test('the published design lies ready in one step', async () => {
    const { projectId, reviewers } = await openStudy(core)
    expect(await core.ask('studies.paperDesign', { projectId })).toMatchObject({
      questions: 100,
      runArms: ['a', 'b'],
      overlap: 1,
      plantedShare: 0,
      repeatShare: 0,
      raterIds: expect.arrayContaining(reviewers.map((one) => one.id)),
    })
  })

  // Hanley & Lippman-Hand 1983: about 3/n; exactly ln 0.05 / ln 0.99 = 298.07 questions for 1 %.
  test('299 questions without an event bound the rate by one percent', async () => {
    await core.signIn()
    expect(await core.ask('studies.planner', { bound: 0.01 })).toMatchObject({ forBound: 299 })
  })

  test('answers made elsewhere become an arm; what fits no question is told by its line', async () => {
    const { projectId, runId, plan } = await openStudy(core)
    const path = core.file(
      'answers.csv',
      'number,answer\n1,One.\n2,Two.\n99,Nobody asked.\n3,Three.\n3,Again.\n4,Four.\n5,Five.\n6,Six.\n',
    )
    const { file, problems } = await core.ask('studies.importAnswers', {
      runId,
      token: core.token(path),
      name: 'Made elsewhere',
    })
    expect([file.answers, problems.map((one) => one.line)]).toEqual([6, [4, 6]])
    const draft = await core.ask('studies.saveDraft', {
      projectId,
      studyId: null,
      name: 'With a file',
      plan: { ...plan, fileIds: [file.id] },
    })
    await core.ask('studies.open', draft)
    const db = core.workspace.services.vault.db()
    const ofFile = casesOf(db, draft.studyId).filter(
      (one) => one.arm === 'C' && one.kind === 'answer',
    )
    expect(ofFile.map((one) => one.text).sort()).toEqual([
      'Five.',
      'Four.',
      'One.',
      'Six.',
      'Three.',
      'Two.',
    ])
  })

  test('what was fixed is what is stored; one changed letter of it is found, and no report is made then', async () => {
    const { studyId, projectId } = await openStudy(core, { reviewers: 3 })
    const check = async () => (await core.ask('studies.check', { studyId })).asFixed
    expect(await check()).toBe(true)
    const changes = [
      "UPDATE study SET plan = replace(plan, 'how often', 'How often')",
      "UPDATE study_arm SET name = name || '.' WHERE arm = 'B'",
      "UPDATE study_item SET question = replace(question, 'patient 1', 'patient 2')",
      "UPDATE study_case SET text = replace(text, 'mg', 'g') WHERE case_no = 3",
      "UPDATE study_case SET planted = NULL WHERE kind = 'planted'",
      'UPDATE study_assignment SET case_no = -case_no WHERE position = 1',
      "UPDATE evaluation_note SET text = replace(text, 'denied', 'reported')",
      'DELETE FROM study_assignment WHERE position = 2',
    ]
    const { vault } = core.workspace.services
    for (const change of changes) {
      const changed = () =>
        vault.stage((db) => {
          expect(db.run(change).changes, change).toBeGreaterThan(0)
          expect(isAsFixed(db, studyRow(db, studyId)), change).toBe(false)
          throw new Error('put back')
        })
      expect(changed).toThrow('put back')
    }
    expect(await check()).toBe(true)
    await core.ask('studies.close', { studyId })
    vault.stage((db) => db.run(changes[3]!))
    expect(await check()).toBe(false)
    const report = core.ask('studyResults.makeReport', { studyId })
    await expect(report).rejects.toMatchObject({ code: 'study-altered' })
    const draft = await core.ask('studies.newVersion', { studyId, reason: 'It was altered.' })
    expect(await core.ask('studies.check', draft)).toEqual({ asFixed: null })
    expect(await core.ask('studies.list', { projectId })).toHaveLength(2)
  })

  test('a study of confidential notes is confidential', async () => {
    const { studyId } = await openStudy(core, { confidential: true })
    expect((await core.ask('studies.get', { studyId })).confidential).toBe(true)
  })

  test('canonical data give one hash whatever the order of their keys', () => {
    expect(canonicalJson({ b: 1, a: [{ d: 2, c: 3 }] })).toBe('{"a":[{"c":3,"d":2}],"b":1}')
  })
})
