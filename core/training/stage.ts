import type { StageState } from '../../contract/projects'
import type { Services } from '../kernel/context'

/** What the rail says of this stage. */
export function trainingStage(_services: Services, _projectId: string): StageState {
  return { stage: 'training', state: 'not-built', figure: null, waitsFor: null }
}
