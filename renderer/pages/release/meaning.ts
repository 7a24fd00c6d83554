import type { ReleaseCheck, ReleaseState } from '../../../contract/release'
import type { Meaning } from '../../ui/status-mark'

export const meaningOf: Readonly<Record<ReleaseState, Meaning>> = {
  waiting: 'look',
  'in-force': 'fine',
  expired: 'look',
  withdrawn: 'wrong',
  altered: 'wrong',
}

export const checkMeaning: Readonly<Record<ReleaseCheck['state'], Meaning>> = {
  fine: 'fine',
  look: 'look',
  open: 'look',
  stop: 'wrong',
}
