import { Anchor } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { PlanField, PlanWarning } from '../../../contract/training-plan'
import { addressOf } from '../../core/route'
import { Facts } from '../../ui/figure'
import { StatusMark } from '../../ui/status-mark'
import { useFormat } from '../../ui/use-format'
import classes from './plan.module.css'
import { fieldId } from './plan-field'
import { usePlan } from './plan-form'
import { useFigureWords } from './use-figure-words'

/** What goes in from the split, and every odd choice with the way to its field. */
export function PlanSummary() {
  const { t } = useTranslation('training')
  return (
    <aside className={classes.summary} aria-label={t('plan.data.title')}>
      <DataFacts />
      <Care />
      <p className={classes.soft}>{t('plan.saved')}</p>
    </aside>
  )
}

function DataFacts() {
  const { t } = useTranslation('training')
  const { facts } = usePlan()
  const format = useFormat()
  if (!facts) return null
  const confidential = facts.confidentialNotes + facts.confidentialPairs
  const sides = (train: number, validation: number): string =>
    t('plan.data.ofThem', { train: format.number(train), validation: format.number(validation) })
  return (
    <section className={classes.summaryPart}>
      <h2>{t('plan.data.title')}</h2>
      <Facts
        rows={[
          { label: t('plan.data.notes'), value: sides(facts.notesTrain, facts.notesValidation) },
          { label: t('plan.data.pairs'), value: sides(facts.pairsTrain, facts.pairsValidation) },
          ...(facts.pairsTrain > 0
            ? [
                {
                  label: t('plan.data.mean'),
                  value: t('plan.data.meanText', {
                    mean: format.number(facts.charactersPairMean),
                    max: format.number(facts.charactersPairMax),
                  }),
                },
              ]
            : []),
          ...(facts.trainedContext > 0
            ? [
                {
                  label: t('plan.data.context'),
                  value: `${format.number(facts.trainedContext)} ${t('plan.units.tokens')}`,
                },
              ]
            : []),
        ]}
      />
      {confidential > 0 && (
        <p className={classes.confidential}>
          <StatusMark meaning="confidential">{t('plan.data.confidentialText')}</StatusMark>
        </p>
      )}
      <Anchor size="sm" href={addressOf('instructions')}>
        {t('plan.data.link')}
      </Anchor>
    </section>
  )
}

function Care() {
  const { t } = useTranslation('training')
  const { facts, warnings } = usePlan()
  const format = useFormat()
  if (!facts) return null
  const stops = warnings.filter((one) => one.severity === 'stop').length
  const care = warnings.length - stops
  return (
    <section className={classes.summaryPart} aria-label={t('plan.care.title')}>
      <h2>{t('plan.care.title')}</h2>
      <p role="status" className={classes.counts}>
        {warnings.length === 0 && <StatusMark meaning="fine">{t('plan.care.none')}</StatusMark>}
        {stops > 0 && (
          <StatusMark meaning="wrong">
            {t('plan.care.stop', { count: stops, number: format.number(stops) })}
          </StatusMark>
        )}
        {care > 0 && (
          <StatusMark meaning="look">
            {t('plan.care.care', { count: care, number: format.number(care) })}
          </StatusMark>
        )}
      </p>
      <ul className={classes.warnings}>
        {warnings.map((one) => (
          <Warning key={`${one.code} ${one.field}`} warning={one} />
        ))}
      </ul>
    </section>
  )
}

function Warning({ warning }: { readonly warning: PlanWarning }) {
  const { t } = useTranslation('training')
  const words = useFigureWords()
  const stage = warning.field.startsWith('pretraining.')
    ? 'pretraining'
    : warning.field.startsWith('tuning.')
      ? 'tuning'
      : null
  return (
    <li>
      <button type="button" className={classes.warning} onClick={() => showField(warning.field)}>
        {stage && <b>{t(`runs.stage.${stage}`)}: </b>}
        {t(`plan.warnings.${warning.code}`, words(warning.figures))}
      </button>
    </li>
  )
}

function showField(field: PlanField): void {
  const element = document.getElementById(fieldId(field))
  element?.closest('details')?.setAttribute('open', '')
  element?.scrollIntoView({ block: 'center' })
  element?.focus({ preventScroll: true })
}
