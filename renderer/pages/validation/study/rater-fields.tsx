import { Checkbox } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { FieldLabel } from '../../../ui/help'
import { Section } from '../../../ui/page'
import { StatusMark } from '../../../ui/status-mark'
import { type PlanForm, toggled } from './plan-state'
import { ShareField } from './share-field'
import classes from './study.module.css'

/** Who rates, and how much of it everybody rates. */
export function RaterFields({ form }: { readonly form: PlanForm }) {
  const { t } = useTranslation('studies')
  const { choices, plan, change } = form
  const all = choices.reviewers.map((one) => one.id)
  return (
    <Section title={t('form.raters')}>
      <p className={classes.lead}>{t('form.ratersMeans')}</p>
      {choices.reviewers.length === 0 ? (
        <StatusMark meaning="look">{t('form.noReviewers')}</StatusMark>
      ) : (
        <fieldset className={classes.people} aria-label={t('form.raters')}>
          {choices.reviewers.map((person) => (
            <Checkbox
              key={person.id}
              checked={plan.raterIds.includes(person.id)}
              onChange={() => change({ raterIds: toggled(plan.raterIds, person.id, all) })}
              label={person.name}
            />
          ))}
        </fieldset>
      )}
      <div className={classes.fields}>
        <ShareField
          label={t('form.overlap')}
          help={t('form.overlapHelp')}
          value={plan.overlap}
          most={1}
          onChange={(overlap) => change({ overlap })}
        />
        <Checkbox
          className={classes.wide}
          checked={plan.askExpectedFirst}
          onChange={(event) => change({ askExpectedFirst: event.currentTarget.checked })}
          label={<FieldLabel help={t('form.askExpectedHelp')}>{t('form.askExpected')}</FieldLabel>}
        />
      </div>
    </Section>
  )
}
