import type { StageState } from '../../contract/projects'
import type { Services } from '../kernel/context'

/** What the rail says of this stage. */
export function instructionStage(_services: Services, _projectId: string): StageState {
  return { stage: 'instructions', state: 'not-built', figure: null, waitsFor: null }
}
