import type { TaskId } from '../../../contract/tasks'
import type { StratumName, StudyPlan } from '../../../contract/validation-study'
import type { ReadableDb } from '../../database/types'
import { negatedPhrases } from '../../evaluation/statement-check/negation'
import { createRandom, shuffled } from '../../statistics/random'
import { readClinicalText } from '../../synthesis/gates/clinical-text'

/** A question of a comparison that every chosen arm has answered. */
export interface Candidate {
  readonly ordinal: number
  readonly noteId: number
  readonly task: TaskId | null
  readonly question: string
  readonly confidential: number
  readonly stratum: string
}

interface StoredCandidate extends Omit<Candidate, 'stratum'> {
  readonly note: string
}

/** Questions that a plan can draw from, each with its stratum; in the comparison's order. */
export function candidatesOf(db: ReadableDb, plan: StudyPlan): Candidate[] {
  const rows = db.all<StoredCandidate>(
    `SELECT i.ordinal, i.note_id AS noteId, i.task, i.question, i.confidential, n.text AS note
     FROM evaluation_item i JOIN evaluation_note n ON n.id = i.note_id
     WHERE i.run_id = :runId
       AND (SELECT count(*) FROM evaluation_answer a WHERE a.run_id = i.run_id
              AND a.ordinal = i.ordinal AND a.state = 'done'
              AND a.arm IN (SELECT value FROM json_each(:runArms))) = json_array_length(:runArms)
       AND (SELECT count(*) FROM study_file_answer f WHERE f.ordinal = i.ordinal
              AND f.file_id IN (SELECT value FROM json_each(:fileIds))) = json_array_length(:fileIds)
       AND (:anyTask OR i.task IN (SELECT value FROM json_each(:tasks)))
     ORDER BY i.ordinal`,
    {
      runId: plan.runId,
      runArms: JSON.stringify(plan.runArms),
      fileIds: JSON.stringify(plan.fileIds),
      anyTask: plan.tasks.length === 0 ? 1 : 0,
      tasks: JSON.stringify(plan.tasks),
    },
  )
  const read = createReader(rows)
  return rows.map(({ note, ...row }) => ({
    ...row,
    stratum: plan.strata.map((name) => read(name, row.task, row.noteId, note)).join(' · '),
  }))
}

/** What a note holds is looked up once, however many questions are asked about it. */
function createReader(rows: readonly StoredCandidate[]) {
  const lengths = rows.map((row) => row.note.length).sort((one, two) => one - two)
  const third = lengths[Math.floor(lengths.length / 3)] ?? 0
  const twoThirds = lengths[Math.floor((2 * lengths.length) / 3)] ?? 0
  const known = new Map<string, string>()
  const find: Record<Exclude<StratumName, 'task'>, (note: string) => string> = {
    'note-length': ({ length }) =>
      length < third ? 'short note' : length < twoThirds ? 'middling note' : 'long note',
    doses: (note) =>
      readClinicalText(note).quantities.some((one) => one.unit?.isDose === true)
        ? 'doses'
        : 'no doses',
    allergies: (note) => (/\ballerg/i.test(note) ? 'allergies' : 'no allergies'),
    negations: (note) => (negatedPhrases(note).length > 0 ? 'negations' : 'no negations'),
  }
  return (name: StratumName, task: TaskId | null, noteId: number, note: string): string => {
    if (name === 'task') return task ?? 'no task'
    const key = `${name}/${noteId}`
    const before = known.get(key)
    if (before !== undefined) return before
    const value = find[name](note)
    known.set(key, value)
    return value
  }
}

/**
 * Draws `count` of them by the seed, in shares as equal as the strata allow: each stratum gives one
 * in turn until it has none left. In the order of the comparison.
 */
export function drawQuestions(
  candidates: readonly Candidate[],
  count: number,
  seed: number,
): Candidate[] {
  const random = createRandom(seed)
  const strata = new Map<string, Candidate[]>()
  for (const one of candidates) {
    const list = strata.get(one.stratum)
    if (list) list.push(one)
    else strata.set(one.stratum, [one])
  }
  const rows = [...strata.entries()]
    .sort(([one], [two]) => (one < two ? -1 : 1))
    .map(([, list]) => shuffled(list, random))
  const drawn: Candidate[] = []
  for (let round = 0; drawn.length < Math.min(count, candidates.length); round += 1)
    for (const list of shuffled(rows, random)) {
      const next = list[round]
      if (next && drawn.length < count) drawn.push(next)
    }
  return drawn.sort((one, two) => one.ordinal - two.ordinal)
}
