import { afterAll, beforeAll, expect, test } from 'vitest'
import type { StudyFigures } from '../../../contract/study-figures'
import { areMet, criteriaOf } from '../../../core/validation/results/criteria'
import { openTestCore, type TestCore } from '../../fixtures/core'
import { addRatedStudy } from '../../fixtures/rated-study'

let core: TestCore
beforeAll(async () => {
  core = await openTestCore()
  await core.signIn('administrator')
})
afterAll(() => core.close())

const stage = (sql: string, ...values: unknown[]): void => {
  core.workspace.services.vault.stage((db) => db.run(sql, ...values))
}

/** Every number inside the figures. */
function numbersIn(figures: unknown): number[] {
  if (typeof figures === 'number') return [figures]
  if (figures === null || typeof figures !== 'object') return []
  return Object.values(figures).flatMap(numbersIn)
}

function cellIn(figures: StudyFigures, arm: string) {
  return figures.cells.find((cell) => cell.arm === arm && cell.task === null)
}

test('A closed study tells by arm what a count by hand tells', async () => {
  const { studyId, simulated } = await addRatedStudy(core, { questions: 40, raters: oneRater })
  const figures = await core.ask('studyResults.get', { studyId })
  const scores = simulated.ratings
    .filter(({ case_no }) =>
      simulated.cases.some(
        (one) => one.case_no === case_no && one.arm === 'b' && one.kind === 'answer',
      ),
    )
    .map((rating) => rating.score)
  const cell = cellIn(figures, 'b')
  expect({
    arms: figures.arms.map((arm) => [arm.arm, arm.isBase]),
    rated: cell?.rated,
    mean: cell?.mean.kind === 'estimate' && cell.mean.value,
    distribution: cell?.distribution,
    pairs: figures.paired.find((paired) => paired.task === null)?.pairs,
  }).toEqual({
    arms: [
      ['a', true],
      ['b', false],
    ],
    rated: 40,
    mean: scores.reduce((sum, score) => sum + score, 0) / scores.length,
    distribution: [1, 2, 3, 4].map((score) => scores.filter((one) => one === score).length),
    pairs: 40,
  })
})

const oneRater = [{ bias: 0, noise: 0.4 }]

test('While a study is open nothing by arm is told, and agreement of all arms together is', async () => {
  const { studyId } = await addRatedStudy(core, { state: 'open', unfinished: 5 })
  const figures = await core.ask('studyResults.get', { studyId })
  const { answers } = await core.ask('studyResults.worst', { studyId })
  const report = await core.call('studyResults.makeReport', { studyId })
  expect(figures).toMatchObject({
    areArmsShown: false,
    arms: [],
    cells: [],
    paired: [],
    mistakes: [],
    judge: null,
    criteria: [],
  })
  expect(figures.agreement.map((one) => one.arm)).toEqual([null])
  expect(figures.progress.assigned - figures.progress.done).toBe(5)
  expect(answers).toEqual([])
  expect(report).toMatchObject({ ok: false, code: 'study-open' })
})

test('Where raters stand between two scores the lower one counts, and what was settled counts instead', async () => {
  const { studyId } = await addRatedStudy(core, { questions: 2, arms: [3], controlsEvery: 0 })
  for (const [person, first, second] of [
    ['rater-1', 1, 2],
    ['rater-2', 2, 4],
  ])
    for (const [caseNo, score] of [
      [1, first],
      [2, second],
    ])
      stage(
        'UPDATE rating SET score = ?, revision = 2 WHERE study_id = ? AND case_no = ? AND person_id = ?',
        score,
        studyId,
        caseNo,
        person,
      )
  const before = await core.ask('studyResults.get', { studyId })
  stage(
    `INSERT INTO adjudication VALUES (?, 2, 'lead', 'Vera Lead', 4, '{"errors":[],"harm":"none"}', 'The note says so.', ?)`,
    studyId,
    core.clock.now(),
  )
  const after = await core.ask('studyResults.get', { studyId })
  expect(cellIn(before, 'a')).toMatchObject({ distribution: [1, 0, 1, 0], settled: 0 })
  expect(cellIn(after, 'a')).toMatchObject({ distribution: [1, 0, 0, 1], settled: 1 })
  expect(before.progress).toMatchObject({ disagreements: 1, settled: 0 })
  expect(after.progress).toMatchObject({ disagreements: 1, settled: 1 })
})

test('Planted errors and repeats are in no mean, and tell how raters see and how steady they are', async () => {
  const { studyId, simulated } = await addRatedStudy(core, { questions: 40, controlsEvery: 4 })
  const { controls, cells } = await core.ask('studyResults.get', { studyId })
  const planted = simulated.cases.filter((one) => one.kind === 'planted').length
  expect(planted).toBe(20)
  expect(cells.filter((cell) => cell.task === null).map((cell) => cell.answers)).toEqual([40, 40])
  expect(controls.planted.among).toBe(planted * 2)
  expect(controls.planted.found / controls.planted.among).toBeGreaterThan(
    controls.unaltered.found / controls.unaltered.among,
  )
  expect(controls.repeats.among).toBe(40)
  expect(controls.raters.map((rater) => rater.planted.among)).toEqual([20, 20])
})

test('A study in which nothing can be told says so in reasons, and holds no NaN', async () => {
  const wishes = {
    one: { questions: 1, arms: [3], raters: oneRater, controlsEvery: 0 },
    unrated: { questions: 4, unfinished: 1000 },
    equal: { questions: 6, arms: [9, 9], controlsEvery: 0 },
    'one note': { questions: 6, questionsPerNote: 6, controlsEvery: 0 },
  }
  const said: Record<string, unknown> = {}
  for (const [name, wish] of Object.entries(wishes)) {
    const { studyId } = await addRatedStudy(core, wish)
    const figures = await core.ask('studyResults.get', { studyId })
    expect(numbersIn(figures).every(Number.isFinite), name).toBe(true)
    const kind = (figure: { kind: string; reason?: string } | undefined) =>
      figure?.reason ?? figure?.kind
    said[name] = [
      kind(cellIn(figures, 'a')?.mean),
      kind(figures.paired[0]?.tTest),
      kind(figures.agreement[0]?.alpha),
    ]
  }
  expect(said).toEqual({
    one: ['too-few-values', undefined, 'one-rater'],
    unrated: ['no-values', 'no-values', 'no-values'],
    equal: ['estimate', 'no-differences', 'no-variation'],
    'one note': ['too-few-values', 'test', 'estimate'],
  })
})

test('Where all questions are about one note the mean is told, and why it has no interval', async () => {
  const { studyId } = await addRatedStudy(core, { questions: 6, questionsPerNote: 6 })
  const figures = await core.ask('studyResults.get', { studyId })
  const cell = cellIn(figures, 'b')
  const sum = cell?.distribution.reduce((total, count, at) => total + count * (at + 1), 0) ?? 0
  expect(figures.notes).toBe(1)
  expect(cell?.mean).toEqual({ kind: 'no-interval', value: sum / 6, reason: 'too-few-values' })
  expect(figures.paired[0]?.difference).toMatchObject({ kind: 'no-interval' })
  const outcomes = figures.criteria.find(({ arm }) => arm === 'b')?.outcomes
  expect(outcomes?.find((one) => one.criterion === 'mean-score')?.figure).toBeCloseTo(sum / 6, 12)
})

test('Each criterion is met, not met, or cannot be said, and nothing less than all is a yes', async () => {
  const good = await addRatedStudy(core, {
    questions: 120,
    arms: [3.6],
    spread: { questions: 0.6, answers: 0.4 },
    controlsEvery: 12,
  })
  const bad = await addRatedStudy(core, { questions: 20, arms: [1.5], controlsEvery: 0 })
  const db = core.workspace.services.vault.db()
  const verdicts = (studyId: string) =>
    Object.fromEntries(criteriaOf(db, studyId, 'a').map((one) => [one.criterion, one.verdict]))
  expect(verdicts(good.studyId)).toEqual({
    'unacceptable-upper': 'met',
    'mean-score': 'met',
    alpha: 'met',
    sensitivity: 'met',
    'no-severe-harm': 'met',
  })
  expect(areMet(criteriaOf(db, good.studyId, 'a'))).toBe(true)
  expect(verdicts(bad.studyId)).toMatchObject({
    'unacceptable-upper': 'not-met',
    'mean-score': 'not-met',
    sensitivity: 'cannot-be-said',
  })
  expect(areMet(criteriaOf(db, bad.studyId, 'a'))).toBe(false)
  stage(
    `UPDATE rating SET detail = json_set(detail, '$.harm', NULL) WHERE study_id = ?`,
    bad.studyId,
  )
  expect(verdicts(bad.studyId)['no-severe-harm']).toBe('cannot-be-said')
  stage(
    `UPDATE rating SET detail = json_set(detail, '$.harm', 'severe') WHERE study_id = ? AND case_no = 1`,
    bad.studyId,
  )
  expect(verdicts(bad.studyId)['no-severe-harm']).toBe('not-met')
})

test('An arm may be asked not to be worse than the base, by the lower end of the difference', async () => {
  const criteria = { maxWorseThanBase: 0.1, minAlpha: null, minSensitivity: null }
  const wish = { questions: 60, controlsEvery: 0, plan: { criteria: criteria as never } }
  const better = await addRatedStudy(core, { ...wish, arms: [2.2, 3.2] })
  const worse = await addRatedStudy(core, { ...wish, arms: [3.2, 2.2] })
  const db = core.workspace.services.vault.db()
  const verdict = (studyId: string, arm: string) =>
    criteriaOf(db, studyId, arm).find((one) => one.criterion === 'not-worse')?.verdict
  expect([
    verdict(better.studyId, 'b'),
    verdict(worse.studyId, 'b'),
    verdict(worse.studyId, 'a'),
  ]).toEqual(['met', 'not-met', undefined])
})

test('The worst answers come first, with both verdicts and the note', async () => {
  const { studyId } = await addRatedStudy(core, { questions: 40, arms: [2, 3] })
  const { answers, total } = await core.ask('studyResults.worst', { studyId, arm: 'a', limit: 10 })
  const outcomes = answers.map((answer) => answer.outcome)
  expect(total).toBe(40)
  expect(outcomes).toEqual([...outcomes].sort((one, two) => one - two))
  expect(answers[0]).toMatchObject({
    armName: 'Base 7B',
    note: expect.stringContaining('pneumonia'),
    verdicts: [{ name: 'Dr Ines Falk' }, { name: 'Dr Omar Haddad' }],
  })
  expect(answers.every((answer) => answer.arm === 'a')).toBe(true)
})
