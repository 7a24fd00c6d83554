import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkStatements } from '../../../core/evaluation/statement-check/check'
import { negatedPhrases } from '../../../core/evaluation/statement-check/negation'
import {
  checkState,
  type LabelledStatement,
} from '../../../core/evaluation/statement-check/performance'

const note = `HOSPITAL COURSE
The patient was admitted on March 3, 2021 with fever and productive cough. He denied chest pain, nausea or vomiting.
No evidence of pulmonary embolism on CT. White count was 14.2, creatinine 1.1 mg/dL.
He received ceftriaxone 1 g IV daily for 5 days and metoprolol 25 mg twice daily. There was no rash.
DISCHARGE
Aspirin 81 mg daily. Diabetes was ruled out.`

const seen = (answer: string) =>
  checkStatements(answer, note).map((statement) => ({
    says: answer.slice(statement.start, statement.end),
    verdict: statement.verdict,
    items: statement.items.map((item) => `${item.kind} ${item.verdict}`),
    evidence: statement.evidence.map((span) => note.slice(span.start, span.end)),
  }))

test('Numbers, doses, drugs and dates are found, contradicted or not found, each with its place', () => {
  expect(
    seen(
      'He received ceftriaxone 1 g for 5 days. Metoprolol 50 mg was given. He was admitted on March 3, 2021. He got vancomycin. Creatinine was 2.9 mg/dL.',
    ),
  ).toEqual([
    {
      says: 'He received ceftriaxone 1 g for 5 days.',
      verdict: 'supported',
      items: ['drug supported', 'dose supported', 'number supported'],
      evidence: ['ceftriaxone', '1 g', '5 days'],
    },
    {
      says: 'Metoprolol 50 mg was given.',
      verdict: 'contradicted',
      items: ['drug supported', 'dose contradicted'],
      evidence: ['25 mg'],
    },
    {
      says: 'He was admitted on March 3, 2021.',
      verdict: 'supported',
      items: ['date supported'],
      evidence: ['March 3, 2021'],
    },
    {
      says: 'He got vancomycin.',
      verdict: 'not-found',
      items: ['drug not-found'],
      evidence: [],
    },
    {
      says: 'Creatinine was 2.9 mg/dL.',
      verdict: 'not-found',
      items: ['number not-found'],
      evidence: [],
    },
  ])
})

test('What the answer denies and the note has is contradicted, and the reverse', () => {
  expect(
    seen(
      'The patient denied nausea. The patient had no fever. He had chest pain. A rash was seen. There was no jaundice. Diabetes was ruled out.',
    ).map(({ says, verdict, items, evidence }) => [says, verdict, items, evidence]),
  ).toEqual([
    ['The patient denied nausea.', 'supported', ['negation supported'], ['nausea']],
    ['The patient had no fever.', 'contradicted', ['negation contradicted'], ['fever']],
    ['He had chest pain.', 'contradicted', ['negation contradicted'], ['denied chest pain']],
    ['A rash was seen.', 'contradicted', ['negation contradicted'], ['no rash']],
    ['There was no jaundice.', 'not-found', ['negation not-found'], []],
    ['Diabetes was ruled out.', 'supported', ['negation supported'], ['Diabetes']],
  ])
})

test('A statement with nothing to look up goes by its words and says that it is not checkable', () => {
  const [words, absent] = checkStatements(
    'He was admitted with fever and a productive cough. The note does not mention a follow-up visit.',
    note,
  )
  expect([
    [words?.verdict, words?.isCheckable, words?.items.map((item) => item.kind)],
    [absent?.verdict, absent?.isCheckable],
  ]).toEqual([
    ['supported', false, ['words']],
    ['supported', false],
  ])
})

test("NegEx's examples: cues before and after, lists, ends of reach and phrases that only look like cues", () => {
  // Chapman et al. 2001, sections 2 and 3, in the words of discharge summaries.
  const words = (text: string) => negatedPhrases(text).map((phrase) => phrase.words.join(' '))
  expect({
    list: words('She denies fever, chills, or night sweats.'),
    evidence: words('There was no evidence of myocardial infarction.'),
    after: words('Pneumonia was ruled out.'),
    pseudo: words('There was no change in the lesion. Gram negative rods grew.'),
    end: words('No edema but there was pain.'),
    negative: words('CT was negative for hemorrhage'),
  }).toEqual({
    list: ['fever', 'chill', 'night sweat'],
    evidence: ['myocardial infarction'],
    after: ['pneumonia'],
    pseudo: [],
    end: ['edema'],
    negative: ['hemorrhage'],
  })
})

test('Whatever the answer and the note are, every span lies within its text and the verdict is its worst item', () => {
  const piece = fc.constantFrom(
    ...'no denies fever, 25 mg metoprolol . ; March 3 aspirin not mentioned but 5 days \n 💊 and or was ruled out'.split(
      ' ',
    ),
  )
  const text = fc.array(piece, { maxLength: 40 }).map((parts) => parts.join(' '))
  fc.assert(
    fc.property(text, text, (answer, source) =>
      checkStatements(answer, source).every((statement) => {
        const within = (span: { start: number; end: number }, length: number): boolean =>
          span.start >= 0 && span.start < span.end && span.end <= length
        const found = statement.items.map((item) => item.verdict)
        const worst = ['contradicted', 'not-found', 'supported'].find((verdict) =>
          found.some((one) => one === verdict),
        )
        return (
          within(statement, answer.length) &&
          statement.verdict === worst &&
          statement.items.every(
            (item) =>
              within(item, answer.length) && item.evidence.every((e) => within(e, source.length)),
          )
        )
      }),
    ),
  )
})

const labels = (counts: Readonly<Record<string, number>>): LabelledStatement[] =>
  Object.entries(counts).flatMap(([pair, count]) => {
    const [said, human] = pair.split('/') as [LabelledStatement['said'], LabelledStatement['human']]
    return Array.from({ length: count }, () => ({ said, human }))
  })

test('The check is measured against people, and goes off where it is worse than the floor', () => {
  const good = labels({
    'supported/supported': 20,
    'contradicted/contradicted': 10,
    'not-found/supported': 2,
  })
  const bad = labels({
    'supported/supported': 20,
    'contradicted/supported': 10,
    'not-found/not-found': 2,
  })
  const floor = { precision: 0.6, recall: 0.6 }
  const { problem } = checkState(good, floor, false)
  expect({
    states: [
      checkState([], floor, false).state,
      checkState(good, floor, false).state,
      checkState(bad, floor, false).state,
      checkState(good, floor, true).state,
    ],
    on: [
      checkState([], floor, false).isOn,
      checkState(bad, floor, false).isOn,
      checkState(good, floor, true).isOn,
    ],
    // 10 of 12: Wilson 0.552 to 0.953.
    precision:
      problem.precision.kind === 'estimate' &&
      [problem.precision.value, problem.precision.low, problem.precision.high].map((v) =>
        v.toFixed(3),
      ),
    recall: problem.recall.kind === 'estimate' && problem.recall.value,
    nothing: checkState([], floor, false).problem.precision,
  }).toEqual({
    states: ['unmeasured', 'good-enough', 'below-floor', 'switched-off'],
    on: [true, false, false],
    precision: ['0.833', '0.552', '0.953'],
    recall: 1,
    nothing: { kind: 'not-defined', reason: 'no-values' },
  })
})
