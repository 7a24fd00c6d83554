import { Button, NumberInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useOperation } from '../../../core/hooks'
import { useCounted } from '../../../ui/use-counted'
import { useFormat } from '../../../ui/use-format'
import type { PlanForm } from './plan-state'
import { ShareField } from './share-field'
import classes from './study.module.css'

interface Target {
  readonly bound: number
  readonly events: number
  readonly difference: number
  readonly deviation: number
}

const quietMilliseconds = 120

/** How many questions a target needs, by which formula, and taken over by a click. */
export function SizeBox({ form }: { readonly form: PlanForm }) {
  const { t } = useTranslation('studies')
  const format = useFormat()
  const [target, setTarget] = useState<Target>({
    bound: form.plan.criteria.maxUnacceptableUpper,
    events: 0,
    difference: 0.3,
    deviation: 1,
  })
  const [settled] = useDebouncedValue(target, quietMilliseconds)
  const sizes = useOperation('studies.planner', settled, { keepPrevious: true }).data
  const set = (changes: Partial<Target>): void => setTarget((before) => ({ ...before, ...changes }))
  return (
    <details className={classes.size}>
      <summary>{t('size.title')}</summary>
      <div className={classes.sizeFields}>
        <ShareField
          label={t('size.bound')}
          value={target.bound}
          least={0.001}
          most={0.5}
          step={0.5}
          onChange={(bound) => set({ bound })}
        />
        <Points
          label={t('size.events')}
          value={target.events}
          most={100}
          isWhole
          onChange={(events) => set({ events })}
        />
      </div>
      {sizes && (
        <Needed
          form={form}
          count={sizes.forBound}
          words="size.forBound"
          formula={t('size.boundFormula', {
            events: target.events,
            bound: format.percent(target.bound, 1),
          })}
        />
      )}
      <div className={classes.sizeFields}>
        <Points
          label={t('size.difference')}
          value={target.difference}
          least={0.05}
          most={3}
          onChange={(difference) => set({ difference })}
        />
        <Points
          label={t('size.deviation')}
          value={target.deviation}
          least={0.1}
          most={3}
          onChange={(deviation) => set({ deviation })}
        />
      </div>
      {sizes && (
        <Needed
          form={form}
          count={sizes.forDifference}
          words="size.forDifference"
          formula={t('size.differenceFormula')}
        />
      )}
    </details>
  )
}

interface NeededProps {
  readonly form: PlanForm
  readonly count: number
  readonly words: 'size.forBound' | 'size.forDifference'
  readonly formula: string
}

function Needed({ form, count, words, formula }: NeededProps) {
  const { t } = useTranslation('studies')
  const format = useFormat()
  const counted = useCounted()
  return (
    <div className={classes.needed}>
      <p>
        <strong>{t(words, { questions: counted(count, 'questions') })}</strong>
        {count !== form.plan.questions && count <= 5000 && (
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => form.change({ questions: count })}
          >
            {t('size.take', { number: format.number(count) })}
          </Button>
        )}
      </p>
      <p className={classes.soft}>{formula}</p>
    </div>
  )
}

interface PointsProps {
  readonly label: string
  readonly value: number
  readonly least?: number
  readonly most: number
  readonly isWhole?: boolean
  readonly onChange: (value: number) => void
}

function Points({ label, value, least = 0, most, isWhole = false, onChange }: PointsProps) {
  const format = useFormat()
  return (
    <NumberInput
      size="sm"
      label={label}
      min={least}
      max={most}
      step={isWhole ? 1 : 0.1}
      allowDecimal={!isWhole}
      decimalScale={2}
      decimalSeparator={format.language === 'de' ? ',' : '.'}
      clampBehavior="blur"
      value={value}
      onChange={(next) => {
        if (typeof next === 'number' && next >= least && next <= most) onChange(next)
      }}
    />
  )
}
