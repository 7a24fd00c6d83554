import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ReportFormat, ReportLanguage } from '../../../contract/study-results'
import type { ReportData } from '../../../core/validation/results/report/data'
import { reportHtml } from '../../../core/validation/results/report/html'
import { german } from '../../../core/validation/results/report/words/de'
import { english, type ReportWords } from '../../../core/validation/results/report/words/en'
import { writingIn } from '../../../core/validation/results/report/writing'
import { evaluation } from '../../../renderer/i18n/de/evaluation'
import { studies } from '../../../renderer/i18n/de/studies'
import { studyResults } from '../../../renderer/i18n/de/study-results'
import { taskNames } from '../../../renderer/i18n/de/tasks'
import { openTestCore, type TestCore } from '../../fixtures/core'
import { addRatedStudy } from '../../fixtures/rated-study'
import { everythingIn, frozenReport, nothingIn, ownWordsIn } from '../../fixtures/report-data'

let core: TestCore
let folder: string
let data: ReportData
const languages = ['en', 'de'] as const
const catalogues: Readonly<Record<ReportLanguage, ReportWords>> = { en: english, de: german }

beforeAll(async () => {
  core = await openTestCore()
  await core.signIn('administrator')
  folder = mkdtempSync(join(tmpdir(), 'asclepius-report-languages-'))
  data = await frozenReport(core)
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await core.close()
})

async function written(reportId: string, format: ReportFormat, language?: ReportLanguage) {
  const out = mkdtempSync(join(folder, 'out-'))
  const wish = { reportId, format, folder: core.token(out), ...(language && { language }) }
  const { fileNames } = await core.ask('studyResults.export', wish)
  return fileNames.map((name) => ({ name, text: readFileSync(join(out, name), 'utf8') }))
}

/** The texts of a page in their order, without its style. */
function textsOf(html: string): string[] {
  return html
    .replace(/<style>.*?<\/style>/s, '')
    .split(/<[^>]*>/)
    .map((text) => text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code))).trim())
    .filter((text) => text !== '')
}

/** A page without what people wrote, names, hashes and cited titles: what is left is its own language. */
function ownLanguageOf(language: ReportLanguage, report: ReportData): string {
  const own = ownWordsIn(report).sort((one, two) => two.length - one.length)
  const texts = textsOf(reportHtml(report, 'f'.repeat(64), language)).join('\n')
  const rest = own.reduce((text, words) => text.replaceAll(words, '…'), texts)
  return rest.replace(/\([^()]*\b(?:19|20)\d\d\b[^()]*\)/g, '…')
}

test('One report goes out in both languages under one hash, each page in its own', async () => {
  const { studyId } = await addRatedStudy(core, { confidential: true })
  const report = await core.ask('studyResults.makeReport', { studyId })
  const [inEnglish] = await written(report.id, 'html', 'en')
  const [inGerman] = await written(report.id, 'html', 'de')
  expect([inEnglish?.name.slice(0, 30), inGerman?.name.slice(0, 26)]).toEqual([
    'CONFIDENTIAL-validation-report',
    'VERTRAULICH-studienbericht',
  ])
  expect(inEnglish?.text).toContain('<html lang="en">')
  expect(inGerman?.text).toContain('<html lang="de">')
  expect(inEnglish?.text).toContain(report.sha256)
  expect(inGerman?.text).toContain(report.sha256)
  expect((await written(report.id, 'html'))[0]).toEqual(inEnglish)
  expect((await core.ask('studyResults.reports', { studyId })).map((one) => one.sha256)).toEqual([
    report.sha256,
  ])
})

test('Tables are the same bytes whatever language is asked for: English keys, points for decimals', async () => {
  const { studyId } = await addRatedStudy(core)
  const { id } = await core.ask('studyResults.makeReport', { studyId })
  const tables = await written(id, 'csv', 'de')
  expect(tables).toEqual(await written(id, 'csv', 'en'))
  expect(tables[0]?.text).toMatch(
    /^figure,arm,task,n,value,low,high,p,remark\r\nmean score,.*\d\.\d/,
  )
})

test('What is frozen holds no phrase but what people wrote: codes stand for the rest', () => {
  const own = new Set(ownWordsIn(data))
  const phrases = stringsIn(data).filter((text) => /\s/.test(text) && !own.has(text))
  const strata = data.strata.map(({ stratum }) => stratum)
  expect(phrases.filter((text) => !strata.includes(text))).toEqual([])
  const codes = strata.flatMap((stratum) => stratum.split(' · '))
  expect(codes.filter((code) => !(code in english.tasks || code in english.stratumParts))).toEqual(
    [],
  )
})

test('No word of English is left on the German page', () => {
  for (const report of [data, everythingIn(data), nothingIn(data)]) {
    const [inEnglish, inGerman] = languages.map((language) =>
      textsOf(reportHtml(report, 'f'.repeat(64), language)),
    )
    expect(inGerman?.length).toBe(inEnglish?.length)
    const own = new Set(ownWordsIn(report))
    const same = inEnglish?.filter((text, at) => text === inGerman?.[at] && /[a-z]{2}/i.test(text))
    expect(same?.filter((text) => !own.has(text) && !alikeInBoth.has(text))).toEqual([])
  }
  const [first = new Set<string>(), second = new Set<string>()] = languages.map((language) =>
    wordsIn(ownLanguageOf(language, everythingIn(data))),
  )
  const shared = [...first].filter((word) => second.has(word))
  expect(shared.filter((word) => !alikeInBoth.has(word))).toEqual([])
})

test('German figures have a comma and German dates; English ones a point', () => {
  const [inEnglish, inGerman] = languages.map((language) => ownLanguageOf(language, data))
  const days = /\b\d\d\.\d\d\.\d{4}\b/g
  expect(inGerman?.match(days)?.length).toBeGreaterThan(2)
  expect(inGerman?.replace(days, '')).not.toMatch(/\d\.\d/)
  expect(inGerman).toMatch(/\d,\d\d\s\(\d,\d\d\sbis\s\d,\d\d\)/)
  expect(inEnglish).toMatch(/\d\.\d\d\s\(\d\.\d\d\sto\s\d\.\d\d\)/)
  expect(inEnglish).not.toMatch(/\d,\d/)
  expect(inEnglish).toMatch(/\d{1,2}\s[A-Z][a-z]{2}\s\d{4},\s\d\d:\d\d\sUTC/)
})

test('Every word of both catalogues is said somewhere, and none is missing', () => {
  for (const language of languages) {
    const said = new Set<string>()
    const writing = writingIn(language, watched(catalogues[language], said))
    const good = { ...data, worst: [], worstTotal: 0 }
    for (const report of [data, everythingIn(data), nothingIn(data), good]) {
      const html = reportHtml(report, 'f'.repeat(64), language, writing)
      expect(html).not.toMatch(/undefined|NaN|\[object/)
    }
    // Names of files are no part of a page.
    said.add('frame.fileName').add('frame.unnamed')
    expect(leavesOf(catalogues[language]).filter((path) => !said.has(path))).toEqual([])
  }
})

test('A mean of answers about one note is told in both languages, with the sentence for its interval', async () => {
  const { studyId } = await addRatedStudy(core, { questions: 6, questionsPerNote: 6 })
  const { id } = await core.ask('studyResults.makeReport', { studyId })
  const [inEnglish] = await written(id, 'html', 'en')
  const [inGerman] = await written(id, 'html', 'de')
  expect(inEnglish?.text).toMatch(
    /The mean score is \d\.\d\d of 4\. One value alone has no interval and no test\./,
  )
  expect(inGerman?.text).toMatch(
    /Die mittlere Note ist \d,\d\d von 4\. Ein Wert allein hat kein Intervall und keinen Test\./,
  )
})

test('The German report calls things what the German pages call them', () => {
  expect(german.tasks).toEqual(taskNames)
  expect(german.stratumParts).toEqual(studies.stratumParts)
  expect(german.strata).toEqual(studies.strata)
  expect(german.errors).toEqual(studyResults.errors)
  expect({ ...german.harm, ungraded: german.notGraded }).toEqual(studyResults.harm)
  expect(german.scores).toEqual({
    1: evaluation.scores['1'],
    2: evaluation.scores['2'],
    3: evaluation.scores['3'],
    4: evaluation.scores['4'],
  })
})

test('A report from before, with English names of methods and seal, is read in both languages', () => {
  const before = JSON.parse(JSON.stringify(data))
  before.format = 1
  before.source.questions = 'Test split'
  before.seal.checks[0].detail = '0 sockets that reach beyond this machine'
  for (const paired of before.figures.paired)
    if (paired.tTest.effect) paired.tTest.effect.name = "Cohen's dz"
  for (const language of languages) {
    const text = textsOf(reportHtml(before, 'f'.repeat(64), language)).join('\n')
    expect(text).toContain("Cohen's dz")
    expect(text).not.toMatch(/undefined|NaN|beyond this machine/)
    expect(text).toContain(catalogues[language].sample.testSplit)
  }
})

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (value === null || typeof value !== 'object') return []
  return Object.values(value).flatMap(stringsIn)
}

function wordsIn(text: string): Set<string> {
  return new Set(text.match(/\p{L}[\p{L}’]+/gu) ?? [])
}

function leavesOf(words: object, path = ''): string[] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'object' ? leavesOf(value, `${path}${key}.`) : [`${path}${key}`],
  )
}

/** The same words, which note what is asked of them. */
function watched<T extends object>(words: T, said: Set<string>, path = ''): T {
  return new Proxy(words, {
    get(target, key) {
      const value = Reflect.get(target, key)
      const here = `${path}${String(key)}`
      if (typeof value === 'object' && value !== null) return watched(value, said, `${here}.`)
      said.add(here)
      return value
    },
  })
}

/** Written alike in both languages. */
const alikeInBoth = new Set(
  'Arm|Adapter, SHA-256|Pearson|Spearman|SHA-256|SHA|UTC|Adapter|Median|Wilcoxon|McNemar|AC|ordinal|Clopper|Version|Sockets|Plan|dz|in|was|milder'.split(
    '|',
  ),
)
