import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Role } from '../../contract/operation'
import { type StudyPlan, studyCriteria, studyPlan } from '../../contract/validation-study'
import { administrator, jobsDone, prepareSample, type RunningApp } from './app-driver'
import { answerDialog, openPage } from './journey'
import { appsOfThisFile } from './opened'
import { addPeople, become, type Somebody } from './people'
import { rateEverything } from './rating-keys'

const openApp = appsOfThisFile()
const sampleModel = process.env.ASCLEPIUS_SAMPLE_MODEL
const questions = 3
const passphrase = 'a stick in the left pocket'

let stick: string
beforeAll(() => {
  stick = mkdtempSync(join(tmpdir(), 'asclepius-stick-'))
})
afterAll(() => rmSync(stick, { recursive: true, force: true }))

const people = {
  lead: { name: 'Vera Lindt', role: 'validation-lead' },
  first: { name: 'Jonas Falk', role: 'reviewer' },
  second: { name: 'Mira Sand', role: 'reviewer' },
  clinician: { name: 'Paul Winter', role: 'clinician' },
} as const satisfies Record<string, { name: string; role: Role }>

test('from a plan to a signed release and its end: several people, two computers, one study', async ({
  skip,
}) => {
  skip(!sampleModel, 'the sample model was not found at set-up')
  const running = await openApp()
  const { page, call } = running
  const { projectId, modelId } = await prepareSample(running)
  const runId = await compare(running, projectId, modelId ?? '')
  const accounts = await addPeople(running, people)

  await become(running, accounts.lead)
  const studyId = await openStudy(running, projectId, {
    runId,
    raterIds: [accounts.first.id, accounts.second.id],
  })
  const packet = await makePacket(running, studyId, accounts.second)

  // The first rates here and sees nothing of models; the second on a computer without any.
  await become(running, accounts.first)
  const refused = await page.evaluate(
    (id) => window.asclepius.call('e2e-blind', 'evaluation.run', { runId: id }),
    runId,
  )
  expect(refused).toMatchObject({ ok: false, code: 'not-your-role' })
  const rated = await rateEverything(page, ['4', '1', '3', '2'])
  expect(rated).toBeGreaterThanOrEqual(questions * 2)
  const back = await rateElsewhere(packet)

  await become(running, accounts.lead)
  await answerDialog(running.app, back)
  const file = await chosen(running, 'sources')
  expect(await call('packets.merge', { studyId, file })).toMatchObject({
    taken: rated,
    known: 0,
    conflicts: 0,
  })
  expect(
    await call('packets.merge', { studyId, file: await chosen(running, 'sources') }),
  ).toMatchObject({
    taken: 0,
    known: rated,
    conflicts: 0,
  })
  await settleAll(running, studyId)
  await call('studies.close', { studyId })
  await reportAsPdf(running, studyId)

  // Two people sign under what the study found; then, and only then, a clinician may ask.
  const released = await draw(running, projectId)
  const ask = { projectId, modelId: modelId ?? '', task: null, instruction: 'What was given?' }
  const note = { kind: 'text', text: 'Given ceftriaxone, sent home well.' } as const
  const asked = (): Promise<string> =>
    call('query.ask', { ...ask, note, maxTokens: 16 }).then(
      (answer) => `answered: ${answer.text.length > 0}`,
      (refusal: Error) => refusal.message,
    )
  await become(running, accounts.clinician)
  expect(await asked()).toMatch(/not signed by two people yet/)
  await become(running, accounts.lead)
  await sign(running, accounts.lead)
  await become(running, administrator)
  await openPage(page, 'release')
  await sign(running, administrator)
  await page
    .getByText(/In force until/)
    .first()
    .waitFor()
  await become(running, accounts.clinician)
  expect(await asked()).toBe('answered: true')

  // Withdrawn, it is shut at once.
  await become(running, accounts.lead)
  await call('release.withdraw', { id: released, reason: 'The journey is over' })
  await become(running, accounts.clinician)
  expect(await asked()).toMatch(/withdrawn/i)
  expect(running.troubles).toEqual([])
})

/** A dialog's answer as a token. */
async function chosen(running: RunningApp, what: 'sources' | 'folder'): Promise<string> {
  const [file] = await running.call('shell.chooseFiles', { what })
  if (!file) throw new Error('The dialog gave no file.')
  return file.token
}

/** A comparison of three questions by the sample model, and answers of the ward beside it. */
async function compare(running: RunningApp, projectId: string, modelId: string): Promise<string> {
  const { app, call } = running
  const rows = Array.from(
    { length: questions },
    (_, at) =>
      `"Given ${at + 2} mg of haloperidol. Fever was denied.","What was given on day ${at + 1}?"`,
  )
  const path = join(stick, 'questions.csv')
  writeFileSync(path, `note,question\n${rows.join('\n')}\n`)
  await answerDialog(app, path)
  const token = await chosen(running, 'sources')
  const { layout, mapping } = await call('evaluation.inspectSet', { tokens: [token] })
  const { set } = await call('evaluation.importSet', {
    projectId,
    tokens: [token],
    name: 'Ward questions',
    confidential: false,
    layout,
    mapping,
  })
  const { runId } = await call('evaluation.start', {
    projectId,
    name: 'Before the study',
    source: { kind: 'set', id: set.id },
    arms: [{ modelId }],
    judge: null,
    maxTokens: 24,
  })
  await jobsDone(running)
  const answers = join(stick, 'answers.csv')
  writeFileSync(
    answers,
    `number,answer\n${rows.map((_, at) => `${at + 1},"${at + 2} mg of haloperidol was given."`).join('\n')}\n`,
  )
  await answerDialog(app, answers)
  await call('studies.importAnswers', {
    runId,
    token: await chosen(running, 'sources'),
    name: 'Answers of the ward',
  })
  return runId
}

async function openStudy(
  running: RunningApp,
  projectId: string,
  wish: Pick<StudyPlan, 'runId' | 'raterIds'>,
): Promise<string> {
  const { page, call } = running
  const { runs } = await call('studies.choices', { projectId })
  const plan = studyPlan.parse({
    ...wish,
    purpose: 'To see whether the ward may ask this model.',
    runArms: ['a'],
    fileIds: runs[0]?.files.map((file) => file.id),
    questions,
    // So few questions prove nothing; the journey shows the way.
    criteria: studyCriteria.parse({
      maxUnacceptableUpper: 1,
      minMeanScore: 1,
      minAlpha: null,
      minSensitivity: null,
      noSevereHarm: false,
    }),
  })
  const { studyId } = await call('studies.saveDraft', {
    projectId,
    studyId: null,
    name: 'Ward study',
    plan,
  })
  await openPage(page, 'validation')
  await page.getByText('Ward study').first().waitFor()
  await call('studies.open', { studyId })
  return studyId
}

async function makePacket(running: RunningApp, studyId: string, { id }: Somebody): Promise<string> {
  await answerDialog(running.app, stick)
  const folder = await chosen(running, 'folder')
  const { fileName } = await running.call('packets.make', {
    studyId,
    personId: id,
    passphrase,
    folder,
  })
  return join(stick, fileName)
}

/** A computer without a model: a reviewer takes the packet, rates by keyboard, and gives it back. */
async function rateElsewhere(packet: string): Promise<string> {
  const other = await openApp()
  const { call, page, app } = other
  await call('session.create', administrator)
  const reviewer = { name: people.second.name, password: 'nine quiet otters swim' }
  await call('accounts.add', { ...reviewer, role: 'reviewer' })
  await become(other, reviewer)
  await answerDialog(app, packet)
  const { studyId } = await call('packets.take', {
    file: await chosen(other, 'sources'),
    passphrase,
  })
  await page.reload()
  await rateEverything(page, ['4', '3', '1', '1'])
  await answerDialog(app, stick)
  const { fileName } = await call('packets.giveBack', {
    studyId,
    folder: await chosen(other, 'folder'),
  })
  expect(other.troubles).toEqual([])
  await other.close()
  return join(stick, fileName)
}

async function settleAll(running: RunningApp, studyId: string): Promise<void> {
  const { rows } = await running.call('settle.list', { studyId })
  expect(rows.length).toBeGreaterThan(0)
  for (const { caseNo } of rows) {
    const { verdicts } = await running.call('settle.case', { studyId, caseNo })
    const [first] = verdicts
    if (!first) throw new Error('A disagreement without verdicts.')
    const { score, detail } = first
    const reason = 'The note says so.'
    await running.call('settle.decide', { studyId, caseNo, score, detail, reason })
  }
}

async function reportAsPdf(running: RunningApp, studyId: string): Promise<void> {
  const { id } = await running.call('studyResults.makeReport', { studyId })
  await answerDialog(running.app, stick)
  const folder = await chosen(running, 'folder')
  const { fileNames } = await running.call('studyResults.export', {
    reportId: id,
    format: 'pdf',
    language: 'de',
    folder,
  })
  const pdf = readFileSync(join(stick, fileNames[0] ?? '')).toString('latin1')
  expect([pdf.slice(0, 5), /\/Outlines/.test(pdf), readdirSync(stick).length > 3]).toEqual([
    '%PDF-',
    true,
    true,
  ])
  expect(pdf).toContain('/Lang (de)')
}

async function draw(running: RunningApp, projectId: string): Promise<string> {
  const candidates = await running.call('release.candidates', { projectId })
  const ready = candidates.find((one) => one.isReady)
  if (!ready) throw new Error(`No candidate is ready: ${JSON.stringify(candidates)}`)
  const { id } = await running.call('release.create', {
    studyId: ready.studyId,
    arm: ready.arm,
    reportId: ready.reportId ?? '',
    months: 3,
  })
  return id
}

async function sign({ page }: RunningApp, { name, password }: Omit<Somebody, 'id'>): Promise<void> {
  await openPage(page, 'release')
  await page.getByLabel('Your password, once more').fill(password)
  await page.getByRole('button', { name: `Sign as ${name}` }).click()
  await page.getByText('Signed.', { exact: true }).first().waitFor()
}
