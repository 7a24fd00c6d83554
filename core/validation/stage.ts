import type { StageState } from '../../contract/projects'
import type { Services } from '../kernel/context'

export function validationStage(_services: Services, _projectId: string): StageState {
  return { stage: 'validation', state: 'not-started', figure: null, waitsFor: null }
}
