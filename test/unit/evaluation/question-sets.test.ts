import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { setInspection } from '../../../contract/evaluation-sets'
import { openTestCore, type TestCore } from '../../fixtures/core'

let core: TestCore
let projectId: string

beforeEach(async () => {
  core = await openTestCore()
  await core.signIn()
  projectId = (await core.ask('projects.create', { name: 'P' })).id
})
afterEach(() => core.close())

/** Looks at files, then imports them as they were recognised. */
async function take(paths: readonly string[], wish: object = {}) {
  const tokens = paths.map(core.token)
  const look = await core.ask('evaluation.inspectSet', { tokens, ...wish })
  const made = await core.ask('evaluation.importSet', {
    projectId,
    tokens,
    name: look.suggestedName,
    confidential: false,
    layout: look.layout,
    mapping: look.mapping,
    ...wish,
  })
  const { rows } = await core.ask('evaluation.setQuestions', { setId: made.set.id })
  return { look, ...made, rows }
}

test('A CSV with note, question and answer is taken, the answer where there is one', async () => {
  const path = core.file(
    'own.csv',
    'qid;Note;Question;Answer;Task\n1;"First note; with a semicolon";What?;This.;Summarization\n2;Second note;;Nothing asked;\n3;Third note;Why?;;no such task\n',
  )
  const { look, set, problems, rows } = await take([path])
  expect({
    fits: setInspection.safeParse(look).success,
    look: [look.layout, look.mapping],
    set: [set.questions, set.notes, set.withAnswer, set.problems],
    problems,
    rows: rows.map(({ id: _, ...row }) => row),
  }).toEqual({
    fits: true,
    look: [
      'csv',
      { note: 'Note', question: 'Question', answer: 'Answer', task: 'Task', externalId: 'qid' },
    ],
    set: [2, 2, 1, 1],
    problems: [
      {
        file: 'own.csv',
        line: 3,
        reason: 'The question is empty (column "Question").',
        said: [{ code: 'question-empty', values: { column: 'Question' } }],
      },
    ],
    rows: [
      {
        externalId: '1',
        task: 'summarization',
        notePreview: 'First note; with a semicolon',
        question: 'What?',
        answer: 'This.',
      },
      { externalId: '3', task: null, notePreview: 'Third note', question: 'Why?', answer: null },
    ],
  })
})

test('CASI: lines between vertical bars, Windows-1252, quotation marks and bars in the text, no heading', async () => {
  const lines = [
    'AC|before meals|AC|21|22||INSULIN 10 UNITS daily AC | at noon.',
    'AC|acromioclavicular|A/C|14|16|EXAM|"The right A/C joint is tender," 37.5\u00b0 \u2013 he said.',
    'AC|UNSURED SENSE|AC|3|4||The AC is here.',
    'RA|right atrium|RA|4|5|',
    '',
  ]
  const path = core.file(
    'casi.txt',
    Buffer.from(lines.join('\r\n').replace('\u2013', '\x96'), 'latin1'),
  )
  const { look, set, problems, rows } = await take([path])
  const headed = await take([
    core.file('headed.txt', `sf|target_lf|sf_rep|start_idx|end_idx|section|context\n${lines[0]}\n`),
  ])
  expect({
    layout: [look.layout, look.layoutName, look.columns.map((column) => column.name)],
    set: [set.questions, set.withAnswer],
    problems: problems.map(({ line, reason }) => [line, reason]),
    rows: rows.map((row) => [row.externalId, row.task, row.notePreview, row.question, row.answer]),
    headed: headed.rows.map((row) => row.answer),
  }).toEqual({
    layout: [
      'casi',
      'CASI, separated by vertical bars, Windows-1252',
      ['abbreviation', 'sense', 'as written', 'start', 'end', 'section', 'text'],
    ],
    set: [2, 2],
    problems: [
      [3, 'No sense of the abbreviation is given.'],
      [4, 'The line has 6 values where CASI has seven.'],
    ],
    rows: [
      [
        'AC:1:21',
        'abbreviation-expansion',
        'INSULIN 10 UNITS daily AC | at noon.',
        'What does the abbreviation "AC" stand for in this note?',
        'before meals',
      ],
      [
        'AC:2:14',
        'abbreviation-expansion',
        '"The right A/C joint is tender," 37.5° – he said.',
        'What does the abbreviation "A/C" stand for in this note?',
        'acromioclavicular',
      ],
    ],
    headed: ['before meals'],
  })
})

test('DiSCQ: questions in one file, each note in the text file that its id names', async () => {
  const folder = join(core.folder, '..', 'files', 'relations_txt')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, '100-1.txt'), 'Discharge summary one.\nHe did well.\n')
  const path = core.file(
    'discq_questions_final.csv',
    'id,start_index,end_index,reasoning,question\n100-1.txt,0,9,Discharge,Why was he admitted?\n100-1,3,4,well,How well?\n200-2.txt,1,2,x,Where is its note?\n',
  )
  const { look, set, problems, rows } = await take([path, folder])
  expect({
    layout: look.layout,
    set: [set.questions, set.notes, set.withAnswer],
    problems: problems.map(({ line }) => line),
    rows: rows.map((row) => [row.externalId, row.notePreview, row.question]),
  }).toEqual({
    layout: 'discq',
    set: [2, 1, 0],
    problems: [4],
    rows: [
      ['100-1.txt:2', 'Discharge summary one.\nHe did well.', 'Why was he admitted?'],
      ['100-1:3', 'Discharge summary one.\nHe did well.', 'How well?'],
    ],
  })
})

test('MTSamples: notes without questions are asked the instructions of the chosen tasks', async () => {
  const path = core.file(
    'mtsamples.csv',
    ',description,medical_specialty,sample_name,transcription,keywords\n0,A cough,Internal,Cough - 1,"SUBJECTIVE: A cough.",cough\n1,Nothing,Internal,Empty - 2,,\n2,A fall,Surgery,Fall - 3,"SUBJECTIVE: A fall.",fall\n',
  )
  const { look, set, problems, rows } = await take([path], {
    tasks: ['summarization', 'paraphrasing'],
  })
  expect({
    layout: look.layout,
    set: [set.questions, set.notes],
    problems: problems.map(({ line }) => line),
    rows: rows.map((row) => [row.externalId, row.task, row.notePreview]),
  }).toEqual({
    layout: 'mtsamples',
    set: [4, 2],
    problems: [3],
    rows: [
      ['0:paraphrasing', 'paraphrasing', 'SUBJECTIVE: A cough.'],
      ['0:summarization', 'summarization', 'SUBJECTIVE: A cough.'],
      ['2:paraphrasing', 'paraphrasing', 'SUBJECTIVE: A fall.'],
      ['2:summarization', 'summarization', 'SUBJECTIVE: A fall.'],
    ],
  })
})

test('What is none of these is refused with what is known, and all or nothing takes nothing', async () => {
  const prose = core.file('prose.csv', 'a,b\n1,2\n3,4\n')
  const broken = core.file('broken.csv', 'note,question\nN,Q\nN2,\n')
  const code = async (name: 'evaluation.inspectSet' | 'evaluation.importSet', input: object) => {
    const result = await core.call(name, input)
    return result.ok ? 'ok' : result.code
  }
  const base = {
    projectId,
    tokens: [core.token(broken)],
    name: 'B',
    confidential: true,
    layout: 'csv',
    mapping: { note: 'note', question: 'question', answer: null, task: null, externalId: null },
  }
  expect({
    unknown: await code('evaluation.inspectSet', { tokens: [core.token(prose)] }),
    notCasi: await code('evaluation.inspectSet', { tokens: [core.token(prose)], layout: 'casi' }),
    column: await code('evaluation.importSet', {
      ...base,
      mapping: { ...base.mapping, question: 'none' },
    }),
    all: await code('evaluation.importSet', { ...base, onProblem: 'all-or-nothing' }),
    sets: (await core.ask('evaluation.sets', { projectId })).length,
    good: await code('evaluation.importSet', base),
  }).toEqual({
    unknown: 'set-unknown-layout',
    notCasi: 'set-not-casi',
    column: 'source-column-unknown',
    all: 'import-problem',
    sets: 0,
    good: 'ok',
  })
})

test('A removed set cannot be chosen and comes back', async () => {
  const { set } = await take([core.file('s.csv', 'note,question\nN,Q\n')])
  const removed = async () => (await core.ask('evaluation.sets', { projectId }))[0]?.removed
  await core.ask('evaluation.removeSet', { setId: set.id })
  const gone = await removed()
  await core.ask('evaluation.restoreSet', { setId: set.id })
  expect([gone, await removed()]).toEqual([true, false])
})
