import { useTranslation } from 'react-i18next'
import { useCommand, useOperation } from '../../core/hooks'
import { useMay, useProject } from '../../core/person'
import { go, goToProject } from '../../core/route'

export interface NextStep {
  readonly title: string
  readonly text: string
  readonly action: string
  readonly isRunning: boolean
  readonly go: () => void
}

/** Where to go on: the first stage of the project that is not done and not waiting. */
export function useNextStep(): NextStep | null {
  const { t } = useTranslation('home')
  const project = useProject()
  const mayBuild = useMay('projects.create')
  const mayPlan = useMay('studies.open')
  const mayAsk = useMay('query.ask')
  const openSample = useCommand('projects.openSample')
  const rail = useOperation(
    'projects.rail',
    { projectId: project?.id ?? '' },
    { enabled: project !== null },
  ).data
  const step = (
    name:
      | 'noProject'
      | 'sources'
      | 'models'
      | 'synthesis'
      | 'running'
      | 'check'
      | 'instructions'
      | 'asking'
      | 'split'
      | 'training'
      | 'trained'
      | 'halted'
      | 'evaluation'
      | 'study'
      | 'rating'
      | 'results'
      | 'release'
      | 'sign'
      | 'query',
    run: () => void,
  ): NextStep => ({
    title: t(`next.${name}.title`),
    text: t(`next.${name}.text`),
    action: t(`next.${name}.action`),
    isRunning: openSample.isRunning,
    go: run,
  })
  if (!project) {
    if (!mayBuild) return null
    return step('noProject', () => {
      void openSample.run({}).then((sample) => sample && goToProject(sample.id, 'sources'))
    })
  }
  const stateOf = (stage: string) => rail?.find((one) => one.stage === stage)
  const synthesis = stateOf('synthesis')
  if (!rail || !synthesis) return null
  if (mayBuild) {
    if (stateOf('sources')?.state === 'not-started') return step('sources', () => go('sources'))
    if (synthesis.waitsFor === 'models') return step('models', () => go('models'))
    if (synthesis.state === 'not-started') return step('synthesis', () => go('synthesis'))
    if (synthesis.state === 'in-progress') return step('running', () => go('synthesis'))
    if (synthesis.state === 'needs-you') return step('check', () => go('synthesis'))
    const rows = stateOf('instructions')?.state
    if (rows === 'not-started') return step('instructions', () => go('instructions'))
    if (rows === 'in-progress') return step('asking', () => go('instructions'))
    if (rows === 'needs-you') return step('split', () => go('instructions', { part: 'split' }))
    const training = stateOf('training')?.state
    if (training === 'not-started') return step('training', () => go('training'))
    if (training === 'in-progress') return step('trained', () => go('training', { tab: 'run' }))
    if (training === 'needs-you') return step('halted', () => go('training', { tab: 'run' }))
    const evaluation = stateOf('evaluation')?.state
    if (evaluation === 'not-started' || evaluation === 'needs-you')
      return step('evaluation', () => go('evaluation'))
  }
  if (mayPlan) {
    const validation = stateOf('validation')?.state
    if (validation === 'not-started') return step('study', () => go('validation'))
    if (validation === 'in-progress')
      return step('rating', () => go('validation', { part: 'progress' }))
    if (validation === 'needs-you') return step('results', () => go('validation'))
    const release = stateOf('release')?.state
    if (release === 'not-started') return step('release', () => go('release'))
    if (release === 'needs-you') return step('sign', () => go('release'))
  }
  return mayAsk ? step('query', () => go('query')) : null
}
