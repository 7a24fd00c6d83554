import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Person } from '../../../contract/session'
import { useCommand } from '../../core/hooks'
import { WorkspaceProvider } from '../../core/person'
import { goToProject } from '../../core/route'
import { AdministratorStep } from './administrator-step'
import classes from './entry.module.css'
import { EntryFrame } from './entry-frame'
import { MachineStep } from './machine-step'
import { ModelStep } from './model-step'
import { RecoverySheet } from './recovery-sheet'

const steps = ['administrator', 'recovery', 'machine', 'model'] as const

interface FirstRunProps {
  /** Set once the workspace has been made in this run. */
  readonly person: Person | null
  readonly onDone: () => void
}

/** Four short steps from nothing to an open sample project. */
export function FirstRun({ person, onDone }: FirstRunProps) {
  const { t } = useTranslation('entry')
  const [at, setAt] = useState(0)
  const [recoveryKey, setRecoveryKey] = useState<string | null>(null)
  const openSample = useCommand('projects.openSample')
  const finish = async (): Promise<void> => {
    const sample = await openSample.run({})
    if (sample) goToProject(sample.id, 'home')
    onDone()
  }
  return (
    <EntryFrame wide>
      <ol className={classes.steps} aria-label={t('steps.label')}>
        {steps.map((step, index) => (
          <li
            key={step}
            className={classes.step}
            data-state={index === at ? 'now' : index < at ? 'done' : undefined}
            aria-current={index === at ? 'step' : undefined}
          >
            {t(`steps.${step}`)}
          </li>
        ))}
      </ol>
      {at === 0 && (
        <AdministratorStep
          onCreated={(key) => {
            setRecoveryKey(key)
            setAt(1)
          }}
        />
      )}
      {at === 1 && recoveryKey !== null && (
        <RecoverySheet
          recoveryKey={recoveryKey}
          name={person?.name ?? ''}
          onDone={() => {
            setRecoveryKey(null)
            setAt(2)
          }}
        />
      )}
      {at === 2 && <MachineStep onDone={() => setAt(3)} />}
      {at === 3 && person && (
        <WorkspaceProvider person={person} project={null}>
          <ModelStep isFinishing={openSample.isRunning} onDone={() => void finish()} />
        </WorkspaceProvider>
      )}
    </EntryFrame>
  )
}
