import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  defaultGateThresholds,
  type GateId,
  type GateResult,
  gateDefinitions,
  gateIds,
  gateResultSchema,
  gateThresholdsSchema,
  isNoteKept,
} from '../../../../contract/gates'
import { checkNote, isCaught, type NoteToCheck } from '../../../../core/synthesis/gates/check-note'

const source =
  'A 58-year-old man was admitted with crushing chest pain that had begun two hours before he came. ' +
  'Blood pressure was 120/80 mmHg. He was given aspirin 325 mg and a stent was placed in the left anterior ' +
  'descending artery on the same day. He went home after 3 days on metoprolol 25 mg twice daily.'

const goodNote = `DISCHARGE SUMMARY

Chief Complaint: CP

History of Present Illness:
58M w/ crushing CP x 2 hrs. BP 120/80 in ED, got ASA 325 mg.

Hospital Course:
Taken for cath, LAD stent placed w/o trouble. No events on tele. Pain free since, up and walking with nursing, eating fine, no bleeding from site.

Discharge Medications:
1. Metoprolol 25 mg BID
2. ASA

Disposition: home after 3 days, pt told to come back for any pain or trouble breathing.`

function check(change: Partial<NoteToCheck>): GateResult[] {
  return checkNote({
    note: goodNote,
    source,
    finishReason: 'stop',
    thresholds: defaultGateThresholds,
    ...change,
  })
}

function result(gate: GateId, change: Partial<NoteToCheck>): GateResult {
  return check(change).find((each) => each.gate === gate)!
}

function caught(change: Partial<NoteToCheck>): GateId[] {
  return check(change)
    .filter((each) => each.caught)
    .map((each) => each.gate)
}

describe('the definitions', () => {
  it('name every gate once, with a threshold whose default lies in its range', () => {
    expect(gateDefinitions.map((gate) => gate.id)).toEqual([...gateIds])
    for (const threshold of gateDefinitions.flatMap((gate) => gate.thresholds)) {
      expect(threshold.default).toBeGreaterThanOrEqual(threshold.min)
      expect(threshold.default).toBeLessThanOrEqual(threshold.max)
      expect(defaultGateThresholds[threshold.key]).toBe(threshold.default)
    }
  })

  it('refuse a threshold out of range and a least length above the most', () => {
    expect(gateThresholdsSchema.safeParse({ nearCopy: 1.2 }).success).toBe(false)
    expect(gateThresholdsSchema.safeParse({ minWords: 900, maxWords: 100 }).success).toBe(false)
  })
})

describe('checkNote', () => {
  it('catches nothing on a faithful note', () => {
    expect(caught({})).toEqual([])
    expect(check({}).map((each) => each.gate)).toEqual([...gateIds])
  })

  it('catches a note at the length limit for certain and one in mid-sentence half', () => {
    expect(result('unfinished', { finishReason: 'length' }).value).toBe(1)
    const cut = goodNote.replace(/ breathing\.$/, ' or')
    const only = { ...defaultGateThresholds, unfinished: 1 }
    expect(result('unfinished', { note: cut })).toEqual({
      gate: 'unfinished',
      caught: true,
      value: 0.5,
      detail: 'The note stops in the middle of a sentence.',
      noteMarks: [{ start: cut.length - 60, end: cut.length, kind: 'tail' }],
    })
    expect(result('unfinished', { note: cut, thresholds: only }).caught).toBe(false)
    expect(result('unfinished', { note: `${goodNote}\n\nFollow-up:` }).value).toBe(0.5)
    expect(
      result('unfinished', { note: `${goodNote}\n\n- Follow up with PCP in clinic` }).value,
    ).toBe(0)
  })

  it('catches notes that are too short, too long or without headings', () => {
    expect(caught({ note: 'Home.' })).toEqual(['length', 'headings'])
    expect(result('length', { note: 'word '.repeat(1501) })).toMatchObject({
      caught: true,
      value: 1501,
    })
    expect(result('headings', {})).toMatchObject({
      value: 6,
      detail:
        'Headings found: discharge summary, chief complaint, history of present illness, hospital course, discharge medications, disposition.',
    })
    expect(
      result('headings', { note: '**Plan**\n## Labs\nHospital Course: fine. Diet: low salt.' })
        .value,
    ).toBe(4)
    expect(result('headings', { note: 'He said: no. It was 10:30 then.' }).value).toBe(0)
  })

  it('shows the phrase in which the model speaks of itself, and leaves a pacemaker alone', () => {
    const note = `As an AI language model, I cannot provide care.\n${goodNote}`
    expect(result('model-talk', { note })).toEqual({
      gate: 'model-talk',
      caught: true,
      value: 3,
      detail: 'The note says “As an AI”, “language model”, “I cannot provide”.',
      noteMarks: [
        { start: 0, end: 8, kind: 'phrase' },
        { start: 9, end: 23, kind: 'phrase' },
        { start: 25, end: 41, kind: 'phrase' },
      ],
    })
    const pacemaker = `${goodNote}\nThe model of pacemaker was read, AI and MR on echo. "I cannot breathe", pt said.`
    expect(result('model-talk', { note: pacemaker }).value).toBe(0)
  })

  it('measures how much was copied and marks it on both sides', () => {
    expect(result('near-copy', { note: source })).toEqual({
      gate: 'near-copy',
      caught: true,
      value: 1,
      detail: '100 % of the note stands in the report word for word, at most 58 words in a row.',
      noteMarks: [{ start: 0, end: source.length - 1, kind: 'copy' }],
      sourceMarks: [{ start: 0, end: source.length - 1, kind: 'copy' }],
    })
    expect(result('near-copy', {}).value).toBe(0)
    const passage = 'a stent was placed in the left anterior descending artery'
    const half = result('near-copy', { note: `Cath done today then ${passage} which went well.` })
    expect(half.value).toBeCloseTo(3 / 10)
    expect(half.sourceMarks).toEqual([
      {
        start: source.indexOf(passage),
        end: source.indexOf(passage) + passage.length,
        kind: 'copy',
      },
    ])
  })

  it('catches a near-duplicate by the similarity it is given', () => {
    expect(result('near-duplicate', { nearest: { id: '7', similarity: 0.91 } })).toEqual({
      gate: 'near-duplicate',
      caught: true,
      value: 0.91,
      detail: 'It shares 91 % of its five-word runs with note 7.',
      noteMarks: [],
    })
    expect(result('near-duplicate', { nearest: { id: '7', similarity: 0.79 } }).caught).toBe(false)
  })

  it('catches invented numbers, doses, drugs and units, each in its own gate', () => {
    const note = `${goodNote}\nLisinopril 10 mg. EF 35%. Home after 3 weeks.`
    const support = check({ note }).filter((each) => each.gate.startsWith('unsupported'))
    expect(
      support.map(({ gate, caught, detail, noteMarks }) => [
        gate,
        caught,
        detail,
        noteMarks.map((mark) => note.slice(mark.start, mark.end)),
      ]),
    ).toEqual([
      ['unsupported-numbers', true, 'Not in the report: “35%”.', ['35%']],
      ['unsupported-doses', true, 'Not in the report: “10 mg”.', ['10 mg']],
      ['unsupported-drugs', true, 'Not in the report: “Lisinopril”.', ['Lisinopril']],
      ['unsupported-units', true, 'Not in the report: “3 weeks”.', ['3 weeks']],
    ])
  })

  it('lets a gate that is switched off measure without catching', () => {
    const thresholds = { ...defaultGateThresholds, switchedOff: ['length' as const] }
    expect(result('length', { note: 'Home.', thresholds })).toMatchObject({
      caught: false,
      value: 1,
    })
  })

  it('keeps a caught note only when a person brought it back', () => {
    expect([isNoteKept(check({}), false), isNoteKept(check({ note: 'x' }), false)]).toEqual([
      true,
      false,
    ])
    expect(isNoteKept(check({ note: 'x' }), true)).toBe(true)
  })

  it('gives well-formed results with marks inside the text, the same each time, for any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 400 }),
        fc.string({ maxLength: 400 }),
        (note, report) => {
          const input = {
            note,
            source: report,
            finishReason: 'stop',
            thresholds: defaultGateThresholds,
          } as const
          const results = checkNote(input)
          for (const each of results) {
            gateResultSchema.parse(each)
            expect(each.caught).toBe(isCaught(each.gate, each.value, defaultGateThresholds))
            for (const mark of each.noteMarks)
              expect(mark.start < mark.end && mark.end <= note.length).toBe(true)
          }
          expect(checkNote(input)).toEqual(results)
        },
      ),
      { numRuns: 500 },
    )
  })

  for (const piece of ['*', ' ', '#', '**a** ', 'a:', '-', 'as an ', 'the ', '"', 'A. ', '\n1) ']) {
    it(`does not slow down on ${JSON.stringify(piece)} again and again`, () => {
      const note = `x${piece.repeat(Math.ceil(20_000 / piece.length))}x`
      const started = performance.now()
      check({ note, source: note })
      expect(performance.now() - started).toBeLessThan(10_000)
    })
  }
})
