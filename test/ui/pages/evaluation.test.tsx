import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import '../../fixtures/resolved'
import {
  type Bench,
  type BenchOptions,
  openBench,
  reply,
  worthOf,
} from '../../unit/evaluation/evaluation-fixture'
import { openPage } from '../open-page'

let bench: Bench
afterEach(() => bench.core.close())

/** The bench with models that can be told apart by name. */
async function openNamed(options: BenchOptions = {}): Promise<Bench> {
  const made = await openBench(options)
  const models = await made.core.ask('models.list', {})
  for (const name of ['base', 'tuned', 'judge'] as const) {
    const { id, family, gpuLayers, contextSize } = models.find((one) => one.id === made[name])!
    await made.core.ask('models.configure', { id, name, family, gpuLayers, contextSize })
  }
  return made
}

const select = { selector: 'select' }
const button = (name: string | RegExp) => screen.findByRole('button', { name })

async function openEvaluation(params: Record<string, string> = {}) {
  await openPage(bench.core, { project: bench.projectId, page: 'evaluation', params })
}

async function finishedRun() {
  const { runId, jobId } = await bench.run()
  await bench.ended(jobId)
  await openEvaluation({ run: runId })
  await screen.findByRole('heading', { name: 'Scores' })
  return runId
}

test('without questions the page names both first steps', async () => {
  bench = await openNamed()
  await openEvaluation()
  await screen.findByText('There are no questions yet')
  await userEvent.click(await button('Import a question set'))
  await screen.findByRole('heading', { level: 1, name: 'Import a question set' })
})

test('the form says in sentences what will happen; Start answers and judges', async () => {
  bench = await openNamed()
  await bench.importQuestions(5)
  await openEvaluation()
  const plan = within(await screen.findByRole('complementary', { name: 'What will happen' }))
  await plan.findByText('5 questions are asked.')
  await plan.findByText('Only the base answers: there is nothing to compare it with.')
  await userEvent.selectOptions(screen.getByLabelText(/^Base/, select), bench.base)
  await userEvent.click(screen.getByRole('checkbox', { name: /^tuned/ }))
  await plan.findByText(/^10 answers to make/)
  await userEvent.selectOptions(screen.getByLabelText(/^Judge/, select), `${bench.judge} `)
  await userEvent.click(await button('Start'))
  await screen.findByRole('combobox', { name: 'Comparison' })
  await bench.core.waitForJobs()
  await screen.findByText('tuned answers better than base.')
  const [run] = await bench.core.ask('evaluation.runs', { projectId: bench.projectId })
  expect([run?.name, run?.answersMade, run?.judgings[0]?.judged]).toEqual([
    'Set of 5: base / tuned',
    10,
    5,
  ])
})

test('a judge that takes part is warned of before the start', async () => {
  bench = await openNamed()
  await bench.importQuestions(4)
  await openEvaluation()
  await screen.findByText('4 questions are asked.')
  await userEvent.selectOptions(screen.getByLabelText(/^Base/, select), bench.base)
  await userEvent.selectOptions(screen.getByLabelText(/^Judge/, select), `${bench.base} `)
  await screen.findByText(/^The judge is the same model as "base"/)
})

test('headline, table and tests show the figures of the core, and a cell leads to its answers', async () => {
  bench = await openNamed()
  const runId = await finishedRun()
  const results = await bench.core.ask('evaluation.results', { runId })
  const cell = results.cells.find((one) => one.armId === 'a' && one.task === 'summarization')
  if (cell?.mean.kind !== 'estimate') throw new Error('no mean')
  const written = (value: number) => value.toFixed(2)
  const { mean } = cell
  await screen.findByText(
    /^\+0\.75 points on average .* over 12 questions\. Wilcoxon signed-rank test: p = 0\.004\./,
  )
  await screen.findByText('Difference to the base')
  await userEvent.click(
    await button(
      `Summarization, base: ${written(mean.value)}, ${written(mean.low)} to ${written(mean.high)}. Show its answers`,
    ),
  )
  const table = await screen.findByRole('grid', { name: 'Answers' })
  await waitFor(() =>
    expect(within(table).getAllByRole('row')).toHaveLength(1 + cell.judged + cell.unparseable),
  )
})

test('mended errors are read one by one by keyboard', async () => {
  bench = await openNamed()
  await finishedRun()
  await userEvent.click(await button('Read 3 mended errors'))
  const table = await screen.findByRole('grid', { name: 'Answers' })
  await waitFor(() => expect(within(table).getAllByRole('row')).toHaveLength(4))
  await userEvent.click(await button('Read one by one'))
  await screen.findByRole('heading', { level: 2, name: 'Question 0?' })
  await userEvent.keyboard('j')
  await screen.findByRole('heading', { level: 2, name: 'Question 4?' })
  await userEvent.keyboard('k')
  await screen.findByRole('heading', { level: 2, name: 'Question 0?' })
  await userEvent.keyboard('{Escape}')
  await screen.findByRole('grid', { name: 'Answers' })
})

test('answers stand side by side with score and reason; a statement lights up the note and takes a verdict', async () => {
  bench = await openNamed()
  const runId = await finishedRun()
  await userEvent.click(await button('Read one by one'))
  const base = within(await screen.findByRole('article', { name: 'base' }))
  const tuned = within(await screen.findByRole('article', { name: 'tuned' }))
  await base.findByText('Unacceptable')
  await tuned.findByText('Poor')
  await base.findByText(/^because of [AB]$/)
  await userEvent.click(await base.findByRole('button', { name: 'Statement 2: in the note' }))
  const note = within(screen.getByRole('region', { name: 'Note' }))
  await waitFor(() =>
    expect(note.getAllByTitle('Bears the statement out').length).toBeGreaterThan(0),
  )
  await userEvent.keyboard('i')
  await waitFor(async () => {
    const item = await bench.core.ask('evaluation.item', { runId, ordinal: 0 })
    expect(item.answers[0]?.statements.map((one) => one.human)).toEqual([null, 'supported'])
  })
  await waitFor(async () =>
    expect((await button(/^Right: in the note/)).getAttribute('aria-pressed')).toBe('true'),
  )
})

test('judgements that cannot be read are counted and listed, and are no score', async () => {
  bench = await openNamed({
    judge: (answers, question) =>
      /Question [12]\?/.test(question)
        ? 'I cannot decide.'
        : reply([...answers].map(([letter, text]) => [letter, worthOf(text)])),
  })
  await finishedRun()
  await screen.findByText(/^2 of 12 judgements by judge could not be read; they are in no mean$/)
  const [unreadable] = await screen.findAllByRole('button', { name: '2 not readable' })
  await userEvent.click(unreadable!)
  const table = await screen.findByRole('grid', { name: 'Answers' })
  await waitFor(() => expect(within(table).getAllByText('Not readable')).toHaveLength(4))
  expect(within(table).queryByText('0')).toBe(null)
})

test('a question set is looked at, mapped, imported and removed with Undo', async () => {
  bench = await openNamed()
  const { core, projectId } = bench
  const path = core.file(
    'ward.csv',
    'letter,ask,right\n"Pt took Metoprolol 25 mg.",Which dose?,25 mg\n"Pt is well.",How is the pt?,well\n,No note?,none\n',
  )
  await openPage(
    core,
    { project: projectId, page: 'evaluation', params: { part: 'sets', import: '1' } },
    { chooses: [path] },
  )
  await userEvent.click(await button('Choose files'))
  await userEvent.click(await button('Name the columns yourself'))
  await screen.findByText(/^Recognised as/)
  await userEvent.selectOptions(await screen.findByLabelText('Note, from'), 'letter')
  await userEvent.selectOptions(await screen.findByLabelText('Question, from'), 'ask')
  await userEvent.selectOptions(await screen.findByLabelText('Reference answer, from'), 'right')
  await screen.findByRole('cell', { name: 'Which dose?' })
  expect((await button('Import')).hasAttribute('disabled')).toBe(true)
  await userEvent.click(screen.getByRole('radio', { name: /^Public or made up/ }))
  await userEvent.click(await button('Import'))
  const questions = await screen.findByRole('grid', { name: /^Questions of/ })
  await waitFor(() => expect(within(questions).getAllByRole('row')).toHaveLength(3))
  const [set] = await core.ask('evaluation.sets', { projectId })
  await userEvent.click(await button('Remove'))
  await screen.findByText('Your question sets will be here')
  await userEvent.click(await button('Undo'))
  await screen.findByRole('grid', { name: /^Questions of/ })
  expect([set?.questions, set?.withAnswer, set?.problems]).toEqual([2, 2, 1])
})

test('the statement check says that it is not measured, and its floor can be moved and moved back', async () => {
  bench = await openNamed()
  await openEvaluation({ part: 'check' })
  await screen.findByText(/^Not measured yet/)
  const before = await bench.core.ask('evaluation.statementCheck', { projectId: bench.projectId })
  await userEvent.click(screen.getByRole('switch', { name: 'Show the check with answers' }))
  await screen.findByText('Switched off by hand.')
  await userEvent.click(await button('Undo'))
  await waitFor(async () =>
    expect(
      await bench.core.ask('evaluation.statementCheck', { projectId: bench.projectId }),
    ).toEqual(before),
  )
})

test('perplexity and general ability offer the form and say what they will show', async () => {
  bench = await openNamed()
  await openEvaluation({ part: 'perplexity' })
  await screen.findByText('Perplexity will be here')
  await screen.findByText(/^There are no texts yet/)
  await userEvent.click(screen.getByRole('tab', { name: 'General ability' }))
  await screen.findByText('General ability will be here')
})

test('a validation lead reads results and finds nothing to start', async () => {
  bench = await openNamed()
  const { jobId } = await bench.run()
  await bench.ended(jobId)
  await bench.core.signIn('validation-lead')
  await openEvaluation()
  await screen.findByRole('heading', { name: 'Scores' })
  expect([
    screen.queryByRole('button', { name: 'New comparison' }),
    screen.queryByRole('button', { name: 'Judge again' }),
    screen.queryByRole('button', { name: 'Remove' }),
  ]).toEqual([null, null, null])
})
