import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findSupport } from '../../../../core/synthesis/gates/find-support'
import { splitSentences } from '../../../../core/text/sentences'
import { labelledMentions } from './labelled-mentions'

interface Label {
  readonly start: number
  readonly end: number
  readonly isSupported: boolean
}

function readLabels(marked: string): { note: string; labels: Label[] } {
  const labels: Label[] = []
  let note = ''
  for (const piece of marked.split(/(\{[+-][^}]*\})/)) {
    const label = /^\{([+-])([^}]*)\}$/.exec(piece)
    if (label !== null) {
      const start = note.length
      labels.push({ start, end: start + label[2]!.length, isSupported: label[1] === '+' })
    }
    note += label === null ? piece : label[2]!
  }
  return { note, labels }
}

function unsupported(note: string, source: string): string[] {
  return findSupport(note, source)
    .filter((mention) => !mention.isSupported)
    .map((mention) => `${mention.kind}: ${mention.text}`)
}

describe('the labelled table', () => {
  const tally = { caught: 0, missed: 0, falseAlarms: 0, leftAlone: 0 }
  const disagreements: string[] = []
  for (const [source, marked] of labelledMentions) {
    const { note, labels } = readLabels(marked)
    const mentions = findSupport(note, source)
    const overlaps = (label: Label) =>
      mentions.filter((mention) => mention.start < label.end && mention.end > label.start)
    for (const label of labels) {
      const found = overlaps(label)
      const isFlagged = found.some((mention) => !mention.isSupported)
      if (label.isSupported) tally[isFlagged ? 'falseAlarms' : 'leftAlone']++
      else tally[isFlagged ? 'caught' : 'missed']++
      if (isFlagged === label.isSupported) {
        disagreements.push(
          `${isFlagged ? 'false alarm' : 'missed'}: ${note.slice(label.start, label.end)} | ${source}`,
        )
      }
    }
    for (const mention of mentions) {
      const isLabelled = labels.some(
        (label) => mention.start < label.end && mention.end > label.start,
      )
      if (!isLabelled && !mention.isSupported) {
        tally.falseAlarms++
        disagreements.push(`false alarm, not labelled: ${mention.text} | ${source}`)
      }
    }
  }
  const precision = tally.caught / (tally.caught + tally.falseAlarms)
  const recall = tally.caught / (tally.caught + tally.missed)

  it('holds at least 60 pairs of both kinds', () => {
    expect(labelledMentions.length).toBeGreaterThanOrEqual(60)
    expect(tally.caught + tally.missed).toBeGreaterThanOrEqual(40)
  })

  it('is told apart with the precision and recall that we claim', () => {
    console.log(
      `labelled mentions: ${labelledMentions.length} pairs, ${JSON.stringify(tally)}, ` +
        `precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}\n${disagreements.join('\n')}`,
    )
    expect(precision).toBeGreaterThanOrEqual(0.97)
    expect(recall).toBeGreaterThanOrEqual(0.95)
  })
})

describe('findSupport', () => {
  it('says where the source has a mention and why it lacks another', () => {
    const source = 'He took aspirin 81 mg. BP was 120/80.'
    expect(findSupport('ASA 81 mg, BP 130/80', source)).toEqual([
      {
        start: 0,
        end: 3,
        kind: 'drug',
        text: 'ASA',
        isSupported: true,
        sourceSpans: [{ start: 8, end: 15 }],
        reason: '',
      },
      {
        start: 4,
        end: 9,
        kind: 'dose',
        text: '81 mg',
        isSupported: true,
        sourceSpans: [{ start: 16, end: 21 }],
        reason: '',
      },
      {
        start: 14,
        end: 20,
        kind: 'number',
        text: '130/80',
        isSupported: false,
        sourceSpans: [],
        reason: 'The report does not state this.',
      },
    ])
  })

  it('calls a right number with a wrong unit a unit, and names the drug of a swapped dose', () => {
    const source = 'Aspirin 325 mg, metoprolol 25 mg. Creatinine 4.2 mg/dL.'
    expect(
      findSupport('aspirin 25 mg. Cr 4.2 mmol/L', source)
        .filter((mention) => !mention.isSupported)
        .map(({ kind, text, reason }) => [kind, text, reason]),
    ).toEqual([
      ['dose', '25 mg', 'The report gives this dose for metoprolol.'],
      ['unit', '4.2 mmol/L', 'The report gives this number with another unit.'],
    ])
  })
})

const clinicalWord = fc.constantFrom(
  'aspirin',
  'ASA',
  'Bactrim',
  'metoprolol',
  'BP',
  '120/80',
  '58-year-old',
  '58M',
  'L3-L5',
  'two',
  'weeks',
  'mg',
  '2.5',
  '1,000',
  '10-20',
  '×10 9 /l',
  '/',
  '-',
  '.',
  ',',
  '(',
  ')',
  '[',
  ']',
  ':',
  '1.',
  '\n',
  '\n2)',
  'March',
  '12,',
  '2020',
  '03/04/2021',
  'q8h',
  'BID',
  'x3',
  'one hundred and five',
  'half an hour',
  '%',
  '°C',
  'stage',
  'IV',
  '50s',
  'Fig.',
  '#',
  'and',
  'per day',
  'mg/kg',
  'CA-125',
  'twice',
  'a',
  '99mTc',
  'over',
  'to',
  '½',
  '²',
  'third day',
)

describe('whatever the text', () => {
  it('a note that equals its source has nothing unsupported', () => {
    fc.assert(
      fc.property(fc.array(clinicalWord, { maxLength: 60 }), fc.boolean(), (words, isSpaced) => {
        const text = words.join(isSpaced ? ' ' : '')
        expect(unsupported(text, text)).toEqual([])
      }),
      { numRuns: 1500 },
    )
  })

  it('a note that equals any string has nothing unsupported', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        expect(unsupported(text, text)).toEqual([])
      }),
      { numRuns: 1000 },
    )
  })

  it('every span lies inside its text and reads as it says', () => {
    fc.assert(
      fc.property(
        fc.array(clinicalWord, { maxLength: 40 }),
        fc.array(clinicalWord, { maxLength: 40 }),
        (a, b) => {
          const note = a.join(' ')
          const source = b.join(' ')
          for (const mention of findSupport(note, source)) {
            expect(note.slice(mention.start, mention.end)).toBe(mention.text)
            for (const span of mention.sourceSpans) {
              expect(span.start >= 0 && span.start < span.end && span.end <= source.length).toBe(
                true,
              )
            }
          }
        },
      ),
      { numRuns: 500 },
    )
  })

  it('an invented dose is always caught', () => {
    const source =
      'A 58-year-old man took aspirin 81 mg and metoprolol 25 mg for 3 weeks. BP 120/80. Na 138 mmol/L.'
    const dose = fc.record({
      value: fc.integer({ min: 1, max: 5000 }).filter((value) => ![81, 25].includes(value)),
      unit: fc.constantFrom('mg', ' mg', '-mg', ' milligrams', ' mg/kg', ' units', ' IU', ' mEq'),
      drug: fc.constantFrom('aspirin', 'metoprolol', 'ASA', 'Lopressor', 'the drug'),
    })
    fc.assert(
      fc.property(dose, ({ value, unit, drug }) => {
        const caught = unsupported(`58M. Continue ${drug} ${value}${unit} daily.`, source)
        expect(caught).toEqual([`dose: ${value}${unit}`])
      }),
      { numRuns: 500 },
    )
  })

  it('another way of writing a supported number is never caught', () => {
    const words = [
      'zero',
      'one',
      'two',
      'three',
      'four',
      'five',
      'six',
      'seven',
      'eight',
      'nine',
      'ten',
      'eleven',
      'twelve',
    ]
    const units = [
      ['mg', 'milligrams', 'MG'],
      ['mcg', 'µg', 'micrograms', 'ug'],
      ['mmHg', 'mm Hg', 'mmhg'],
      ['days', 'day', 'd'],
      ['mg/dL', 'mg/dl', 'mg per dL', 'mg / dl'],
      ['%', 'percent', 'per cent', ' %'],
      ['/min', 'per minute', 'bpm', 'beats/min'],
    ]
    const figure = fc.oneof(
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 13, max: 2_000_000 }),
      fc.integer({ min: 1, max: 99_999 }).map((value) => value / 100),
    )
    const spellings = (value: number): string[] => [
      String(value),
      value.toLocaleString('en-US', { maximumFractionDigits: 2 }),
      Number.isInteger(value) ? `${value}.0` : `${value}0`,
      ...(Number.isInteger(value) && value <= 12 ? [words[value]!] : []),
    ]
    fc.assert(
      fc.property(
        figure,
        fc.constantFrom(...units),
        fc.infiniteStream(fc.nat()),
        (value, names, dice) => {
          const pick = (list: readonly string[]) => list[dice.next().value! % list.length]!
          const write = () => `The value was ${pick(spellings(value))} ${pick(names)} then.`
          const source = write()
          const note = write()
          expect({ source, note, caught: unsupported(note, source) }).toEqual({
            source,
            note,
            caught: [],
          })
        },
      ),
      { numRuns: 1500 },
    )
  })
})

describe('hostile text', () => {
  const length = 20_000
  const hostile = [
    '1',
    '1,',
    '1.',
    '1 ',
    '1-',
    '1/',
    '(1',
    '[1,',
    'a1',
    '1a',
    '1 mg/',
    'x10 ',
    'twenty-',
    'one hundred and ',
    '50s ',
    '03/04/2020 ',
    'aspirin ',
    'newdrugumab1 ',
    '38.5 F ',
    '.',
    ':',
    '*',
    '# ',
    ' ',
    '\n',
    'L3-',
  ]
  for (const piece of hostile) {
    it(`does not slow down on ${JSON.stringify(piece)} again and again`, () => {
      const text = piece.repeat(Math.ceil(length / piece.length))
      const started = performance.now()
      findSupport(`${text}x`, `y${text}`)
      splitSentences(text)
      // Linear work takes well under a second; a quadratic one takes minutes.
      expect(performance.now() - started).toBeLessThan(10_000)
    })
  }
})

const reports =
  process.env.ASCLEPIUS_CASE_REPORTS ?? '../shared/data/case-reports/case-reports.json'

describe.skipIf(!existsSync(reports))(
  'real case reports (skipped where they are not at hand)',
  () => {
    it('raise no alarm when their sentences stand in another order', () => {
      const cases = JSON.parse(readFileSync(reports, 'utf8')) as { patient: string }[]
      const alarms = cases.flatMap(({ patient }) => {
        const sentences = splitSentences(patient).map((span) => patient.slice(span.start, span.end))
        const shuffled = sentences.map((text, at) => ({ text, at: (at * 7919) % sentences.length }))
        shuffled.sort((a, b) => a.at - b.at)
        return unsupported(shuffled.map((sentence) => sentence.text).join('\n'), patient)
      })
      expect(alarms).toEqual([])
    })
  },
)
