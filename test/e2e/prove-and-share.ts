import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { studyPlan } from '../../contract/validation-study'
import { administrator, jobsDone, type RunningApp } from './app-driver'
import { answerDialog, openPage, pressForJob } from './journey'
import { addPeople, become } from './people'
import { rateEverything } from './rating-keys'

export interface Shared {
  /** What the command for a stranger ended with, and said. */
  readonly verified: readonly [number | null, string]
  /** Strings that were planted and measured, and answers that were searched for training text. */
  readonly planted: number
  readonly answers: number
}

/**
 * From a comparison to a signed folder: one reviewer rates its answers by the keyboard, what the
 * adapter knows by heart is measured, and the pack is written and checked as a stranger would.
 */
export async function proveAndShare(running: RunningApp, projectId: string): Promise<Shared> {
  const { app, page, call } = running
  const people = await addPeople(running, {
    lead: { name: 'Vera Lindt', role: 'validation-lead' },
    rater: { name: 'Jonas Falk', role: 'reviewer' },
  })
  await become(running, people.lead)
  const studyId = await openStudy(running, projectId, people.rater.id)
  await become(running, people.rater)
  await rateEverything(page, ['4', '3', '2'])
  await become(running, people.lead)
  await call('studies.close', { studyId })
  await call('studyResults.makeReport', { studyId })

  await become(running, administrator)
  await openPage(page, 'release')
  await page.getByRole('button', { name: 'Share pack' }).click()
  const [adapter] = await call('adapters.list', { projectId })
  // Fewer strings and prompts than the page asks for, which takes minutes more.
  const few = { projectId, adapterId: adapter?.id ?? '', alternatives: 31, prompts: 2 }
  await call('memorisation.start', few)
  await jobsDone(running, 600)
  const [test] = await call('memorisation.tests', { projectId })
  const folder = mkdtempSync(join(tmpdir(), 'asclepius-share-'))
  await answerDialog(app, folder)
  await pressForJob(running, page.getByRole('button', { name: /^Write the pack/ }))
  await page.getByText('The pack is written').waitFor()
  const verified = verifiedAsAStranger(join(folder, readdirSync(folder)[0] ?? ''))
  rmSync(folder, { recursive: true })
  return {
    verified,
    planted: test?.result?.exposures.length ?? 0,
    answers: test?.result?.copies?.adapter.answers ?? 0,
  }
}

async function openStudy(
  { call }: RunningApp,
  projectId: string,
  raterId: string,
): Promise<string> {
  const { runs } = await call('studies.choices', { projectId })
  const run = runs.find((one) => one.arms.some(({ adapterId }) => adapterId !== null))
  if (!run) throw new Error('There is no comparison with an adapter.')
  const plan = studyPlan.parse({
    purpose: 'To see what the adapter changed.',
    runId: run.id,
    runArms: run.arms.map(({ id }) => id),
    questions: Math.min(3, run.questions),
    raterIds: [raterId],
    criteria: {},
  })
  const draft = { projectId, studyId: null, name: 'What the adapter changed', plan }
  const { studyId } = await call('studies.saveDraft', draft)
  await call('studies.open', { studyId })
  return studyId
}

function verifiedAsAStranger(pack: string): readonly [number | null, string] {
  const script = join(import.meta.dirname, '..', '..', 'scripts', 'verify-pack.mjs')
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, pack], {
    encoding: 'utf8',
  })
  return [status, `${stdout}${stderr}`]
}
