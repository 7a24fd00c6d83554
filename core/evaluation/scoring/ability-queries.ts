import type { AbilityArm, AbilityCheck, AbilityItem } from '../../../contract/evaluation-scoring'
import type { ReadableDb, WritableDb } from '../../database/types'
import { bootstrap, bootstrapRatio } from '../../statistics/bootstrap'
import { mcNemar, wilson } from '../../statistics/proportions'
import type { AbilitySet } from './ability-set'

export interface CheckArm {
  readonly adapterId: string | null
  readonly name: string
}

export interface CheckRow {
  readonly id: string
  readonly job_id: string
  readonly project_id: string
  readonly model_id: string
  readonly set_name: string
  readonly set_sha256: string
  /** JSON: the model alone, then its adapters. */
  readonly arms: string
  readonly created_at: string
  readonly created_by: string
}

interface ScoreRow {
  readonly arm: number
  readonly item: string
  readonly chosen: number | null
  readonly tokens: number
  readonly loss: number
}

export function insertCheck(db: WritableDb, row: CheckRow): void {
  db.run(
    `INSERT INTO ability_check VALUES (:id, :job_id, :project_id, :model_id, :set_name, :set_sha256,
       :arms, :created_at, :created_by)`,
    row,
  )
}

export function checkRow(db: ReadableDb, id: string): CheckRow | undefined {
  return db.one('SELECT * FROM ability_check WHERE id = ?', id)
}

export function armsOfCheck(row: CheckRow): CheckArm[] {
  return JSON.parse(row.arms) as CheckArm[]
}

export function scoredItems(db: ReadableDb, checkId: string, arm: number): ReadonlySet<string> {
  return new Set(
    db
      .all<{ item: string }>(
        'SELECT item FROM ability_score WHERE check_id = ? AND arm = ?',
        checkId,
        arm,
      )
      .map((row) => row.item),
  )
}

export function storeAbility(db: WritableDb, checkId: string, score: ScoreRow): void {
  db.run(
    'INSERT OR REPLACE INTO ability_score VALUES (?, ?, ?, ?, ?, ?)',
    checkId,
    score.arm,
    score.item,
    score.chosen,
    score.tokens,
    score.loss,
  )
}

export function countScored(db: ReadableDb, checkId: string): number {
  return (
    db.one<{ n: number }>('SELECT count(*) AS n FROM ability_score WHERE check_id = ?', checkId)
      ?.n ?? 0
  )
}

export function checksOf(
  db: ReadableDb,
  projectId: string,
  setNamed: (name: string) => AbilitySet,
): AbilityCheck[] {
  return db
    .all<CheckRow & { model_name: string }>(
      `SELECT c.*, m.name AS model_name FROM ability_check c JOIN model m ON m.id = c.model_id
       WHERE c.project_id = ? ORDER BY c.created_at DESC, c.id DESC`,
      projectId,
    )
    .map((row) => {
      const scores = scoresOf(db, row.id)
      const { items } = setNamed(row.set_name)
      return {
        id: row.id,
        jobId: row.job_id,
        modelId: row.model_id,
        modelName: row.model_name,
        setName: row.set_name,
        setSha256: row.set_sha256,
        arms: armsOfCheck(row).map((arm, place) => armOf(arm, place, items, scores)),
        createdAt: row.created_at,
        createdBy: row.created_by,
      }
    })
}

function scoresOf(db: ReadableDb, checkId: string): ScoreRow[] {
  return db.all(
    'SELECT arm, item, chosen, tokens, loss FROM ability_score WHERE check_id = ?',
    checkId,
  )
}

function armOf(
  arm: CheckArm,
  place: number,
  items: AbilitySet['items'],
  scores: readonly ScoreRow[],
): AbilityArm {
  const at = (which: number, item: string): ScoreRow | undefined =>
    scores.find((score) => score.arm === which && score.item === item)
  const questions = items.filter((item) => item.kind !== 'text')
  const isRight = (which: number, item: (typeof items)[number]): boolean | null => {
    const score = at(which, item.id)
    return score ? score.chosen === item.right : null
  }
  const asked = questions.filter((item) => isRight(place, item) !== null)
  const right = asked.filter((item) => isRight(place, item)).length
  const both = asked.filter((item) => isRight(0, item) !== null)
  const lost = both.filter((item) => isRight(0, item) && !isRight(place, item)).length
  const gained = both.filter((item) => !isRight(0, item) && isRight(place, item)).length
  const texts = items.filter((item) => item.kind === 'text')
  const pairs = texts.flatMap((item) => {
    const own = at(place, item.id)
    const base = at(0, item.id)
    return own && base ? [{ own, base }] : []
  })
  return {
    adapterId: arm.adapterId,
    name: arm.name,
    items: asked.length,
    right,
    accuracy: wilson(right, asked.length),
    perplexity: bootstrapRatio(
      pairs.map(({ own }) => own.loss),
      pairs.map(({ own }) => own.tokens),
      { seed: 1, after: Math.exp },
    ),
    lost,
    gained,
    mcNemar: mcNemar(lost, gained).midP,
    perplexityRatio: ratioOf(pairs),
  }
}

/** Perplexity with the adapter over that without, the same paragraphs drawn for both. */
function ratioOf(
  pairs: readonly { readonly own: ScoreRow; readonly base: ScoreRow }[],
): AbilityArm['perplexityRatio'] {
  const of = (places: readonly number[]): number => {
    const sum = (pick: (pair: (typeof pairs)[number]) => number): number =>
      places.reduce((total, place) => total + pick(pairs[place]!), 0)
    const tokens = sum((pair) => pair.own.tokens)
    return Math.exp(sum((pair) => pair.own.loss - pair.base.loss) / tokens)
  }
  const all = pairs.map((_, place) => place)
  if (pairs.length === 0) return { kind: 'not-defined', reason: 'no-values' }
  return bootstrap(
    {
      count: pairs.length,
      whole: of(all),
      draw: (random) => of(all.map(() => random.below(pairs.length))),
    },
    { seed: 1 },
  )
}

export function itemsOfCheck(
  db: ReadableDb,
  row: CheckRow,
  set: AbilitySet,
  change: 'lost' | 'gained' | null,
): AbilityItem[] {
  const scores = scoresOf(db, row.id)
  const arms = armsOfCheck(row)
  const items = set.items.map((item) => ({
    ...item,
    chosen: arms.map(
      (_, arm) =>
        scores.find((score) => score.arm === arm && score.item === item.id)?.chosen ?? null,
    ),
  }))
  if (change === null) return items
  return items.filter(({ kind, right, chosen: [base, ...others] }) => {
    if (kind === 'text' || base === null || base === undefined) return false
    const isBaseRight = base === right
    return others.some(
      (other) =>
        other !== null &&
        (change === 'lost' ? isBaseRight && other !== right : !isBaseRight && other === right),
    )
  })
}
