import type { Page } from 'playwright-core'
import { greedySampling, synthesisSampling } from '../../contract/common'
import type { NoteRow } from '../../contract/synthesis'
import { samplePlan } from '../../core/headless/learning-run'
import { jobsDone, openSample, type RunningApp } from './app-driver'

export interface TourContent {
  readonly projectId: string
  readonly recordId: number
  readonly confidentialId: number
  readonly noteId: number | null
  readonly answerId: string | null
}

export interface TourOptions {
  readonly notes: number
  readonly tokens: number
  readonly instruction: string
  readonly answerTokens?: number
}

/** Fills an unlocked workspace with what a first afternoon would leave in it; without a model fewer pages have content. */
export async function prepareTour(running: RunningApp, options: TourOptions): Promise<TourContent> {
  const { projectId, modelId } = await openSample(running)
  const collections = await running.call('sources.collections', { projectId })
  const firstOf = async (confidential: boolean): Promise<number> => {
    const collectionId = collections.find((one) => one.confidential === confidential)?.id ?? ''
    const filter = { projectId, collectionId }
    const { rows } = await running.call('documents.page', { filter, sort: 'imported' })
    return rows[0]?.id ?? 0
  }
  const content = {
    projectId,
    recordId: await firstOf(false),
    confidentialId: await firstOf(true),
  }
  if (modelId === null) return { ...content, noteId: null, answerId: null }
  const templates = await running.call('templates.list', {})
  const template = templates.find((one) => /small/i.test(one.name)) ?? templates[0]
  await running.call('synthesis.start', {
    projectId,
    modelId,
    templateId: template?.id ?? '',
    // Cooler than the method's own, and no word loops: the sample model is very small.
    sampling: { ...synthesisSampling, temperature: 0.6, repeatPenalty: 1.15 },
    limit: options.notes,
    seed: 11,
    maxTokens: options.tokens,
  })
  await jobsDone(running)
  const notes = await running.call('notes.page', { filter: { projectId } })
  const answer = await running.call('query.ask', {
    projectId,
    modelId,
    note: { kind: 'document', id: content.confidentialId },
    task: 'question-answering',
    instruction: options.instruction,
    maxTokens: options.answerTokens ?? 96,
  })
  // The best of what a very small model writes.
  const [best] = [...notes.rows].sort((one, other) => scoreOf(other) - scoreOf(one))
  return { ...content, noteId: best?.id ?? null, answerId: answer.id }
}

/** The middle of the path on the notes that are there: rows, an adapter, and how it compares. */
export async function fillLearning(running: RunningApp, projectId: string): Promise<void> {
  const modelId = (await running.call('models.list', {}))[0]?.id
  if (modelId === undefined) return
  const { rows } = await running.call('notes.page', {
    filter: { projectId, show: 'caught' },
    limit: 50,
  })
  for (const { id } of rows)
    await running.call('notes.setRestored', { id, restored: true, reason: 'For the pictures' })
  await running.call('instructions.start', {
    projectId,
    modelId,
    seed: 1,
    rowsPerNote: 3,
    questionSampling: { ...synthesisSampling, temperature: 0.5 },
    answerSampling: greedySampling,
    maxAnswerTokens: 100,
  })
  await jobsDone(running, 600)
  const split = await running.call('instructions.split', {
    projectId,
    seed: 1,
    shares: { train: 0.6, validation: 0.2, test: 0.2 },
  })
  if (split.state === 'blocked')
    await running.call('instructions.overrideLeakage', {
      projectId,
      sha256: split.sha256 ?? '',
      reason: 'Fictional reports, for the pictures',
    })
  const plan = samplePlan(projectId, modelId)
  await running.call('training.preflight', { plan })
  await jobsDone(running, 600)
  await running.call('training.start', { plan, name: 'First trial' })
  await jobsDone(running, 900)
  const adapterId = (await running.call('adapters.list', { projectId }))[0]?.id ?? ''
  await running.call('evaluation.start', {
    projectId,
    name: 'First comparison',
    source: { kind: 'test-split' },
    arms: [{ modelId }, { modelId, adapterId }],
    judge: { modelId },
    maxTokens: 80,
  })
  await jobsDone(running, 600)
  const adapterIds = [null, adapterId]
  await running.call('evaluation.startPerplexity', { projectId, modelId, adapterIds, context: 512 })
  await running.call('evaluation.startAbility', { projectId, modelId, adapterIds: [adapterId] })
  await jobsDone(running, 600)
}

function scoreOf({ caughtBy, words }: NoteRow): number {
  return words - 1000 * caughtBy.length
}

export interface Stop {
  readonly name: string
  /** The address after "#/". */
  readonly address: string
  /** What else to open once the page is there. */
  readonly open?: (page: Page) => Promise<void>
}

/** The middle of the path; the first of each stage is the one that has its picture in the docs. */
export const learningStops: readonly Stop[] = [
  { name: 'instructions', address: 'instructions' },
  { name: 'instructions-rows', address: 'instructions?part=rows' },
  { name: 'instructions-split', address: 'instructions?part=split' },
  { name: 'instructions-files', address: 'instructions?part=files' },
  { name: 'training', address: 'training?tab=plan' },
  { name: 'training-preflight', address: 'training?tab=preflight' },
  { name: 'training-run', address: 'training?tab=run' },
  { name: 'adapters', address: 'training?tab=adapters' },
  { name: 'evaluation', address: 'evaluation' },
  { name: 'perplexity', address: 'evaluation?part=perplexity' },
  { name: 'ability', address: 'evaluation?part=ability' },
  { name: 'statement-check', address: 'evaluation?part=check' },
  { name: 'question-sets', address: 'evaluation?part=sets' },
]

/** Validation and release, as one who plans and signs sees them. */
export const proofStops: readonly Stop[] = [
  { name: 'validation', address: 'validation' },
  { name: 'study-plan', address: 'validation?plan=new' },
  { name: 'study-progress', address: 'validation?part=progress' },
  { name: 'study-results', address: 'validation?part=results' },
  { name: 'release', address: 'release' },
]

/** Every page of the workspace, and what opens over it. */
export function stopsOf(content: TourContent): readonly Stop[] {
  const { recordId, noteId, answerId } = content
  return [
    { name: 'home', address: 'home' },
    { name: 'sources', address: `sources?record=${recordId}` },
    { name: 'import', address: 'sources?import=1' },
    { name: 'synthesis', address: 'synthesis' },
    { name: 'template', address: 'synthesis?template=1' },
    ...(noteId === null ? [] : [{ name: 'note', address: `synthesis?note=${noteId}` }]),
    ...learningStops,
    ...proofStops,
    { name: 'query', address: answerId === null ? 'query' : `query?answer=${answerId}` },
    { name: 'query-choose', address: 'query?pick=documents' },
    { name: 'models', address: 'models' },
    { name: 'people', address: 'people' },
    { name: 'audit', address: 'audit' },
    { name: 'installation', address: 'installation' },
    { name: 'settings', address: 'settings' },
    {
      name: 'search',
      address: 'home',
      open: async (page) => {
        await page.keyboard.press('Control+k')
        await page.getByRole('dialog').waitFor()
      },
    },
    {
      name: 'jobs',
      address: 'sources',
      open: async (page) => {
        await page.locator('header button[aria-expanded="false"]:not([aria-haspopup])').click()
        await page.locator('section[tabindex="-1"] article').first().waitFor()
      },
    },
  ]
}

/** Goes to a stop and waits until its page is drawn. */
export async function goToStop(page: Page, stop: Stop, projectId: string): Promise<void> {
  await page.keyboard.press('Escape')
  await page.mouse.move(640, 792)
  const mark = stop.address.includes('?') ? '&' : '?'
  // By way of another page, so that what was open over the last one is gone.
  for (const address of ['validation', `${stop.address}${mark}project=${projectId}`]) {
    await page.evaluate((hash) => {
      location.hash = `#/${hash}`
    }, address)
    await page.getByRole('heading', { level: 1 }).first().waitFor()
  }
  await page.waitForFunction(() => document.querySelector('main h1, main h2') !== null)
  await page.waitForTimeout(350)
  if (!stop.open) return
  await stop.open(page)
  await page.waitForTimeout(150)
}
