import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { MachineFacts } from '../../ui/machine-facts'
import { SealChecks } from '../../ui/seal-checks'
import classes from './entry.module.css'
import { StepHeading } from './step-heading'

/** What this machine has and that it is sealed, before anything heavy is put on it. */
export function MachineStep({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation(['entry', 'common'])
  return (
    <>
      <StepHeading title={t('machine.title')} lead={t('machine.lead')} />
      <div className={classes.part}>
        <MachineFacts />
      </div>
      <div className={classes.part}>
        <SealChecks />
      </div>
      <div className={classes.actions}>
        <Button onClick={onDone}>{t('common:next')}</Button>
      </div>
    </>
  )
}
