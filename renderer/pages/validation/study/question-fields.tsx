import { Checkbox, NativeSelect, NumberInput, Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { tasks } from '../../../../contract/tasks'
import { strataNames } from '../../../../contract/validation-study'
import { FieldLabel } from '../../../ui/help'
import { Section } from '../../../ui/page'
import { useCounted } from '../../../ui/use-counted'
import { Swatch } from '../../evaluation/swatch'
import { useLooks } from '../../evaluation/use-choices'
import { useTaskName } from '../../evaluation/use-figures'
import { AnswerFiles } from './answer-files'
import { PaperButton } from './paper-button'
import { type PlanForm, planForRun, toggled } from './plan-state'
import classes from './study.module.css'

/** What is to be found out, and which questions and answers are drawn for it. */
export function QuestionFields({ form }: { readonly form: PlanForm }) {
  const { t } = useTranslation('studies')
  const counted = useCounted()
  const { choices, plan, change, replace } = form
  return (
    <Section title={t('form.questions')} action={<PaperButton form={form} />}>
      <div className={classes.fields}>
        <Textarea
          size="sm"
          className={classes.wide}
          label={<FieldLabel help={t('form.purposeHelp')}>{t('form.purpose')}</FieldLabel>}
          placeholder={t('form.purposeHint')}
          autosize
          minRows={1}
          maxRows={5}
          maxLength={2000}
          value={plan.purpose}
          onChange={(event) => change({ purpose: event.currentTarget.value })}
        />
        <NativeSelect
          size="sm"
          className={classes.wide}
          label={t('form.comparison')}
          data={choices.runs.map((one) => ({
            value: one.id,
            label: t('form.comparisonOption', {
              name: one.name,
              questions: counted(one.questions, 'questions'),
              source: one.sourceName,
            }),
          }))}
          value={plan.runId}
          onChange={(event) => {
            const next = choices.runs.find((one) => one.id === event.currentTarget.value)
            if (next) replace(planForRun(plan, next))
          }}
        />
        <Arms form={form} />
        <NumberInput
          size="sm"
          label={<FieldLabel help={t('form.howManyHelp')}>{t('form.howMany')}</FieldLabel>}
          min={1}
          max={5000}
          allowDecimal={false}
          clampBehavior="blur"
          value={plan.questions}
          onChange={(value) => {
            if (typeof value === 'number' && value >= 1) change({ questions: value })
          }}
        />
      </div>
      <div className={classes.two}>
        <StrataFields form={form} />
        <TaskFields form={form} />
      </div>
    </Section>
  )
}

function Arms({ form }: { readonly form: PlanForm }) {
  const { t } = useTranslation('studies')
  const { run, plan, change } = form
  const arms = run?.arms ?? []
  const looks = useLooks(arms)
  return (
    <fieldset className={`${classes.group} ${classes.wide}`}>
      <legend>
        <FieldLabel help={t('form.armsHelp')}>{t('form.arms')}</FieldLabel>
      </legend>
      {arms.map((arm, place) => (
        <Checkbox
          key={arm.id}
          checked={plan.runArms.includes(arm.id)}
          onChange={() =>
            change({
              runArms: toggled(
                plan.runArms,
                arm.id,
                arms.map((one) => one.id),
              ),
            })
          }
          label={
            <span className={classes.option}>
              <Swatch look={looks[place]} />
              {arm.name}
              {arm.isBase && <span className={classes.soft}>{t('form.base')}</span>}
            </span>
          }
        />
      ))}
      {run && <AnswerFiles form={form} run={run} />}
    </fieldset>
  )
}

function StrataFields({ form }: { readonly form: PlanForm }) {
  const { t } = useTranslation('studies')
  const { plan, change } = form
  return (
    <fieldset className={classes.group}>
      <legend>
        <FieldLabel help={t('form.strataHelp')}>{t('form.strata')}</FieldLabel>
      </legend>
      {strataNames.map((name) => (
        <Checkbox
          key={name}
          size="sm"
          checked={plan.strata.includes(name)}
          onChange={() => change({ strata: toggled(plan.strata, name, strataNames) })}
          label={t(`strata.${name}`)}
        />
      ))}
    </fieldset>
  )
}

function TaskFields({ form }: { readonly form: PlanForm }) {
  const { t } = useTranslation('studies')
  const taskName = useTaskName()
  const { plan, change } = form
  const all = tasks.map((task) => task.id)
  return (
    <fieldset className={classes.group}>
      <legend>
        <FieldLabel help={t('form.tasksHelp')}>{t('form.tasks')}</FieldLabel>
      </legend>
      {all.map((task) => (
        <Checkbox
          key={task}
          size="sm"
          checked={plan.tasks.includes(task)}
          onChange={() => change({ tasks: toggled(plan.tasks, task, all) })}
          label={taskName(task)}
        />
      ))}
    </fieldset>
  )
}
