import { dirname, join } from 'node:path'
import { notifications } from '@mantine/notifications'
import { cleanup, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ratingDetail } from '../../../../contract/validation-rating'
import { openTestCore, type TestCore } from '../../../fixtures/core'
import '../../../fixtures/resolved'
import { addStudyToRate, type StudyToRate } from '../../../fixtures/study-to-rate'
import { openPage } from '../../open-page'

/** Here the study is; there is the rater's own computer, with an account of another name. */
let here: TestCore
let there: TestCore
let study: StudyToRate
beforeEach(async () => {
  here = await openTestCore()
  await here.signIn()
  study = await addStudyToRate(here)
  there = await openTestCore()
  await there.signIn('reviewer')
})
afterEach(async () => {
  await here.close()
  await there.close()
})

const studyId = 'study-1'
const passphrase = 'lantern moss harbour quiet'
const button = (name: string | RegExp) => screen.findByRole('button', { name })
const folderOf = (core: TestCore): string => dirname(core.file('beside', ''))

/** The page of before goes away, as when the app is closed and opened. */
function closePage(): void {
  cleanup()
  notifications.clean()
  window.history.replaceState(null, '', '#')
}

async function openProgress(chooses: string): Promise<void> {
  closePage()
  await here.signIn('validation-lead')
  const params = { part: 'progress', study: studyId }
  const where = { project: study.projectId, page: 'validation', params } as const
  await openPage(here, where, { chooses: [chooses] })
}

async function openQueue(chooses: string): Promise<void> {
  closePage()
  const [project] = await there.ask('projects.list', {})
  await openPage(there, { project: project?.id ?? '', page: 'rate' }, { chooses: [chooses] })
}

/** Writes a packet for the first rater by the page. @returns its path. */
async function writePacket(): Promise<string> {
  const folder = folderOf(here)
  await openProgress(folder)
  const write = await button('Write a packet …')
  await userEvent.selectOptions(screen.getByLabelText('Rater'), 'Dr Ines Falk')
  await userEvent.type(screen.getByLabelText('Passphrase'), passphrase)
  await userEvent.type(screen.getByLabelText('Passphrase, once more'), 'lantern mess')
  await screen.findByText('This is not the same passphrase.')
  expect(write.hasAttribute('disabled')).toBe(true)
  await userEvent.clear(screen.getByLabelText('Passphrase, once more'))
  await userEvent.type(screen.getByLabelText('Passphrase, once more'), passphrase)
  await userEvent.click(write)
  const told = await screen.findByText(
    /^rating-packet-\w+\.asclepius is written\. It opens with the passphrase only\.$/,
  )
  await screen.findByText('not back yet')
  expect(screen.getByLabelText<HTMLInputElement>('Passphrase').value).toBe('')
  return join(folder, told.textContent!.split(' ')[0]!)
}

async function takePacket(path: string): Promise<void> {
  await openQueue(path)
  await userEvent.click(await button('Choose a packet …'))
  await userEvent.type(await screen.findByLabelText('Passphrase'), passphrase)
  await userEvent.click(await button('Take in'))
}

test('a packet says whom it is for and asks where the name here is another; both names are seen at merging', async () => {
  await takePacket(await writePacket())
  await screen.findByText('For Dr Ines Falk')
  await screen.findByText(/^You are signed in as Some reviewer\. Take it in as Dr Ines Falk’s\?/)
  expect(await there.ask('ratings.queue', {})).toEqual([])
  await userEvent.click(await button('Take it in'))
  await screen.findByText('For Dr Ines Falk: 8 answers to rate are here now.')
  await screen.findByText('Discharge notes, first round')
  const [queued] = await there.ask('ratings.queue', {})
  await there.ask('ratings.finish', {
    studyId: queued!.studyId,
    position: 1,
    score: 3,
    detail: ratingDetail.parse({}),
    seconds: 30,
  })
  const folder = folderOf(there)
  await openQueue(folder)
  await userEvent.click(await button('Give back …'))
  const told = await screen.findByText(/^One rating is in ratings-\w+\.asclepius\./)
  const [fileName] = /ratings-\w+\.asclepius/.exec(told.textContent!)!

  await openProgress(join(folder, fileName))
  await userEvent.click(await button('Take ratings back …'))
  await screen.findByText('Dr Ines Falk: 1 new, 0 known already, 0 to decide.')
  await screen.findByText(/^The file was given back by Some reviewer\./)
  await screen.findByText('given back by Some reviewer')
  await screen.findByText('1 of 8')
})

test('a packet that is for somebody else can be left, and nothing of it stays', async () => {
  await takePacket(await writePacket())
  await userEvent.click(await button('Leave it'))
  await button('Choose a packet …')
  expect([await there.ask('ratings.queue', {}), await there.ask('projects.list', {})]).toEqual([
    [],
    [],
  ])
})

test('two ratings that differ stand side by side, and one of them counts', async () => {
  const path = await writePacket()
  const { studyId: there1 } = await there.ask('packets.take', {
    file: there.token(path),
    passphrase,
    underOtherName: true,
  })
  const said = { position: 1, detail: ratingDetail.parse({}), seconds: 30 }
  await there.ask('ratings.finish', { ...said, studyId: there1, score: 4 })
  await study.asRater(0, 'ratings.finish', { ...said, studyId, score: 2 })
  const folder = folderOf(there)
  const { fileName } = await there.ask('packets.giveBack', {
    studyId: there1,
    folder: there.token(folder),
  })
  await openProgress(join(folder, fileName))
  await userEvent.click(await button('Take ratings back …'))
  await screen.findByRole('heading', {
    name: 'Dr Ines Falk said two different things of the same answer',
  })
  const counts = await screen.findAllByRole('button', { name: 'This one counts' })
  await userEvent.click(counts[1]!)
  await waitFor(async () =>
    expect((await study.asRater(0, 'ratings.case', { studyId, position: 1 })).score).toBe(4),
  )
  await waitFor(() => expect(screen.queryByText('This one counts')).toBe(null))
})
