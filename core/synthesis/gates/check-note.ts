import type {
  FinishReason,
  GateId,
  GateResult,
  GateThresholds,
  MentionKind,
  MentionSupport,
  NearestNote,
} from '../../../contract/gates'
import { gateIds } from '../../../contract/gates'
import { wordTokens } from '../../text/tokens'
import { type ClinicalText, readClinicalText } from './clinical-text'
import { measureNearCopy, measureNearDuplicate } from './copy-gates'
import { supportOf } from './find-support'
import {
  type Measure,
  measureHeadings,
  measureLength,
  measureModelTalk,
  measureUnfinished,
} from './form-gates'

export interface NoteToCheck {
  readonly note: string
  readonly source: string
  readonly finishReason: FinishReason
  readonly thresholds: GateThresholds
  /** The most similar other note, from `NearDuplicateIndex.nearest`. Left out: none is similar. */
  readonly nearest?: NearestNote
}

/**
 * Whether a stored value is caught under these thresholds. The value alone decides, so that notes
 * are judged again without being read when a person moves a threshold.
 */
export function isCaught(gate: GateId, value: number, thresholds: GateThresholds): boolean {
  if (thresholds.switchedOff.includes(gate)) return false
  switch (gate) {
    case 'unfinished':
      return value >= thresholds.unfinished
    case 'length':
      return value < thresholds.minWords || value > thresholds.maxWords
    case 'headings':
      return value < thresholds.minHeadings
    case 'model-talk':
      return value > thresholds.modelTalk
    case 'near-copy':
      return value >= thresholds.nearCopy
    case 'near-duplicate':
      return value >= thresholds.nearDuplicate
    case 'unsupported-numbers':
      return value > thresholds.unsupportedNumbers
    case 'unsupported-doses':
      return value > thresholds.unsupportedDoses
    case 'unsupported-drugs':
      return value > thresholds.unsupportedDrugs
    case 'unsupported-units':
      return value > thresholds.unsupportedUnits
  }
}

const plurals: Readonly<Record<MentionKind, string>> = {
  number: 'numbers',
  dose: 'doses',
  drug: 'drugs',
  unit: 'units',
}
const mostQuoted = 8

/** How many mentions of one kind the source does not have, each marked and quoted. */
function measureUnsupported(kind: MentionKind, support: readonly MentionSupport[]): Measure {
  const missing = support.filter((mention) => mention.kind === kind && !mention.isSupported)
  const quoted = missing.slice(0, mostQuoted).map((mention) => `“${mention.text}”`)
  const more = missing.length > mostQuoted ? ` and ${missing.length - mostQuoted} more` : ''
  const detail =
    missing.length === 0
      ? `The report has all ${plurals[kind]} of the note.`
      : `Not in the report: ${quoted.join(', ')}${more}.`
  const noteMarks = missing.map(({ start, end }) => ({ start, end, kind }))
  return { value: missing.length, detail, noteMarks }
}

function measureAll(check: NoteToCheck, note: ClinicalText, source: ClinicalText) {
  const words = wordTokens(note.tokens)
  const support = supportOf(note, source)
  return {
    unfinished: measureUnfinished(check.note, check.finishReason),
    length: measureLength(words),
    headings: measureHeadings(check.note),
    'model-talk': measureModelTalk(check.note, note.tokens),
    'near-copy': measureNearCopy(words, wordTokens(source.tokens)),
    'near-duplicate': measureNearDuplicate(check.nearest),
    'unsupported-numbers': measureUnsupported('number', support),
    'unsupported-doses': measureUnsupported('dose', support),
    'unsupported-drugs': measureUnsupported('drug', support),
    'unsupported-units': measureUnsupported('unit', support),
  } satisfies Record<GateId, Measure>
}

/** Holds a note against every gate: ten results in the order of `gateIds`. Marks are UTF-16. */
export function checkNote(check: NoteToCheck): GateResult[] {
  const measures = measureAll(check, readClinicalText(check.note), readClinicalText(check.source))
  return gateIds.map((gate) => {
    const { value, detail, noteMarks, sourceMarks }: Measure = measures[gate]
    const result = {
      gate,
      caught: isCaught(gate, value, check.thresholds),
      value,
      detail,
      noteMarks: [...noteMarks],
    }
    return sourceMarks === undefined ? result : { ...result, sourceMarks: [...sourceMarks] }
  })
}
