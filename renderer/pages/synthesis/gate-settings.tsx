import { NumberInput, Switch } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { GateDefinition, GateThresholds, ThresholdDefinition } from '../../../contract/gates'
import type { Board } from '../../../contract/synthesis'
import { useCommand } from '../../core/hooks'
import { useMay } from '../../core/person'
import { offerUndo } from '../../ui/tell'
import classes from '../../ui/threshold-strip.module.css'
import { type Format, useFormat } from '../../ui/use-format'

interface GateSettingsProps {
  readonly projectId: string
  readonly gate: GateDefinition
  readonly board: Board
}

/** What a gate catches, where its thresholds stand, and a switch; each change says what it did. */
export function GateSettings({ projectId, gate, board }: GateSettingsProps) {
  const { t } = useTranslation('synthesis')
  const format = useFormat()
  const set = useSetThresholds(projectId)
  const mayChange = useMay('synthesis.setThresholds')
  const { thresholds } = board
  const figure = board.gates.find((one) => one.gate === gate.id)
  const isOn = !thresholds.switchedOff.includes(gate.id)
  const others = thresholds.switchedOff.filter((one) => one !== gate.id)
  return (
    <section className={classes.strip} aria-label={gate.name}>
      <div className={classes.stripWords}>
        <p className={classes.stripTitle}>{gate.name}</p>
        <p className={classes.soft}>{gate.help}</p>
        {figure && (
          <p className={classes.soft} role="status">
            {t('board.figure', {
              caught: t('board.caughtFigure', {
                count: figure.caught,
                number: format.number(figure.caught),
              }),
              alone: format.number(figure.caughtAlone),
            })}
          </p>
        )}
      </div>
      {gate.thresholds.map((one) => (
        <ThresholdField
          key={one.key}
          definition={one}
          value={thresholds[one.key]}
          isDisabled={!mayChange || !isOn}
          onValue={(value) => void set({ ...thresholds, [one.key]: value }, thresholds)}
        />
      ))}
      <Switch
        className={classes.switch}
        label={t('board.on')}
        title={t('board.onHelp')}
        checked={isOn}
        disabled={!mayChange}
        onChange={() =>
          void set({ ...thresholds, switchedOff: isOn ? [...others, gate.id] : others }, thresholds)
        }
      />
    </section>
  )
}

/** Moves the thresholds, tells the effect, and offers the old ones back. */
function useSetThresholds(
  projectId: string,
): (next: GateThresholds, before: GateThresholds) => Promise<void> {
  const { t } = useTranslation('synthesis')
  const format = useFormat()
  const command = useCommand('synthesis.setThresholds')
  return async (next, before) => {
    const effect = await command.run({ projectId, thresholds: next })
    if (!effect) return
    const message = t('board.moved', {
      caught: t('board.newlyCaught', {
        count: effect.newlyCaught,
        number: format.number(effect.newlyCaught),
      }),
      kept: t('board.newlyKept', {
        count: effect.newlyKept,
        number: format.number(effect.newlyKept),
      }),
    })
    offerUndo(message, () => command.run({ projectId, thresholds: before }))
  }
}

interface ThresholdFieldProps {
  readonly definition: ThresholdDefinition
  readonly value: number
  readonly isDisabled: boolean
  readonly onValue: (value: number) => void
}

const restMilliseconds = 700

/** A threshold as a number; it takes effect when typing rests, so that notes are sorted once. */
function ThresholdField({ definition, value, isDisabled, onValue }: ThresholdFieldProps) {
  const format = useFormat()
  const { label, min, max, step, unit } = definition
  const scale = unit === 'share' ? 100 : 1
  const shown = rounded(value * scale)
  const [draft, setDraft] = useState<number | string>(shown)
  useEffect(() => setDraft(shown), [shown])
  useEffect(() => {
    if (typeof draft !== 'number' || draft === shown) return
    const next = Math.min(max, Math.max(min, rounded(draft / scale)))
    const timer = setTimeout(() => onValue(next), restMilliseconds)
    return () => clearTimeout(timer)
  }, [draft, shown, scale, min, max, onValue])
  return (
    <NumberInput
      className={classes.field}
      size="xs"
      label={label}
      {...looks(unit, format)}
      min={rounded(min * scale)}
      max={rounded(max * scale)}
      step={rounded(step * scale)}
      disabled={isDisabled}
      value={draft}
      onChange={setDraft}
    />
  )
}

function looks(unit: ThresholdDefinition['unit'], format: Format) {
  const isGerman = format.language === 'de'
  return {
    suffix: unit === 'share' ? ' %' : undefined,
    decimalScale: unit === 'level' ? 1 : 0,
    decimalSeparator: isGerman ? ',' : '.',
    thousandSeparator: isGerman ? '.' : ',',
  }
}

/** Without the noise that binary fractions bring: 0.55 and not 0.55000000000000004. */
function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6
}
