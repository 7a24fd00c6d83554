import { trainingPlan } from './training-plan'
import { preflight, runs } from './training-runs'

/** Words of the stage page. */
export const training = {
  title: 'Training',
  purpose: 'Trains an adapter, a small add-on file for a model, on the notes and answers.',
  tabs: {
    label: 'Steps of the training',
    plan: 'Plan',
    preflight: 'Pre-flight',
    run: 'Run',
    adapters: 'Adapters',
    locked: {
      plan: 'Builders make the plan',
      preflight: 'Opens when the plan can be measured',
      run: 'Opens when the pre-flight says go',
    },
  },
  plan: trainingPlan,
  preflight,
  runs,
}
