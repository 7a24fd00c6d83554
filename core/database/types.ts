import type BetterSqlite from 'better-sqlite3'

declare const access: unique symbol

export type Statement = BetterSqlite.Statement
export type Parameters = readonly unknown[] | Readonly<Record<string, unknown>>

/** Reads only. Every handler has one. */
export interface ReadableDb {
  readonly [access]: 'read' | 'write'
  /** All rows of a query, in the shape the caller names. */
  all<Row>(sql: string, ...parameters: readonly unknown[]): Row[]
  one<Row>(sql: string, ...parameters: readonly unknown[]): Row | undefined
}

/** Reads and writes. Only a transaction hands one out, so that no write goes without its audit record. */
export interface WritableDb extends ReadableDb {
  readonly [access]: 'write'
  run(sql: string, ...parameters: readonly unknown[]): { changes: number; lastId: number }
}
