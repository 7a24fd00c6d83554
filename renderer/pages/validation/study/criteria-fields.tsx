import { Checkbox, NumberInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { FieldLabel } from '../../../ui/help'
import { Section } from '../../../ui/page'
import { useFormat } from '../../../ui/use-format'
import type { PlanForm } from './plan-state'
import { ShareField } from './share-field'
import classes from './study.module.css'

/** What is asked for again after it was switched off. */
const usual = { minAlpha: 0.4, minSensitivity: 0.7, maxWorseThanBase: 0.1 } as const

/** What has to come out for a release. */
export function CriteriaFields({ form }: { readonly form: PlanForm }) {
  const { t } = useTranslation('studies')
  const { plan, changeCriteria: change } = form
  const { criteria } = plan
  return (
    <Section title={t('form.criteria')}>
      <p className={classes.lead}>{t('form.criteriaMeans')}</p>
      <div className={classes.criteria}>
        <ShareField
          label={t('form.maxUnacceptableUpper')}
          help={t('form.maxUnacceptableUpperHelp')}
          value={criteria.maxUnacceptableUpper}
          least={0.001}
          most={1}
          step={0.5}
          onChange={(maxUnacceptableUpper) => change({ maxUnacceptableUpper })}
        />
        <PointsField
          label={t('form.minMeanScore')}
          value={criteria.minMeanScore}
          least={1}
          most={4}
          onChange={(minMeanScore) => change({ minMeanScore })}
        />
        <Optional
          isAsked={criteria.minAlpha !== null}
          label={t('form.minAlpha')}
          onChange={(isAsked) => change({ minAlpha: isAsked ? usual.minAlpha : null })}
        >
          <PointsField
            label={t('form.minAlpha')}
            help={t('form.minAlphaHelp')}
            value={criteria.minAlpha}
            least={-1}
            most={1}
            onChange={(minAlpha) => change({ minAlpha })}
          />
        </Optional>
        <Optional
          isAsked={criteria.minSensitivity !== null}
          label={t('form.minSensitivity')}
          onChange={(isAsked) => change({ minSensitivity: isAsked ? usual.minSensitivity : null })}
        >
          <ShareField
            label={t('form.minSensitivity')}
            value={criteria.minSensitivity}
            most={1}
            disabled={criteria.minSensitivity === null}
            placeholder={t('form.notAsked')}
            onChange={(minSensitivity) => change({ minSensitivity })}
          />
        </Optional>
        <Optional
          isAsked={criteria.maxWorseThanBase !== null}
          label={t('form.maxWorseThanBase')}
          onChange={(isAsked) =>
            change({ maxWorseThanBase: isAsked ? usual.maxWorseThanBase : null })
          }
        >
          <PointsField
            label={t('form.maxWorseThanBase')}
            help={t('form.maxWorseThanBaseHelp')}
            value={criteria.maxWorseThanBase}
            least={0}
            most={3}
            onChange={(maxWorseThanBase) => change({ maxWorseThanBase })}
          />
        </Optional>
        <Checkbox
          className={classes.harm}
          checked={criteria.noSevereHarm}
          onChange={(event) => change({ noSevereHarm: event.currentTarget.checked })}
          label={t('form.noSevereHarm')}
        />
      </div>
    </Section>
  )
}

interface PointsFieldProps {
  readonly label: string
  readonly help?: string
  readonly value: number | null
  readonly least: number
  readonly most: number
  readonly onChange: (value: number) => void
}

function PointsField({ label, help, value, least, most, onChange }: PointsFieldProps) {
  const { t } = useTranslation('studies')
  const format = useFormat()
  return (
    <NumberInput
      size="sm"
      label={help === undefined ? label : <FieldLabel help={help}>{label}</FieldLabel>}
      min={least}
      max={most}
      step={0.1}
      decimalScale={2}
      decimalSeparator={format.language === 'de' ? ',' : '.'}
      clampBehavior="blur"
      disabled={value === null}
      placeholder={t('form.notAsked')}
      value={value ?? ''}
      onChange={(next) => {
        if (typeof next === 'number' && next >= least && next <= most) onChange(next)
      }}
    />
  )
}

interface OptionalProps {
  readonly isAsked: boolean
  readonly label: string
  readonly onChange: (isAsked: boolean) => void
  readonly children: ReactNode
}

/** A criterion that a plan need not have. */
function Optional({ isAsked, label, onChange, children }: OptionalProps) {
  const { t } = useTranslation('studies')
  return (
    <div className={classes.optional}>
      {children}
      <Checkbox
        className={classes.optionalMark}
        checked={isAsked}
        aria-label={`${label}: ${t('form.asked')}`}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </div>
  )
}
