import type { StageState } from '../../contract/projects'
import type { Services } from '../kernel/context'

export function releaseStage(_services: Services, _projectId: string): StageState {
  return { stage: 'release', state: 'not-started', figure: null, waitsFor: null }
}
