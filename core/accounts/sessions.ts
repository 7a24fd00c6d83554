import type { Person } from '../../contract/session'
import type { Clock } from '../kernel/clock'

/** Who is signed in on which connection (a window or a command line), and when they last did something. */
export interface Sessions {
  readonly personOf: (connection: string) => Person | null
  readonly begin: (connection: string, person: Person) => void
  readonly end: (connection: string) => Person | null
  readonly touch: (connection: string) => void
  /** Connections that were idle for longer than so many minutes. */
  readonly idle: (minutes: number) => readonly string[]
  readonly count: () => number
  readonly endPerson: (personId: string) => readonly string[]
}

/** A session ends after eight hours in any case (S-23). */
const longestMinutes = 8 * 60

export function createSessions(clock: Clock): Sessions {
  const open = new Map<string, { person: Person; touched: number; begun: number }>()
  return {
    personOf: (connection) => open.get(connection)?.person ?? null,
    begin: (connection, person) => {
      const now = clock.monotonic()
      open.set(connection, { person, touched: now, begun: now })
    },
    end: (connection) => {
      const person = open.get(connection)?.person ?? null
      open.delete(connection)
      return person
    },
    touch: (connection) => {
      const session = open.get(connection)
      if (session) session.touched = clock.monotonic()
    },
    idle: (minutes) => {
      const now = clock.monotonic()
      return [...open]
        .filter(
          ([, session]) =>
            now - session.touched >= minutes * 60_000 ||
            now - session.begun >= longestMinutes * 60_000,
        )
        .map(([connection]) => connection)
    },
    count: () => open.size,
    endPerson: (personId) => {
      const ended = [...open].filter(([, s]) => s.person.id === personId).map(([c]) => c)
      for (const connection of ended) open.delete(connection)
      return ended
    },
  }
}
