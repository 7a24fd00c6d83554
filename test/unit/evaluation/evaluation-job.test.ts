import { afterEach, expect, test } from 'vitest'
import { evaluationOperations } from '../../../contract/evaluation'
import { copyWorkspace, openTestCore } from '../../fixtures/core'
import { type Bench, openBench, quickRestarts, reply, worthOf } from './evaluation-fixture'

let bench: Bench
/** Looked at often, for as long as a busy machine needs. */
const patient = { timeout: 60_000, interval: 5 }
afterEach(() => bench.core.close())

async function resultOf(runId: string, judgingId: string | null = null) {
  return bench.core.ask('evaluation.results', { runId, judgingId })
}

test('Arms answer one after the other, the judge scores, and results say by how much one is better', async () => {
  bench = await openBench()
  const { runId, jobId } = await bench.run()
  const job = await bench.ended(jobId)
  const results = await resultOf(runId)
  const run = await bench.core.ask('evaluation.run', { runId })
  const whole = results.cells.filter((cell) => cell.task === null)
  const [paired] = results.paired.filter((one) => one.task === null)
  const loads = bench.host.calls().filter((method) => method === 'load').length
  expect({
    job: [job.status, job.message],
    fits: [
      evaluationOperations['evaluation.results'].output.safeParse(results).success,
      evaluationOperations['evaluation.run'].output.safeParse(run).success,
    ],
    loads,
    counts: [
      run.answersPlanned,
      run.answersMade,
      run.judgings[0]?.judged,
      run.judgings[0]?.malformed,
    ],
    tasks: results.tasks,
    // Twelve questions: the base earns 1, 2, 3, 4 in turn, the tuned model a point more up to four.
    base: [whole[0]?.distribution, whole[0]?.mean.kind === 'estimate' && whole[0].mean.value],
    tuned: [whole[1]?.distribution, whole[1]?.mean.kind === 'estimate' && whole[1].mean.value],
    unacceptable: whole[0]?.unacceptable.kind === 'estimate' && whole[0].unacceptable.value,
    statements: whole[0]?.statements,
    paired: [
      paired?.pairs,
      paired?.win,
      paired?.tie,
      paired?.loss,
      paired?.fixed,
      paired?.newlyMade,
    ],
    differences: paired?.differences,
    difference: paired?.difference.kind === 'estimate' && paired.difference.value,
    // Nine equal differences of nine: the exact two-sided p is 2 / 2^9.
    wilcoxon: paired?.wilcoxon.kind === 'test' && paired.wilcoxon.p,
  }).toEqual({
    job: ['done', '36 answers and judgements made.'],
    fits: [true, true],
    loads: 3,
    counts: [24, 24, 12, 0],
    tasks: [null, 'summarization', 'question-answering'],
    base: [[3, 3, 3, 3], 2.5],
    tuned: [[0, 3, 3, 6], 3.25],
    unacceptable: 0.25,
    statements: { supported: 12, contradicted: 0, notFound: 12, unchecked: 0 },
    paired: [12, 9, 3, 0, 3, 0],
    differences: [0, 0, 0, 3, 9, 0, 0],
    difference: 0.75,
    wilcoxon: 2 / 2 ** 9,
  })
})

test('Everything can be followed down to the single answer, by arm, score, task and change', async () => {
  bench = await openBench()
  const { runId, jobId } = await bench.run()
  await bench.ended(jobId)
  const ordinals = async (filter: object) => {
    const { rows } = await bench.core.ask('evaluation.items', { filter: { runId, ...filter } })
    const { count } = await bench.core.ask('evaluation.itemCount', { filter: { runId, ...filter } })
    expect(count).toBe(rows.length)
    return rows.map((row) => row.ordinal)
  }
  const first = await bench.core.ask('evaluation.items', { filter: { runId }, limit: 5 })
  const second = await bench.core.ask('evaluation.items', {
    filter: { runId },
    limit: 5,
    after: first.next,
  })
  const item = await bench.core.ask('evaluation.item', { runId, ordinal: 4 })
  expect({
    pages: [first.rows.length, second.rows[0]?.ordinal],
    fixed: await ordinals({ armId: 'b', change: 'fixed' }),
    newlyMade: await ordinals({ armId: 'b', change: 'newly-made' }),
    tie: await ordinals({ armId: 'b', change: 'tie' }),
    ones: await ordinals({ armId: 'a', score: 1 }),
    onesOfTuned: await ordinals({ armId: 'b', score: 1 }),
    task: await ordinals({ task: 'summarization', armId: 'a', score: 1 }),
    missing: await ordinals({ score: 'missing' }),
    search: await ordinals({ search: 'question 1' }),
    statement: (await ordinals({ statement: 'not-found' })).length,
    wildcard: await ordinals({ search: '%' }),
    item: {
      fits: evaluationOperations['evaluation.item'].output.safeParse(item).success,
      asked: [item.note, item.question, item.reference, item.task],
      answers: item.answers.map((answer) => [
        answer.armId,
        answer.text,
        answer.score,
        answer.reason === `because of ${answer.letter}`,
      ]),
      statements: item.answers[0]?.statements.map((s) => [s.verdict, s.items.map((i) => i.kind)]),
    },
  }).toEqual({
    pages: [5, 5],
    fixed: [0, 4, 8],
    newlyMade: [],
    tie: [3, 7, 11],
    ones: [0, 4, 8],
    onesOfTuned: [],
    task: [0, 4, 8],
    missing: [],
    search: [1, 10, 11],
    statement: 12,
    wildcard: [],
    item: {
      fits: true,
      asked: ['Note 4. Metoprolol 25 mg was given.', 'Question 4?', 'Reference 4', 'summarization'],
      answers: [
        ['a', 'This is worth 1 points. Metoprolol 25 mg was given.', 1, true],
        ['b', 'This is worth 2 points. Metoprolol 25 mg was given.', 2, true],
      ],
      statements: [
        ['not-found', ['number']],
        ['supported', ['drug', 'dose']],
      ],
    },
  })
})

test('The judge sees every answer under shuffled letters, no reference, and letters follow from the seed', async () => {
  const seen: { letters: string; first: string }[] = []
  const prompts: string[] = []
  bench = await openBench({
    judge: (answers, question) => {
      const first = answers.get('A') ?? ''
      seen.push({ letters: [...answers.keys()].join(''), first })
      prompts.push([...answers.values(), question].join(' '))
      return reply([...answers].map(([letter, text]) => [letter, worthOf(text)]))
    },
  })
  const { runId, jobId } = await bench.run()
  await bench.ended(jobId)
  const lettersOf = async (judgingId: string | null) => {
    const found: string[] = []
    for (let ordinal = 0; ordinal < 12; ordinal += 1) {
      const item = await bench.core.ask('evaluation.item', { runId, ordinal, judgingId })
      found.push(item.answers.map((answer) => answer.letter).join(''))
    }
    return found
  }
  const first = await lettersOf(null)
  const judgeAgain = async (seed: number) => {
    const again = await bench.core.ask('evaluation.judge', {
      runId,
      judge: { modelId: bench.judge, seed },
    })
    await bench.ended(again.jobId)
    return lettersOf(again.judgingId)
  }
  const same = await judgeAgain(1)
  const other = await judgeAgain(2)
  const run = await bench.core.ask('evaluation.run', { runId })
  expect({
    all: new Set(seen.map((one) => one.letters)),
    bothOrders: new Set(first),
    references: prompts.filter((prompt) => prompt.includes('Reference')),
    same: same.join() === first.join(),
    other: other.join() === first.join(),
    judgings: run.judgings.map((judging) => [judging.seed, judging.judged]),
  }).toEqual({
    all: new Set(['AB']),
    bothOrders: new Set(['AB', 'BA']),
    references: [],
    same: true,
    other: false,
    judgings: [
      [1, 12],
      [1, 12],
      [2, 12],
    ],
  })
})

test('Output that cannot be read is asked for again; what stays unreadable is counted and never a score', async () => {
  const garbage = [
    'Both are fine.',
    '{"A": {"reason": "x", "mark": 5}, "B": {"reason": "x", "mark": 2}}',
    '{"A": {"reason": "x", "mark": 3}}',
    '{"A": {"reason": "x", "mark": 0}, "B": {"reason": "x", "mark": 0}}',
    '{"A": {"reason": "x", "mark": "4"}, "B": {"reason": "x", "mark": 4}}',
    '{"__proto__": 1}',
  ]
  bench = await openBench({
    judge: (answers, question, isRetry) => {
      const number = Number(/\d+/.exec(question)?.[0])
      // Questions 0 to 5 never come right; 6 to 8 only when asked again.
      if (number < 6) return garbage[number]!
      if (number < 9 && !isRetry) return garbage[number - 6]!
      return reply([...answers].map(([letter, text]) => [letter, worthOf(text)]))
    },
  })
  const { runId, jobId } = await bench.run()
  await bench.ended(jobId)
  const run = await bench.core.ask('evaluation.run', { runId })
  const { cells, paired, remarks } = await resultOf(runId)
  const whole = cells.filter((cell) => cell.task === null)
  const item = await bench.core.ask('evaluation.item', { runId, ordinal: 3 })
  const { count } = await bench.core.ask('evaluation.itemCount', {
    filter: { runId, score: 'unparseable' },
  })
  expect({
    judging: run.judgings.map((j) => [j.judged, j.unparseable, j.failed, j.malformed]),
    cells: whole.map((cell) => [cell.judged, cell.unparseable, cell.distribution]),
    mean: whole[0]?.mean.kind === 'estimate' && whole[0].mean.value,
    pairs: paired[0]?.pairs,
    remarks: remarks.map((remark) => remark.kind),
    item: [item.judge, item.answers.map((answer) => answer.score)],
    count,
  }).toEqual({
    judging: [[6, 6, 0, 6 * 3 + 3]],
    cells: [
      [6, 6, [1, 1, 2, 2]],
      [6, 6, [0, 1, 1, 4]],
    ],
    mean: 17 / 6,
    pairs: 6,
    remarks: ['small-model', 'often-unreadable'],
    item: [{ state: 'unparseable', raw: garbage[3], tries: 3 }, [null, null]],
    count: 6,
  })
})

test('A judge that is an arm, that always gives the same mark or that likes the first place is called so', async () => {
  bench = await openBench({ judge: (answers) => reply([...answers.keys()].map((l) => [l, 3])) })
  const setId = await bench.importQuestions(24)
  const source = { kind: 'set', id: setId } as const
  const own = await bench.run({ source, judge: { modelId: bench.tuned } })
  await bench.ended(own.jobId)
  const constant = (await resultOf(own.runId)).remarks
  await bench.core.close()
  bench = await openBench({
    judge: (answers) => reply([...answers.keys()].map((l, n) => [l, l === 'A' ? 4 : 2 + (n % 2)])),
  })
  const biased = await bench.run({
    source: { kind: 'set', id: await bench.importQuestions(24) },
  })
  await bench.ended(biased.jobId)
  const { remarks } = await resultOf(biased.runId)
  const place = remarks.find((remark) => remark.kind === 'prefers-a-place')
  expect({
    constant,
    place: place?.kind === 'prefers-a-place' && [place.letter, place.points, place.p < 0.01],
  }).toEqual({
    constant: [
      { kind: 'judges-itself', armId: 'b' },
      { kind: 'small-model', parameters: 1_000_000 },
      { kind: 'one-score', score: 3, share: 1, scores: 48 },
    ],
    place: ['A', 1, true],
  })
})

test('A run that was cut off goes on with what is missing, and asks nothing twice', async () => {
  bench = await openBench({ pieceMilliseconds: 1 })
  const { runId, jobId } = await bench.run()
  const { jobs } = bench.core.workspace.services
  await expect
    .poll(async () => (await bench.core.ask('evaluation.run', { runId })).answersMade, patient)
    .toBeGreaterThan(3)
  await bench.core.ask('jobs.pause', { id: jobId })
  const paused = await jobs.ended(jobId)
  const before = await bench.core.ask('evaluation.run', { runId })
  const asked = bench.host.calls().filter((method) => method === 'ask').length
  bench = { ...bench, core: await bench.core.reopen() }
  await bench.core.signIn()
  await bench.core.ask('jobs.resume', { id: jobId })
  const done = await bench.core.workspace.services.jobs.ended(jobId)
  const after = await bench.core.ask('evaluation.run', { runId })
  const askedInAll = bench.host.calls().filter((method) => method === 'ask').length
  expect({
    paused: paused.status,
    partly: before.answersMade > 3 && before.answersMade < 24,
    done: done.status,
    made: after.answersMade,
    judged: after.judgings[0]?.judged,
    // Only what was being written when it paused is written again.
    again: askedInAll - asked <= 24 - before.answersMade,
  }).toEqual({ paused: 'paused', partly: true, done: 'done', made: 24, judged: 12, again: true })
})

test('What a killed process leaves goes on from its last stored answer, which stays as it was', async () => {
  bench = await openBench({ pieceMilliseconds: 1 })
  const { runId, jobId } = await bench.run()
  await expect
    .poll(async () => (await bench.core.ask('evaluation.run', { runId })).answersMade, patient)
    .toBeGreaterThan(3)
  // The files as they are at this instant, in the middle of the work: nothing was told to stop.
  const home = copyWorkspace(bench.core.folder)
  await bench.ended(jobId)
  const left = await openTestCore({ folder: home, modelHost: bench.host, inference: quickRestarts })
  try {
    await left.signIn()
    const before = await left.ask('evaluation.run', { runId })
    const first = await left.ask('evaluation.item', { runId, ordinal: 0 })
    const status = (await left.ask('jobs.list', {})).find((job) => job.id === jobId)
    await left.ask('jobs.resume', { id: jobId })
    const done = await left.workspace.services.jobs.ended(jobId)
    const after = await left.ask('evaluation.run', { runId })
    const again = await left.ask('evaluation.item', { runId, ordinal: 0 })
    expect({
      status: status?.status,
      partly: before.answersMade > 3 && before.answersMade < 24,
      done: [done.status, after.answersMade, after.judgings[0]?.judged],
      same: again.answers[0]?.seconds === first.answers[0]?.seconds,
    }).toEqual({ status: 'interrupted', partly: true, done: ['done', 24, 12], same: true })
  } finally {
    await left.close()
  }
})

test('A model process that dies costs no answer; an item that kills it every time is given up alone', async () => {
  bench = await openBench()
  bench.host.misbehave('ask', 'crash', 1)
  const { runId, jobId } = await bench.run()
  const job = await bench.ended(jobId)
  bench.host.misbehave('generate', 'refuse', 1)
  const again = await bench.core.ask('evaluation.judge', { runId, judge: { modelId: bench.judge } })
  await bench.ended(again.jobId)
  const run = await bench.core.ask('evaluation.run', { runId })
  const results = await resultOf(runId)
  expect({
    job: job.status,
    made: [run.answersMade, run.answersFailed],
    judgings: run.judgings.map((judging) => [judging.judged, judging.failed]),
    unparseable: results.cells.find((cell) => cell.task === null)?.unparseable,
  }).toEqual({
    job: 'done',
    made: [24, 0],
    judgings: [
      [12, 0],
      [11, 1],
    ],
    unparseable: 1,
  })
})

test('A plan says what a run would take and why it cannot start; confidential questions mark everything', async () => {
  bench = await openBench()
  const { core, projectId, base, tuned } = bench
  const plan = (wish: object) =>
    core.ask('evaluation.plan', {
      projectId,
      source: { kind: 'test-split' },
      arms: [{ modelId: base }, { modelId: tuned }],
      judge: null,
      ...wish,
    })
  const setId = await bench.importQuestions(5, true)
  const source = { kind: 'set', id: setId } as const
  const good = await plan({ source, judge: { modelId: base }, limit: 3 })
  const twice = await plan({ source, arms: [{ modelId: base }, { modelId: base }] })
  const noAdapter = await plan({ source, arms: [{ modelId: base, adapterId: 'none' }] })
  const { runId, jobId } = await bench.run({ source, judge: null })
  await bench.ended(jobId)
  const item = await core.ask('evaluation.item', { runId, ordinal: 0 })
  const run = await core.ask('evaluation.run', { runId })
  const { cells } = await resultOf(runId)
  expect({
    good: [good.questions, good.answers, good.confidential, good.blocked, good.judgeRemarks],
    split: (await plan({})).blocked,
    twice: twice.blocked,
    noAdapter: noAdapter.blocked,
    marked: [run.confidential, item.confidential],
    unjudged: [item.judge, cells[0]?.judged, cells[0]?.mean],
  }).toEqual({
    good: [
      3,
      6,
      true,
      null,
      [
        { kind: 'judges-itself', armId: 'a' },
        { kind: 'small-model', parameters: 1_000_000 },
      ],
    ],
    split:
      'There is no held-out question yet. Split the instructions into training, validation and test first, or import a set of questions.',
    twice: 'The same model is chosen twice. Choose each model, with each adapter, once.',
    noAdapter: 'This adapter is not here any more. Choose another.',
    marked: [true, true],
    unjudged: [null, 0, { kind: 'not-defined', reason: 'no-values' }],
  })
})

test('People label statements; below the floor the check disappears from answers and results', async () => {
  bench = await openBench()
  const { core, projectId } = bench
  const { runId, jobId } = await bench.run({
    source: { kind: 'set', id: await bench.importQuestions(20) },
  })
  await bench.ended(jobId)
  const before = await core.ask('evaluation.statementCheck', { projectId })
  // "This is worth 1 points." is not found in the note; people say it is fine.
  for (let ordinal = 0; ordinal < 20; ordinal += 1) {
    const item = await core.ask('evaluation.item', { runId, ordinal, forLabelling: true })
    for (const { start, end } of item.answers[0]?.statements ?? [])
      await core.ask('evaluation.labelStatement', {
        runId,
        ordinal,
        armId: 'a',
        start,
        end,
        verdict: 'supported',
      })
  }
  const after = await core.ask('evaluation.statementCheck', { projectId })
  const hidden = await core.ask('evaluation.item', { runId, ordinal: 0 })
  const { cells } = await resultOf(runId)
  await core.ask('evaluation.setStatementCheck', {
    projectId,
    floor: { precision: 0, recall: 0 },
    isSwitchedOff: false,
  })
  const shown = await core.ask('evaluation.item', { runId, ordinal: 0 })
  const refused = await core.call('evaluation.labelStatement', {
    runId,
    ordinal: 0,
    armId: 'a',
    start: 1,
    end: 2,
    verdict: 'supported',
  })
  expect({
    before: [before.state, before.isOn, before.labelled],
    after: [after.state, after.isOn, after.labelled],
    precision: after.problem.precision.kind === 'estimate' && after.problem.precision.value,
    recall: after.problem.recall,
    hidden: [hidden.answers[0]?.statements, cells[0]?.statements],
    shown: shown.answers[0]?.statements.map((statement) => statement.human),
    refused: !refused.ok && refused.code,
  }).toEqual({
    before: ['unmeasured', true, 0],
    after: ['below-floor', false, 40],
    precision: 0,
    recall: { kind: 'not-defined', reason: 'no-values' },
    hidden: [[], null],
    shown: ['supported', 'supported'],
    refused: 'no-statement',
  })
})

test('A run can be taken away with everything in it, but not while it is being made', async () => {
  bench = await openBench({ pieceMilliseconds: 1 })
  const { core, projectId } = bench
  const { runId, jobId } = await bench.run()
  const early = await core.call('evaluation.removeRun', { runId })
  await bench.ended(jobId)
  await core.ask('evaluation.removeRun', { runId })
  const db = core.workspace.services.vault.db()
  const left = [
    'evaluation_item',
    'evaluation_answer',
    'judgement',
    'judge_score',
    'evaluation_arm',
  ].map((table) => db.one<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)?.n)
  expect({
    early: !early.ok && early.code,
    runs: await core.ask('evaluation.runs', { projectId }),
    left,
    // The set still needs its notes.
    notes: db.one<{ n: number }>('SELECT count(*) AS n FROM evaluation_note')?.n,
  }).toEqual({ early: 'run-not-over', runs: [], left: [0, 0, 0, 0, 0], notes: 12 })
})

test('The rail follows: waiting, not started, needs a judge, done', async () => {
  bench = await openBench()
  const { core, projectId } = bench
  const stage = async () => {
    const found = (await core.ask('projects.rail', { projectId })).find(
      (one) => one.stage === 'evaluation',
    )
    return [found?.state, found?.figure?.count ?? null, found?.waitsFor]
  }
  const seen = [await stage()]
  const source = { kind: 'set', id: await bench.importQuestions(4) } as const
  seen.push(await stage())
  const { runId, jobId } = await bench.run({ source, judge: null })
  await bench.ended(jobId)
  seen.push(await stage())
  const judged = await core.ask('evaluation.judge', { runId, judge: { modelId: bench.judge } })
  await bench.ended(judged.jobId)
  seen.push(await stage())
  expect(seen).toEqual([
    ['waiting', null, 'instructions'],
    ['not-started', null, null],
    ['needs-you', 8, null],
    ['done', 8, null],
  ])
})
