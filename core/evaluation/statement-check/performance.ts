import {
  type StatementCheckState,
  type Verdict,
  verdicts,
} from '../../../contract/evaluation-statements'
import { wilson } from '../../statistics/proportions'

/** One statement with what the check said and what a person said. */
export interface LabelledStatement {
  readonly said: Verdict
  readonly human: Verdict
}

export interface CheckFloor {
  readonly precision: number
  readonly recall: number
}

/** Fewer labelled statements than this say nothing: their intervals are wider than the floors matter. */
export const labelledNeeded = 30
export const usualFloor: CheckFloor = { precision: 0.5, recall: 0.5 }

/** Precision and recall of one verdict against people's, with 95 % Wilson intervals. */
export function verdictFigures(
  labelled: readonly LabelledStatement[],
  verdict: Verdict,
): StatementCheckState['figures'][number] {
  return { verdict, ...figuresOf(labelled, (one) => one === verdict) }
}

function figuresOf(
  labelled: readonly LabelledStatement[],
  isIt: (verdict: Verdict) => boolean,
): Omit<StatementCheckState['figures'][number], 'verdict'> {
  const checkSaid = labelled.filter((one) => isIt(one.said)).length
  const peopleSaid = labelled.filter((one) => isIt(one.human)).length
  const both = labelled.filter((one) => isIt(one.said) && isIt(one.human)).length
  return {
    precision: wilson(both, checkSaid),
    recall: wilson(both, peopleSaid),
    checkSaid,
    peopleSaid,
    both,
  }
}

/**
 * Whether the check may be shown as telling something. It goes off where, over enough statements, its
 * precision or recall for problems (contradicted or not found) is below the floor; a figure that does
 * not exist, as where people found no problem at all, keeps it on.
 */
export function checkState(
  labelled: readonly LabelledStatement[],
  floor: CheckFloor,
  isSwitchedOff: boolean,
): StatementCheckState {
  const problem = figuresOf(labelled, (verdict) => verdict !== 'supported')
  const isBelow = (figure: typeof problem.precision, least: number): boolean =>
    figure.kind === 'estimate' && figure.value < least
  const isEnough = labelled.length >= labelledNeeded
  const state = isSwitchedOff
    ? 'switched-off'
    : !isEnough
      ? 'unmeasured'
      : isBelow(problem.precision, floor.precision) || isBelow(problem.recall, floor.recall)
        ? 'below-floor'
        : 'good-enough'
  return {
    isOn: state === 'unmeasured' || state === 'good-enough',
    state,
    labelled: labelled.length,
    labelledNeeded,
    floor,
    isSwitchedOff,
    figures: verdicts.map((verdict) => verdictFigures(labelled, verdict)),
    problem: { precision: problem.precision, recall: problem.recall },
  }
}
