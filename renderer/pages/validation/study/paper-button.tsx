import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useOperation } from '../../../core/hooks'
import { Help } from '../../../ui/help'
import type { PlanForm } from './plan-state'
import classes from './study.module.css'

/** The published design in one click. */
export function PaperButton({ form }: { readonly form: PlanForm }) {
  const { t } = useTranslation('studies')
  const design = useOperation('studies.paperDesign', { projectId: form.projectId })
  return (
    <span className={classes.option}>
      <Button
        size="compact-sm"
        variant="default"
        disabled={!design.data}
        onClick={() => design.data && form.replace(design.data)}
      >
        {t('form.paper')}
      </Button>
      <Help about={t('form.paper')}>{t('form.paperHelp')}</Help>
    </span>
  )
}
