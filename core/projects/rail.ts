import type { StageState } from '../../contract/projects'

export interface RailFacts {
  readonly records: number
  readonly importing: boolean
  readonly models: number
  readonly notesKept: number
  readonly notes: number
  readonly synthesising: boolean
  readonly spotCheckOpen: number
  readonly spotCheckDone: number
}

/** What the first stages say of themselves; pure, so that the rule can be read here. */
export function railOf(facts: RailFacts): StageState[] {
  return [sources(facts), synthesis(facts)]
}

function sources(facts: RailFacts): StageState {
  const figure = facts.records > 0 ? { count: facts.records, unit: 'records' } : null
  const state = facts.importing ? 'in-progress' : facts.records > 0 ? 'done' : 'not-started'
  return { stage: 'sources', state, figure, waitsFor: null }
}

function synthesis(facts: RailFacts): StageState {
  const figure = facts.notes > 0 ? { count: facts.notesKept, unit: 'notes' } : null
  const base = { stage: 'synthesis', figure, waitsFor: null } as const
  if (facts.synthesising) return { ...base, state: 'in-progress' }
  if (facts.records === 0) return { ...base, state: 'waiting', waitsFor: 'sources' }
  if (facts.models === 0) return { ...base, state: 'waiting', waitsFor: 'models' }
  if (facts.notes === 0) return { ...base, state: 'not-started' }
  const isChecked = facts.spotCheckDone > 0 && facts.spotCheckOpen === 0
  return { ...base, state: isChecked ? 'done' : 'needs-you' }
}
