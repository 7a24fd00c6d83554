import type { StudyFigures } from '../../../../contract/study-figures'
import type { ReadableDb } from '../../../database/types'
import { packetsOf } from '../../rating/packets/queries'
import type { StudyRow } from '../../study/queries'
import type { StudyData } from '../study-data'

/** A version of the study: every change after the first rating makes another. */
export interface Version {
  readonly version: number
  readonly reason: string
  readonly sha256: string | null
  readonly openedAt: string | null
  readonly ratings: number
}

/** What did not go as it was planned, each with its figure. */
export type Deviation =
  | { readonly kind: 'new-version'; readonly version: number; readonly reason: string }
  | { readonly kind: 'fewer-questions'; readonly planned: number; readonly drawn: number }
  | { readonly kind: 'not-rated'; readonly missing: number; readonly assigned: number }
  | { readonly kind: 'answers-without-outcome'; readonly answers: number }
  | { readonly kind: 'idle-raters'; readonly names: readonly string[] }
  | { readonly kind: 'not-settled'; readonly answers: number }
  | { readonly kind: 'settled-late'; readonly answers: number }
  | { readonly kind: 'changed-ratings'; readonly ratings: number }
  | { readonly kind: 'other-name'; readonly rater: string; readonly name: string }
  | { readonly kind: 'packet-conflicts'; readonly conflicts: number; readonly open: number }

/** This version and those it replaced, the newest first. */
export function versionsOf(db: ReadableDb, facts: StudyRow): Version[] {
  return db.all(
    `WITH RECURSIVE line(id) AS (
       SELECT :studyId
       UNION SELECT s.replaces_id FROM study s JOIN line l ON s.id = l.id
         WHERE s.replaces_id IS NOT NULL)
     SELECT s.version, s.change_reason AS reason, s.sha256, s.opened_at AS "openedAt",
       (SELECT count(*) FROM rating r WHERE r.study_id = s.id AND r.state = 'done') AS ratings
     FROM line JOIN study s ON s.id = line.id ORDER BY s.version DESC`,
    { studyId: facts.id },
  )
}

export function deviationsOf(db: ReadableDb, data: StudyData, figures: StudyFigures): Deviation[] {
  const { progress } = figures
  const studyId = data.facts.id
  const versions = versionsOf(db, data.facts).filter((one) => one.version > 1)
  const idle = figures.controls.raters.filter((rater) => rater.assigned > 0 && rater.done === 0)
  const changed = changedRatings(db, studyId)
  const late = settledLate(db, data.facts)
  const conflicts = packetConflicts(db, studyId)
  const found: (Deviation | false)[] = [
    ...versions.map(({ version, reason }) => ({ kind: 'new-version' as const, version, reason })),
    figures.questions < data.plan.questions && {
      kind: 'fewer-questions',
      planned: data.plan.questions,
      drawn: figures.questions,
    },
    progress.done < progress.assigned && {
      kind: 'not-rated',
      missing: progress.assigned - progress.done,
      assigned: progress.assigned,
    },
    progress.rated < progress.answers && {
      kind: 'answers-without-outcome',
      answers: progress.answers - progress.rated,
    },
    idle.length > 0 && { kind: 'idle-raters', names: idle.map((rater) => rater.name) },
    progress.settled < progress.disagreements && {
      kind: 'not-settled',
      answers: progress.disagreements - progress.settled,
    },
    late > 0 && { kind: 'settled-late', answers: late },
    changed > 0 && { kind: 'changed-ratings', ratings: changed },
    ...packetsOf(db, studyId).flatMap(({ raterName, otherName }) =>
      otherName === null
        ? []
        : [{ kind: 'other-name' as const, rater: raterName, name: otherName }],
    ),
    conflicts.all > 0 && {
      kind: 'packet-conflicts',
      conflicts: conflicts.all,
      open: conflicts.open,
    },
  ]
  return found.filter((one) => one !== false)
}

/** Ratings that were finished more than once, with another score. */
function changedRatings(db: ReadableDb, studyId: string): number {
  return (
    db.one<{ n: number }>(
      `SELECT count(*) AS n FROM rating r WHERE r.study_id = :studyId AND r.state = 'done'
         AND EXISTS (SELECT 1 FROM rating_version v WHERE v.study_id = r.study_id
           AND v.case_no = r.case_no AND v.person_id = r.person_id AND v.score IS NOT r.score)`,
      { studyId },
    )?.n ?? 0
  )
}

/** Decisions of a third person from when figures by arm could be seen already. */
function settledLate(db: ReadableDb, { id, closed_at }: StudyRow): number {
  return (
    db.one<{ n: number }>(
      'SELECT count(*) AS n FROM adjudication WHERE study_id = :id AND at > :closed_at',
      { id, closed_at },
    )?.n ?? 0
  )
}

function packetConflicts(db: ReadableDb, studyId: string) {
  return (
    db.one<{ all: number; open: number }>(
      `SELECT count(*) AS "all", count(*) FILTER (WHERE c.decided IS NULL) AS open
       FROM packet_conflict c JOIN study_packet p ON p.id = c.packet_id
       WHERE p.study_id = :studyId`,
      { studyId },
    ) ?? { all: 0, open: 0 }
  )
}
