import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { greedySampling } from '../../contract/common'
import { prepareSample, type RunningApp } from './app-driver'
import { answerDialog, openPage, pressForJob, until } from './journey'
import { lookAlong, readInGerman } from './looks'
import { appsOfThisFile } from './opened'
import { proveAndShare } from './prove-and-share'
import { learningStops } from './tour'

const openApp = appsOfThisFile()
const sampleModel = process.env.ASCLEPIUS_SAMPLE_MODEL

/** Real case reports where they lie beside the project; the fictional ones of the sample else. */
const realReports = resolve(
  import.meta.dirname,
  '../../../shared/data/case-reports/case-reports.json',
)
const notesWanted = 8

const slow = { timeout: 1_500_000 }

test(
  'from case reports to an adapter, what it changed, and a pack that a stranger has checked',
  slow,
  async ({ skip }) => {
    skip(!sampleModel, 'the sample model was not found at set-up')
    const running = await openApp()
    const { page } = running
    const { projectId } = await prepareSample(running)
    await page.reload()
    if (existsSync(realReports)) await importReports(running)
    await writeNotes(running)
    await keepEnough(running, projectId)
    await writeInstructions(running, projectId)
    await train(running)
    const [adapter] = await running.call('adapters.list', { projectId })
    await compare(running)
    await measurePerplexity(running)
    const told = await askTheAdapter(running, adapter?.name ?? 'no adapter was made')
    const answers = await bothAnswers(running, projectId)
    const tables = await running.call('evaluation.perplexity', { projectId })
    const shared = await proveAndShare(running, projectId)
    const tour = { stops: learningStops, projectId }
    const looks = [...(await lookAlong(page, tour)), ...(await readInGerman(page, tour))]
    expect({
      stages: (await running.call('projects.rail', { projectId }))
        .filter((one) => ['instructions', 'training', 'evaluation'].includes(one.stage))
        .map((one) => [one.stage, one.figure !== null]),
      perplexity: tables.map((one) => [
        one.adapterId !== null,
        one.rows.every((row) => row.perplexity.kind === 'estimate'),
      ]),
      namesTheAdapter: told.includes(adapter?.name ?? '-'),
      differ: answers[0] !== answers[1],
      looks,
      shared: {
        ...shared,
        planted: shared.planted > 0,
        answers: shared.answers > 0,
      },
      troubles: running.troubles,
    }).toEqual({
      stages: [
        ['instructions', true],
        ['training', true],
        ['evaluation', true],
      ],
      perplexity: expect.arrayContaining([
        [false, true],
        [true, true],
      ]),
      namesTheAdapter: true,
      differ: true,
      looks: [],
      shared: {
        verified: [0, expect.stringContaining('Everything is as it was signed')],
        planted: true,
        answers: true,
      },
      troubles: [],
    })
  },
)

function button(page: Page, name: string | RegExp): Locator {
  return page.getByRole('button', { name })
}

async function importReports(running: RunningApp): Promise<void> {
  const { app, page } = running
  await openPage(page, 'sources')
  await button(page, 'Import').first().click()
  await answerDialog(app, realReports)
  await button(page, 'Choose files').click()
  await page.getByRole('radio', { name: /Public/ }).check()
  await pressForJob(running, button(page, /^Import/).last())
}

async function writeNotes(running: RunningApp): Promise<void> {
  const { page } = running
  await openPage(page, 'synthesis')
  if (existsSync(realReports)) {
    await page.getByRole('checkbox', { name: /case-reports/ }).waitFor()
    await page.getByRole('checkbox', { name: /Sample case reports/ }).uncheck()
  }
  await page.getByRole('textbox', { name: /^How many/ }).fill(String(notesWanted))
  await page.getByRole('textbox', { name: /^Longest note/ }).fill('160')
  await pressForJob(running, button(page, 'Start'))
}

/** A small model's notes are mostly caught; what the gates caught is brought back one by one. */
async function keepEnough(running: RunningApp, projectId: string): Promise<void> {
  const { rows } = await running.call('notes.page', {
    filter: { projectId, show: 'caught' },
    limit: 50,
  })
  for (const { id } of rows)
    await running.call('notes.setRestored', { id, restored: true, reason: 'Read for this journey' })
}

async function writeInstructions(running: RunningApp, projectId: string): Promise<void> {
  const { page, call } = running
  await openPage(page, 'instructions')
  await pressForJob(running, button(page, 'Start'))
  await page.getByRole('tab', { name: /^Split/ }).click()
  await button(page, 'Split by case').click()
  await page.getByText(/No leakage\.|Leakage\. Training waits/).waitFor()
  const split = await call('instructions.splitState', { projectId })
  if (split.state !== 'blocked') return
  await call('instructions.overrideLeakage', {
    projectId,
    sha256: split.sha256 ?? '',
    reason: 'The journey shows the path; nothing is used.',
  })
}

async function train(running: RunningApp): Promise<void> {
  const { page } = running
  await openPage(page, 'training')
  await page.getByRole('radio', { name: /Quick trial/ }).check()
  await pressForJob(running, button(page, 'Measure on this machine'))
  const verdict = page.locator('section[aria-label="Pre-flight"]')
  await verdict.waitFor()
  expect(await verdict.textContent()).toMatch(/^(Fits\.|Can start)/)
  await pressForJob(running, button(page, 'Start training'))
  await page.getByRole('img', { name: /[Ll]oss/ }).waitFor()
  await page.getByRole('tab', { name: 'Adapters' }).click()
  await page
    .getByText(/SHA-256/)
    .first()
    .waitFor()
}

async function compare(running: RunningApp): Promise<void> {
  const { page } = running
  await openPage(page, 'evaluation')
  await page.getByRole('textbox', { name: /^Longest answer/ }).fill('48')
  await pressForJob(running, button(page, 'Start').last())
  await page.getByRole('table').first().waitFor()
}

async function measurePerplexity(running: RunningApp): Promise<void> {
  const { page } = running
  await page.getByRole('tab', { name: 'Perplexity' }).click()
  await page.getByRole('textbox', { name: /^Documents of each/ }).fill('3')
  await page.getByRole('textbox', { name: /^Longest/ }).fill('256')
  await pressForJob(running, button(page, 'Measure'))
  await page.getByRole('img').first().waitFor()
}

/** @returns all that the page says of the answer and how it was made. */
async function askTheAdapter(running: RunningApp, adapter: string): Promise<string> {
  const { page } = running
  await openPage(page, 'query')
  await page.getByRole('combobox', { name: 'Adapter' }).selectOption({ label: adapter })
  await page
    .getByRole('grid', { name: 'Sources' })
    .getByRole('row')
    .nth(1)
    .getByRole('button')
    .click()
  await button(page, /Question Answering/).click()
  await button(page, /^Ask/).click()
  await until(
    () => page.getByRole('button', { name: 'Replay' }).count(),
    (count) => count === 1,
    240,
  )
  await page.getByText('Made with').click()
  return (await page.getByRole('main').textContent()) ?? ''
}

/** What the model alone and the adapter answer to one question, each by its likeliest tokens. */
async function bothAnswers({ call }: RunningApp, projectId: string): Promise<string[]> {
  const [adapter] = await call('adapters.list', { projectId })
  if (!adapter) throw new Error('No adapter was made.')
  const note = 'Given ceftriaxone for pneumonia, sent home well on day 4.'
  const answers: string[] = []
  for (const adapterId of [null, adapter.id]) {
    const { text } = await call('query.ask', {
      projectId,
      modelId: adapter.modelId,
      adapterId,
      note: { kind: 'text', text: note },
      task: null,
      instruction: 'What was given?',
      maxTokens: 40,
      sampling: greedySampling,
    })
    answers.push(text)
  }
  return answers
}
