import { expect, test } from 'vitest'
import { fileFaults } from '../../../contract/fault-sentences'
import { jobEndings, jobSteps, jobTitles } from '../../../contract/job-sentences'
import { machineSentences } from '../../../contract/machine-sentences'
import { modelFaults, trainerFaults } from '../../../contract/model-sentences'
import {
  entryRefusals,
  ratingRefusals,
  releaseRefusals,
  sourceRefusals,
} from '../../../contract/refusal-sentences'
import { inEnglish, say, sentences } from '../../../contract/sentences'
import { studyRefusals } from '../../../contract/study-sentences'
import { workRefusals } from '../../../contract/work-sentences'
import { german } from '../../../renderer/i18n/german'

const holesOf = (template: string): string[] =>
  [...template.matchAll(/\{\{[^}]+\}\}/g)].map(([hole]) => hole).sort()

test('Every sentence of the core has its German, with the same figures in it', () => {
  const translated: Readonly<Record<string, string>> = german.sentences
  const english = Object.entries<string>(sentences)
  expect({
    codes: Object.keys(translated).sort(),
    holes: english.filter(
      ([code, text]) => `${holesOf(translated[code] ?? '')}` !== `${holesOf(text)}`,
    ),
    untouched: english.filter(([code, text]) => translated[code] === text),
  }).toEqual({ codes: Object.keys(sentences).sort(), holes: [], untouched: [] })
})

test('A counted sentence has one for one and one for many, and nothing is left unfilled', () => {
  const codes = Object.keys(sentences)
  const alone = codes.filter(
    (code) =>
      (code.endsWith('_one') && !codes.includes(code.replace(/_one$/, '_other'))) ||
      (code.endsWith('_other') && !codes.includes(code.replace(/_other$/, '_one'))),
  )
  expect(alone).toEqual([])
})

test('The command line reads the same sentences in English, with figures as people write them', () => {
  expect([
    inEnglish([say('writing-notes', { count: 4 })]),
    inEnglish([say('notes-written', { count: 1 }), say('reports-without-note', { count: 1200 })]),
    inEnglish([say('needs-memory', { memory: 4.5 * 1024 ** 3 })]),
    inEnglish([say('model-speed', { name: 'Ward {{name}}', reads: 120, writes: 9.25 })]),
  ]).toEqual([
    'Writing 4 notes side by side',
    'One note written. 1,200 reports gave none.',
    'Needs about 4.5 GB of memory.',
    'Ward {{name}}: reads 120 and writes 9.3 tokens a second.',
  ])
})

test('No code stands for two sentences', () => {
  const jobs = [jobTitles, jobSteps, jobEndings]
  const refusals = [entryRefusals, sourceRefusals, releaseRefusals, ratingRefusals]
  const models = [machineSentences, modelFaults, trainerFaults]
  const others = [fileFaults, studyRefusals, workRefusals]
  const tables = [...jobs, ...refusals, ...models, ...others]
  expect(tables.flatMap(Object.keys).sort()).toEqual(Object.keys(sentences).sort())
})
