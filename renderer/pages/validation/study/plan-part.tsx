import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { StudyChoices, StudyFull } from '../../../../contract/studies'
import { useOperation } from '../../../core/hooks'
import { go } from '../../../core/route'
import { EmptyState } from '../../../ui/empty-state'
import { RefusalNote } from '../../../ui/error-boundary'
import { Page } from '../../../ui/page'
import { openPart } from '../parts'
import { AnswerBox } from './answer-box'
import { ControlFields } from './control-fields'
import { CriteriaFields } from './criteria-fields'
import { DetailFields } from './detail-fields'
import { PlanActions } from './plan-actions'
import { firstPlan, usePlanForm } from './plan-state'
import { QuestionFields } from './question-fields'
import { RaterFields } from './rater-fields'
import { SizeBox } from './size-box'
import classes from './study.module.css'

interface PlanPartProps {
  readonly projectId: string
  /** Null for a new study. */
  readonly studyId: string | null
}

/** A study's plan, as a form that says at once what it would give. */
export function PlanPart({ projectId, studyId }: PlanPartProps) {
  const { t } = useTranslation('studies')
  const choices = useOperation('studies.choices', { projectId })
  const draft = useOperation(
    'studies.get',
    { studyId: studyId ?? '-' },
    { enabled: studyId !== null },
  )
  const failure = choices.error ?? draft.error
  if (failure) return <RefusalNote message={failure.message} />
  if (!choices.data || (studyId !== null && !draft.data)) return null
  if (choices.data.runs.length === 0)
    return (
      <Page title={t('form.titleNew')} purpose={t('purposes.studies')}>
        <EmptyState
          title={t('noComparison.title')}
          text={t('noComparison.text')}
          action={<Button onClick={() => go('evaluation')}>{t('noComparison.action')}</Button>}
        />
      </Page>
    )
  return (
    <Form
      key={studyId}
      projectId={projectId}
      choices={choices.data}
      draft={studyId === null ? null : (draft.data ?? null)}
    />
  )
}

interface FormProps {
  readonly projectId: string
  readonly choices: StudyChoices
  readonly draft: StudyFull | null
}

function Form({ projectId, choices, draft }: FormProps) {
  const { t } = useTranslation('studies')
  const form = usePlanForm(projectId, choices, {
    name: draft?.name ?? '',
    plan: draft?.plan ?? firstPlan(choices)!,
  })
  return (
    <Page
      title={form.name.trim() || t('form.titleNew')}
      windowTitle={t('form.titleNew')}
      purpose={t('purposes.studies')}
      action={
        <>
          <Button variant="subtle" onClick={() => openPart('studies')}>
            {t('form.back')}
          </Button>
          <PlanActions form={form} studyId={draft?.id ?? null} />
        </>
      }
      fills
    >
      <div className={classes.scroll}>
        {draft?.replacesId && (
          <p className={classes.replaces}>
            {t('form.replaces', { version: draft.version, reason: draft.changeReason })}
          </p>
        )}
        <div className={classes.form}>
          <div>
            <QuestionFields form={form} />
            <RaterFields form={form} />
            <ControlFields form={form} />
            <CriteriaFields form={form} />
            <DetailFields form={form} />
          </div>
          <div className={classes.side}>
            <AnswerBox form={form} />
            <SizeBox form={form} />
          </div>
        </div>
      </div>
    </Page>
  )
}
