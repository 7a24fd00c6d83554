import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ratingDetail } from '../../../contract/validation-rating'
import { figuresOf } from '../../../core/validation/results/figures'
import { deviationsOf } from '../../../core/validation/results/report/deviations'
import { studyData } from '../../../core/validation/results/study-data'
import { openTestCore, password, type TestCore } from '../../fixtures/core'
import { addStudyToRate, type StudyToRate } from '../../fixtures/study-to-rate'

/** Here the study is; there is a computer with neither a model nor any other part of it. */
let here: TestCore
let there: TestCore
let study: StudyToRate
beforeEach(async () => {
  here = await openTestCore()
  await here.signIn()
  study = await addStudyToRate(here, { confidential: true })
  there = await openTestCore()
  await signInThere('Dr Ines  FALK')
})
afterEach(async () => {
  await here.close()
  await there.close()
})

const studyId = 'study-1'
const passphrase = 'lantern moss harbour quiet'
const nothingSaid = ratingDetail.parse({})

/** Adds a reviewer on the other computer, where accounts are made anew, and unlocks for them. */
async function signInThere(name: string): Promise<void> {
  const keeper = 'administrator there'
  await there.signIn('administrator', keeper)
  const { id } = await there.ask(
    'accounts.add',
    { name, role: 'reviewer', password },
    { connection: keeper },
  )
  await there.ask('session.unlock', { personId: id, password })
}

function folderOf(core: TestCore): string {
  return dirname(core.file('beside', ''))
}

/** Makes a packet for the first rater and gives its path. */
async function makePacket(): Promise<string> {
  const folder = folderOf(here)
  const { fileName } = await study.asLead('packets.make', {
    studyId,
    personId: study.raterIds[0],
    passphrase,
    folder: here.token(folder),
  })
  return join(folder, fileName)
}

async function takePacket(path: string): Promise<string> {
  const file = there.token(path)
  return (await there.ask('packets.take', { file, passphrase })).studyId
}

async function rateThere(id: string, position: number, score: 1 | 2 | 3 | 4): Promise<void> {
  await there.ask('ratings.finish', {
    studyId: id,
    position,
    score,
    detail: { ...nothingSaid, comment: `Said of ${position}` },
    seconds: 40,
  })
}

async function giveBack(id: string): Promise<string> {
  const folder = folderOf(there)
  const { fileName } = await there.ask('packets.giveBack', {
    studyId: id,
    folder: there.token(folder),
  })
  return join(folder, fileName)
}

const merge = (path: string) => study.asLead('packets.merge', { studyId, file: here.token(path) })

const ratingsHere = () =>
  here.workspace.services.vault.db().all<{ position: number; score: number; comment: string }>(
    `SELECT a.position, r.score, r.detail ->> '$.comment' AS comment FROM rating r
         JOIN study_assignment a ON a.study_id = r.study_id AND a.case_no = r.case_no
           AND a.person_id = r.person_id
       WHERE r.state = 'done' ORDER BY a.position`,
  )

test('A packet goes out, is rated on a computer without a model, and comes back exactly; twice is as good as once', async () => {
  const id = await takePacket(await makePacket())
  const original = await study.asRater(0, 'ratings.case', { studyId, position: 3 })
  const carried = await there.ask('ratings.case', { studyId: id, position: 3 })
  expect({ ...carried, studyId }).toEqual(original)
  for (const [position, score] of [
    [1, 4],
    [2, 1],
    [3, 2],
  ] as const)
    await rateThere(id, position, score)
  const returned = await giveBack(id)
  expect(await merge(returned)).toEqual({
    raterName: 'Dr Ines Falk',
    otherName: null,
    taken: 3,
    known: 0,
    conflicts: 0,
  })
  expect(ratingsHere()).toEqual([
    { position: 1, score: 4, comment: 'Said of 1' },
    { position: 2, score: 1, comment: 'Said of 2' },
    { position: 3, score: 2, comment: 'Said of 3' },
  ])
  expect(await merge(returned)).toMatchObject({ taken: 0, known: 3, conflicts: 0 })
  const { packets } = await study.asLead('packets.list', { studyId })
  expect(packets.map(({ raterName, mergedCount }) => [raterName, mergedCount])).toEqual([
    ['Dr Ines Falk', 3],
  ])
})

test('A packet tells no arm, no planted error and no repeat, and not a word of it can be read without the passphrase', async () => {
  const path = await makePacket()
  const bytes = readFileSync(path)
  expect(bytes.includes('Discharge')).toBe(false)
  await takePacket(path)
  const cases = there.workspace.services.vault
    .db()
    .all<{ arm: string | null; kind: string; planted: string | null; repeats: number | null }>(
      'SELECT DISTINCT arm, kind, planted, repeats FROM study_case',
    )
  expect(cases).toEqual([{ arm: null, kind: 'answer', planted: null, repeats: null }])
  const wrong = there.ask('packets.take', { file: there.token(path), passphrase: password })
  await expect(wrong).rejects.toMatchObject({ code: 'packet-not-opened' })
  await expect(takePacket(path)).rejects.toMatchObject({ code: 'taken-already' })
})

test('A packet names whom it is for; under another name it is taken in only when somebody says so, and the lead sees both', async () => {
  await signInThere('Ina Falke')
  const path = await makePacket()
  const input = { file: there.token(path), passphrase }
  expect(await there.ask('packets.look', input)).toEqual({
    raterName: 'Dr Ines Falk',
    studyName: 'Discharge notes, first round',
    cases: 8,
    isYours: false,
  })
  const refused = await there.call('packets.take', input)
  expect(refused).toMatchObject({ ok: false, code: 'for-another' })
  const taken = await there.ask('packets.take', { ...input, underOtherName: true })
  await rateThere(taken.studyId, 1, 4)
  expect(await merge(await giveBack(taken.studyId))).toMatchObject({
    raterName: 'Dr Ines Falk',
    otherName: 'Ina Falke',
    taken: 1,
  })
  const { packets } = await study.asLead('packets.list', { studyId })
  expect(packets.map((one) => one.otherName)).toEqual(['Ina Falke'])
  const audit = here.workspace.services.vault
    .db()
    .all<{ detail: string }>("SELECT detail FROM audit WHERE action = 'rating-packet.merged'")
  expect(audit.map(({ detail }) => JSON.parse(detail))).toMatchObject([
    { rater: 'Dr Ines Falk', givenBackBy: 'Ina Falke' },
  ])
  await study.asLead('studies.close', { studyId })
  const db = here.workspace.services.vault.db()
  const deviations = deviationsOf(db, studyData(db, studyId), await figuresOf(db, studyId))
  expect(deviations.filter((one) => one.kind === 'other-name')).toEqual([
    { kind: 'other-name', rater: 'Dr Ines Falk', name: 'Ina Falke' },
  ])
})

test('A rating that differs from one that is here waits for a decision, and both stay on record', async () => {
  const id = await takePacket(await makePacket())
  await rateThere(id, 1, 4)
  const detail = { ...nothingSaid, comment: 'On the ward' }
  await study.asRater(0, 'ratings.finish', { studyId, position: 1, score: 2, detail, seconds: 9 })
  const returned = await giveBack(id)
  expect(await merge(returned)).toMatchObject({ taken: 0, known: 0, conflicts: 1 })
  expect(ratingsHere()).toEqual([{ position: 1, score: 2, comment: 'On the ward' }])
  const { conflicts } = await study.asLead('packets.list', { studyId })
  const [conflict] = conflicts
  expect([conflicts.length, conflict?.here.score, conflict?.there.score]).toEqual([1, 2, 4])
  const { packetId, caseNo } = conflict!
  await study.asLead('packets.decide', { packetId, caseNo, decided: 'there' })
  expect(ratingsHere()).toEqual([{ position: 1, score: 4, comment: 'Said of 1' }])
  const kept = here.workspace.services.vault.db().all('SELECT score FROM rating_version')
  expect(kept).toEqual([{ score: 2 }])
  expect(await merge(returned)).toMatchObject({ known: 1, conflicts: 0 })
})

test('What was decided for the rating that is here is not asked again by the same file', async () => {
  const id = await takePacket(await makePacket())
  await rateThere(id, 1, 4)
  await study.asRater(0, 'ratings.finish', {
    studyId,
    position: 1,
    score: 2,
    detail: nothingSaid,
    seconds: 9,
  })
  const returned = await giveBack(id)
  await merge(returned)
  const [conflict] = (await study.asLead('packets.list', { studyId })).conflicts
  const { packetId, caseNo } = conflict!
  await study.asLead('packets.decide', { packetId, caseNo, decided: 'here' })
  expect(await merge(returned)).toMatchObject({ known: 1, conflicts: 0 })
  expect(ratingsHere()).toMatchObject([{ score: 2 }])
})

test('A file with one changed byte anywhere is refused, and so are foreign files and other files', async () => {
  const id = await takePacket(await makePacket())
  await rateThere(id, 1, 4)
  const returned = await giveBack(id)
  const bytes = readFileSync(returned)
  const codes = new Set<string>()
  for (let at = 0; at < bytes.length; at += Math.max(1, Math.floor(bytes.length / 24))) {
    const altered = Buffer.from(bytes)
    altered[at] = altered[at]! ^ 1
    const path = here.file(`altered-${at}`, altered)
    const result = await here.call(
      'packets.merge',
      { studyId, file: here.token(path) },
      { connection: 'lead' },
    )
    codes.add(result.ok ? 'taken' : result.code)
  }
  expect([...codes].sort()).toEqual(['altered-packet', 'foreign-packet', 'not-ratings'])
  const other = here.file('letter.txt', 'A letter that is no packet at all, of some length.')
  await expect(merge(other)).rejects.toMatchObject({ code: 'not-ratings' })
  await expect(takePacket(other)).rejects.toMatchObject({ code: 'not-a-packet' })
  expect(ratingsHere()).toEqual([])
})

test('Only two encrypted files are ever written, and nothing that a rater said stands in a log', async () => {
  const id = await takePacket(await makePacket())
  await rateThere(id, 1, 4)
  await giveBack(id)
  const written = readdirSync(folderOf(there)).filter((name) => name.endsWith('.asclepius'))
  expect(written).toHaveLength(1)
  expect(JSON.stringify(there.logged)).not.toContain('Said of')
  const audit = there.workspace.services.vault.db().all('SELECT detail FROM audit')
  expect(JSON.stringify(audit)).not.toContain('Said of')
})
