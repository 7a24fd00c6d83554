import type { training as english } from '../en/training'
import type { Words } from '../words'
import { trainingPlan } from './training-plan'
import { preflight, runs } from './training-runs'

export const training: Words<typeof english> = {
  title: 'Training',
  purpose:
    'Trainiert aus Entlassberichten und Antworten einen Adapter, eine kleine Zusatzdatei für ein Modell.',
  tabs: {
    label: 'Schritte des Trainings',
    plan: 'Plan',
    preflight: 'Vorprüfung',
    run: 'Lauf',
    adapters: 'Adapter',
    locked: {
      plan: 'Den Plan macht die Rolle Aufbau',
      preflight: 'Öffnet sich, wenn der Plan gemessen werden kann',
      run: 'Öffnet sich, wenn die Vorprüfung zustimmt',
    },
  },
  plan: trainingPlan,
  preflight,
  runs,
}
