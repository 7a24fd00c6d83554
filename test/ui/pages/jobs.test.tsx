import { act, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import { english } from '../../../renderer/i18n/english'
import { german } from '../../../renderer/i18n/german'
import { chooseLanguage } from '../../../renderer/i18n/setup'
import { openTestCore, type TestCore } from '../../fixtures/core'
import '../../fixtures/resolved'
import { openPage } from '../open-page'
import { scriptedModel } from '../scripted-model'

let core: TestCore
afterEach(async () => {
  chooseLanguage('en')
  await core.close()
})

const wordsIn = (text: string): string[] => text.toLowerCase().match(/\p{L}{2,}/gu) ?? []

/** Words that the app has in English and not in German. */
const foreign = new Set(wordsIn(JSON.stringify(english)))
for (const word of wordsIn(JSON.stringify(german))) foreign.delete(word)
/** Names that people gave are nobody's to translate. */
const names = /Sample case reports|Sample local notes|Administrator/g

function englishIn(part: HTMLElement): string[] {
  const found: string[] = []
  const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) found.push(texts.currentNode.textContent ?? '')
  for (const one of part.querySelectorAll('[aria-label], [aria-valuetext]'))
    found.push(one.getAttribute('aria-label') ?? '', one.getAttribute('aria-valuetext') ?? '')
  return wordsIn(found.join(' ').replace(names, '')).filter((word) => foreign.has(word))
}

async function startSynthesis(): Promise<void> {
  core = await openTestCore({
    launchModelHost: scriptedModel({
      note: () => 'Reason for admission:\nCough.\n'.repeat(20),
      answer: () => 'Yes.',
      pause: 25,
    }),
  })
  await core.signIn()
  const project = await core.importSample()
  const modelId = await core.importModel()
  const [template] = await core.ask('templates.list', {})
  await core.ask('synthesis.start', {
    projectId: project.id,
    limit: 8,
    templateId: template!.id,
    modelId,
    sampling: { temperature: 0.4, topP: 1, topK: 0, minP: 0.05, repeatPenalty: 1 },
    seed: 3,
    maxTokens: 600,
  })
  await openPage(core, { project: project.id, page: 'home' })
}

test('a German page shows what a job does and made without a word of English', async () => {
  await startSynthesis()
  act(() => chooseLanguage('de'))
  await userEvent.click(await screen.findByRole('button', { name: /^1 läuft/ }))
  const tray = await screen.findByRole('region', { name: 'Aufträge' })
  const job = within(tray).getByRole('article', {
    name: 'Aus 8 Berichten Entlassberichte schreiben',
  })
  await within(job).findByText(/^(Ein|\d+) Entlassberichte? .* geschrieben$/)
  const running = englishIn(tray)
  await userEvent.click(within(job).getByRole('button', { name: 'Abbrechen' }))
  await within(tray).findByText('Abgebrochen. Fertiges ist erhalten.')
  await waitFor(() => expect(within(tray).queryByText('Jetzt')).toBeNull())
  expect({ running, over: englishIn(tray) }).toEqual({ running: [], over: [] })
  expect(within(tray).getByText('Scripted ist bereit.')).toBeDefined()
})

test('the same jobs are in English again as soon as somebody asks for it', async () => {
  await startSynthesis()
  act(() => chooseLanguage('de'))
  await userEvent.click(await screen.findByRole('button', { name: /^1 läuft/ }))
  const before = await screen.findByRole('region', { name: 'Aufträge' })
  within(before).getByRole('article', { name: 'Aus 8 Berichten Entlassberichte schreiben' })
  act(() => chooseLanguage('en'))
  const tray = await screen.findByRole('region', { name: 'Jobs' })
  await within(tray).findByRole('article', { name: 'Write notes from 8 reports' })
  expect(within(tray).getByText('Scripted is ready to use.')).toBeDefined()
})
