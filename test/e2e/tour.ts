import type { Page } from 'playwright-core'
import { synthesisSampling } from '../../contract/common'
import type { NoteRow } from '../../contract/synthesis'
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
    maxTokens: 96,
  })
  // The best of what a very small model writes.
  const [best] = [...notes.rows].sort((one, other) => scoreOf(other) - scoreOf(one))
  return { ...content, noteId: best?.id ?? null, answerId: answer.id }
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
    { name: 'later-stage', address: 'training' },
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
  for (const address of ['release', `${stop.address}${mark}project=${projectId}`]) {
    await page.evaluate((hash) => {
      location.hash = `#/${hash}`
    }, address)
    await page.getByRole('heading', { level: 1 }).first().waitFor()
  }
  await page.waitForFunction(() => document.querySelector('main h1, main h2') !== null)
  await page.waitForTimeout(350)
  await stop.open?.(page)
  await page.waitForTimeout(150)
}
