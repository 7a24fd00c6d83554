import type { Seal } from '../../../../contract/settings'
import type { Desktop } from '../../../kernel/context'
import { openDoors } from '../../../kernel/seal'

/** What the whole app says of its seal; without a window, what this process can say of itself. */
export async function sealNow(desktop: Desktop | null): Promise<Seal> {
  if (desktop) return desktop.seal()
  const doors = openDoors()
  return {
    sealed: doors.length === 0,
    connections: null,
    checks: [
      {
        name: 'node',
        holds: doors.length === 0,
        detail: doors.length === 0 ? 'Every network function of Node throws' : doors.join(', '),
      },
    ],
  }
}
