import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import type { Role } from '../../../contract/operation'
import type { TestCore } from '../../fixtures/core'
import { generate, openInstructions } from '../../fixtures/instructions'
import '../../fixtures/resolved'
import { addPastRun, addPreflight, type PastRun, planFor } from '../../fixtures/training-history'
import { openPage } from '../open-page'

let core: TestCore
afterEach(() => core.close())

const button = (name: string | RegExp) => screen.findByRole('button', { name })
const tab = (name: string | RegExp) => screen.findByRole('tab', { name })

interface Wish {
  readonly notes?: number
  readonly isSplit?: boolean
  readonly confidentialNotes?: number
  readonly runs?: readonly PastRun[]
  readonly preflight?: boolean
  readonly role?: Role
  readonly params?: Readonly<Record<string, string>>
}

async function openTraining(wish: Wish = {}) {
  const { notes = 6, isSplit = true, confidentialNotes = 0, runs = [], params } = wish
  const made = await openInstructions({ notes, confidentialNotes })
  core = made.core
  const { projectId } = made
  if (notes > 0 && isSplit) {
    await generate(made)
    await core.ask('instructions.split', {
      projectId,
      seed: 1,
      shares: { train: 0.5, validation: 0.3, test: 0.2 },
    })
  }
  for (const [at, run] of runs.entries()) addPastRun(made, run, at)
  if (wish.preflight) addPreflight(made, planFor(made))
  if (wish.role) await core.signIn(wish.role)
  await openPage(core, { project: projectId, page: 'training', params })
  return made
}

test('with nothing to learn from the page names the first step', async () => {
  await openTraining({ notes: 0 })
  await screen.findByText('There is nothing to learn from yet')
  expect((await button('Go to Instructions')).textContent).toBe('Go to Instructions')
})

test('the plan begins as usual for LoRA, keeps what is changed, and goes back to the preset', async () => {
  const { projectId } = await openTraining()
  const stage = within(await screen.findByRole('region', { name: '2 Instruction tuning' }))
  const passes = stage.getByLabelText<HTMLInputElement>('Passes')
  expect([
    passes.value,
    screen.getByRole<HTMLInputElement>('radio', { name: /^Usual for LoRA/ }).checked,
  ]).toEqual(['3', true])
  await userEvent.clear(passes)
  await userEvent.type(passes, '9')
  await screen.findByText('Your own settings, begun from "Usual for LoRA".')
  await waitFor(() => expect(stage.getByText(/^After 9 passes it will know/)).toBeDefined())
  await waitFor(
    async () => expect((await core.ask('training.plan', { projectId }))?.tuning.epochs).toBe(9),
    { timeout: 5000 },
  )
  await userEvent.click(stage.getByRole('button', { name: 'Back to 3' }))
  await waitFor(() => expect(passes.value).toBe('3'))
  await userEvent.click(screen.getByRole('radio', { name: /^As in the paper/ }))
  const rate = stage.getByLabelText<HTMLInputElement>('Learning rate')
  await waitFor(() => expect(rate.value).toBe('2e-5'))
  expect(stage.getByText(/2e-5 is the rate for training all weights/)).toBeDefined()
})

test('a preset in place of own settings is said once, and Undo brings these back', async () => {
  await openTraining()
  const stage = within(await screen.findByRole('region', { name: '2 Instruction tuning' }))
  const passes = stage.getByLabelText<HTMLInputElement>('Passes')
  await userEvent.clear(passes)
  await userEvent.type(passes, '9')
  await screen.findByText('Your own settings, begun from "Usual for LoRA".')
  await userEvent.click(screen.getByRole('radio', { name: /^Usual for LoRA/ }))
  await waitFor(() => expect(passes.value).toBe('3'))
  expect(screen.getAllByText('The settings are now those of "Usual for LoRA".')).toHaveLength(1)
  await userEvent.click(await button('Undo'))
  await waitFor(() => expect(passes.value).toBe('9'))
})

test('what a field cannot take is said, and the last value stays', async () => {
  await openTraining()
  const rank = await screen.findByLabelText<HTMLInputElement>('Rank')
  await userEvent.clear(rank)
  await userEvent.type(rank, '900')
  expect((await screen.findByRole('alert')).textContent).toBe(
    'Takes 1 to 256. The last value is kept.',
  )
  await userEvent.tab()
  expect(rank.value).toBe('90')
  rank.focus()
  await userEvent.keyboard('{ArrowUp}')
  expect(rank.value).toBe('180')
})

test('a plan with both stages off cannot be measured, and the reason leads to its field', async () => {
  await openTraining()
  for (const name of ['1 Pretraining on notes', '2 Instruction tuning']) {
    const stage = within(await screen.findByRole('region', { name }))
    await userEvent.click(stage.getByRole('switch', { name: 'Train this stage' }))
  }
  await screen.findByText('1 thing stands in the way')
  const measure = await button('Measure on this machine')
  await userEvent.click(await button(/Both stages are off: nothing would be trained/))
  expect({
    shut: measure.hasAttribute('disabled'),
    focused: document.activeElement?.id,
    locked: (await tab('Pre-flight')).getAttribute('aria-disabled'),
  }).toEqual({ shut: true, focused: 'plan-tuning-enabled', locked: 'true' })
})

test('confidential notes are named where they go in, with what follows from it', async () => {
  await openTraining({ notes: 4, confidentialNotes: 4 })
  await screen.findByText(/the adapter will be marked confidential for ever/)
  const stage = within(await screen.findByRole('region', { name: '1 Pretraining on notes' }))
  expect(stage.getByText(/confidential$/)).toBeDefined()
})

test('the verdict stands with its reasons, shows what would be cut, and offers a longer context', async () => {
  const { projectId } = await openTraining({ preflight: true, params: { tab: 'preflight' } })
  await screen.findByText(
    /^Can start, with a look at this first\. About 5\sh 20\smin on this machine\.$/,
  )
  const reason = screen.getByText(
    /12 of 480 samples are too long: 3,400 tokens of notes would be cut/,
  )
  const cut = within(screen.getByRole('region', { name: 'What would be cut' }))
  expect([
    reason.tagName,
    cut.getByText(/^five days\. Follow-up/).tagName,
    (await tab('Run')).getAttribute('aria-disabled'),
  ]).toEqual(['SPAN', 'DEL', null])
  await userEvent.click(
    cut.getByRole('button', { name: /^Set the longest sample to 2,620 tokens/ }),
  )
  const context = await screen.findByLabelText<HTMLInputElement>('Longest sample')
  expect(context.value).toBe('2620')
  await userEvent.click(await tab(/Pre-flight/))
  await screen.findByText('The plan changed since this was measured.')
  expect(await core.ask('training.runs', { projectId })).toEqual([])
})

const runs: readonly PastRun[] = [
  { id: 'one', name: 'First try', steps: 60, adapter: true },
  {
    id: 'three',
    name: 'Second try',
    steps: 90,
    plan: { seed: 7 },
    early: 75,
    adapter: true,
    confidential: true,
  },
]

test('two runs are laid over each other, and what differs in their settings is named', async () => {
  await openTraining({ notes: 0, runs, params: { tab: 'run' } })
  await screen.findByRole('heading', { name: 'Second try' })
  await screen.findByText(
    /ended early at step 90: the validation loss no longer fell\. Its best state, of step 75/,
  )
  await userEvent.selectOptions(await screen.findByLabelText('Lay over'), 'First try')
  const differs = within(
    await screen.findByRole('region', { name: 'What differs in their settings' }),
  )
  const row = within(await differs.findByRole('row', { name: /^Seed/ }))
  const svg = await waitFor(() => {
    const found = screen.getByRole('img', { name: /^Loss\./ }).querySelector('svg')
    if (!found) throw new Error('not drawn yet')
    return found
  })
  const named = [...svg.querySelectorAll('text')].map((one) => one.textContent)
  expect({
    cells: row.getAllByRole('cell').map((cell) => cell.textContent),
    first: named.includes('First try'),
    second: named.includes('Second try'),
    styles: document.querySelectorAll('figure svg style, figure svg [style]').length,
  }).toEqual({ cells: ['7', '1'], first: true, second: true, styles: 0 })
})

test('sample answers stand beside the base, and J and K go through the checkpoints', async () => {
  await openTraining({ notes: 0, runs: runs.slice(0, 1), params: { tab: 'run' } })
  const samples = within(await screen.findByRole('region', { name: 'Answers on the way' }))
  await samples.findByText(/^Pneumonia of the left lower lobe\. It was treated/)
  await userEvent.keyboard('j')
  await samples.findByText('The patient had a cough and fever and stayed.')
  expect(samples.queryByText(/It was treated/)).toBe(null)
  await userEvent.keyboard('k')
  await samples.findByText(/^Pneumonia of the left lower lobe\. It was treated/)
  await userEvent.click(samples.getByRole('radio', { name: '2' }))
  await samples.findByText('How long was the stay?')
  expect(samples.getByText(/^The patient is a patient who/)).toBeDefined()
})

test('a run keeps its log and settings; its new name can be taken back', async () => {
  const { projectId } = await openTraining({
    notes: 0,
    runs: runs.slice(0, 1),
    params: { tab: 'run' },
  })
  await userEvent.click(await screen.findByText('Log'))
  await screen.findByText(/^Checkpoint at step 60/)
  await userEvent.click(screen.getByText('Settings', { selector: 'summary' }))
  await screen.findByText('Instruction tuning: Learning rate')
  await userEvent.click(await button('Rename'))
  const field = await screen.findByLabelText('Name')
  await userEvent.clear(field)
  await userEvent.type(field, 'Rank 16{Enter}')
  await screen.findByRole('heading', { name: 'Rank 16' })
  await userEvent.click(await button('Undo'))
  await waitFor(async () =>
    expect((await core.ask('training.runs', { projectId }))[0]?.name).toBe('First try'),
  )
})

test('an adapter tells its lineage, takes a note, and is removed and brought back', async () => {
  const { projectId } = await openTraining({
    notes: 0,
    runs,
    params: { tab: 'adapters', adapter: 'adapter-one' },
  })
  const lineage = within(await screen.findByRole('region', { name: 'Where it comes from' }))
  expect([
    lineage.getByText('Instruction tuning, step 60').tagName,
    lineage.getByText(/^480 samples, 60 steps/) !== null,
    screen.getByText('Learned from public text alone').tagName,
  ]).toEqual(['SPAN', true, 'SPAN'])
  await userEvent.type(await screen.findByLabelText('Note'), 'For the first study')
  await userEvent.click(await button('Save'))
  await screen.findByText('The note is kept.')
  await userEvent.click(await button('Remove'))
  await screen.findByText(/is removed from the lists/)
  const left = (await core.ask('adapters.list', { projectId })).map((one) => one.id)
  await userEvent.click(await button('Undo'))
  await waitFor(async () => expect((await core.ask('adapters.list', { projectId })).length).toBe(2))
  const kept = await core.ask('adapters.get', { id: 'adapter-one' })
  expect([left, kept.note]).toEqual([['adapter-three'], 'For the first study'])
})

test('a confidential adapter is not exported, and the refusal says what is still possible', async () => {
  await openTraining({
    notes: 0,
    runs,
    params: { tab: 'adapters', adapter: 'adapter-three' },
    role: 'builder',
  })
  await screen.findByText(/^It learned from confidential text, so it is not exported for sharing/)
  expect([
    screen.queryByRole('button', { name: 'Export' }),
    screen.queryByText('Take it out, marked confidential'),
  ]).toEqual([null, null])
})

test('a validation lead reads runs and adapters, and has no plan', async () => {
  await openTraining({ notes: 0, runs: runs.slice(0, 1), role: 'validation-lead' })
  await screen.findByRole('heading', { name: 'First try' })
  expect([
    (await tab('Plan')).getAttribute('aria-disabled'),
    screen.queryByRole('button', { name: 'Rename' }),
    screen.queryByRole('button', { name: 'Stop and keep' }),
  ]).toEqual(['true', null, null])
})
