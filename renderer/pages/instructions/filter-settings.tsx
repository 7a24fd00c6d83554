import { Button, Switch } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type RowFilterId,
  type RowThresholdKey,
  type RowThresholds,
  thresholdKeysOf,
  thresholdRanges,
} from '../../../contract/instruction-filters'
import type { InstructionBoard } from '../../../contract/instructions'
import { useCommand, useOperation } from '../../core/hooks'
import { useMay } from '../../core/person'
import { NumberField } from '../../ui/number-field'
import { offerUndo } from '../../ui/tell'
import classes from '../../ui/threshold-strip.module.css'
import { useFormat } from '../../ui/use-format'

interface FilterSettingsProps {
  readonly projectId: string
  readonly filter: RowFilterId
  readonly board: InstructionBoard
}

/** What a filter catches and where it stands; a move shows its effect first, and can be undone. */
export function FilterSettings({ projectId, filter, board }: FilterSettingsProps) {
  const { t } = useTranslation('instructions')
  const format = useFormat()
  const mayChange = useMay('instructions.setThresholds')
  const [draft, setDraft] = useState<RowThresholds>(board.thresholds)
  const set = useSetThresholds(projectId)
  const figure = board.filters.find((one) => one.filter === filter)
  const isOn = !draft.switchedOff.includes(filter)
  const isMoved = JSON.stringify(draft) !== JSON.stringify(board.thresholds)
  const others = draft.switchedOff.filter((one) => one !== filter)
  return (
    <section className={classes.strip} aria-label={t(`filters.of.${filter}.name`)}>
      <div className={classes.stripWords}>
        <p className={classes.stripTitle}>{t(`filters.of.${filter}.name`)}</p>
        <p className={classes.soft}>{t(`filters.of.${filter}.help`)}</p>
        <p className={classes.soft} role="status">
          {isMoved ? (
            <Preview projectId={projectId} thresholds={draft} board={board} />
          ) : (
            figure &&
            t('filters.figure', {
              caught: t('filters.caughtFigure', {
                count: figure.caught,
                number: format.number(figure.caught),
              }),
              alone: format.number(figure.caughtAlone),
            })
          )}
        </p>
      </div>
      {thresholdKeysOf(filter).map((key) => (
        <ThresholdField
          key={key}
          name={key}
          value={draft[key]}
          isDisabled={!mayChange || !isOn}
          onValue={(value) => setDraft({ ...draft, [key]: value })}
        />
      ))}
      <Switch
        className={classes.switch}
        label={t('filters.on')}
        title={t('filters.onHelp')}
        checked={isOn}
        disabled={!mayChange}
        onChange={() => setDraft({ ...draft, switchedOff: isOn ? [...others, filter] : others })}
      />
      {mayChange && (
        <Button
          size="compact-md"
          disabled={!isMoved}
          loading={set.isRunning}
          onClick={() => void set.run(draft, board.thresholds, () => setDraft(board.thresholds))}
        >
          {t('filters.apply')}
        </Button>
      )}
    </section>
  )
}

interface PreviewProps {
  readonly projectId: string
  readonly thresholds: RowThresholds
  readonly board: InstructionBoard
}

/** How many rows would be kept, asked before anything is moved. */
function Preview({ projectId, thresholds, board }: PreviewProps) {
  const { t } = useTranslation('instructions')
  const format = useFormat()
  const effect = useOperation(
    'instructions.previewThresholds',
    { projectId, thresholds },
    { keepPrevious: true },
  )
  if (effect.error) return effect.error.message
  if (!effect.data) return null
  return t('filters.preview', {
    kept: format.number(effect.data.kept),
    rows: format.number(board.rows),
    before: format.number(board.kept),
  })
}

function useSetThresholds(projectId: string) {
  const { t } = useTranslation('instructions')
  const format = useFormat()
  const command = useCommand('instructions.setThresholds')
  return {
    isRunning: command.isRunning,
    run: async (next: RowThresholds, before: RowThresholds, afterUndo: () => void) => {
      const effect = await command.run({ projectId, thresholds: next })
      if (!effect) return
      const message = t('filters.moved', {
        caught: t('filters.newlyCaught', {
          count: effect.newlyCaught,
          number: format.number(effect.newlyCaught),
        }),
        kept: t('filters.newlyKept', {
          count: effect.newlyKept,
          number: format.number(effect.newlyKept),
        }),
      })
      offerUndo(message, () => {
        afterUndo()
        return command.run({ projectId, thresholds: before })
      })
    },
  }
}

interface ThresholdFieldProps {
  readonly name: RowThresholdKey
  readonly value: number
  readonly isDisabled: boolean
  readonly onValue: (value: number) => void
}

function ThresholdField({ name, value, isDisabled, onValue }: ThresholdFieldProps) {
  const { t } = useTranslation('instructions')
  const { min, max, step, unit } = thresholdRanges[name]
  const scale = unit === 'share' ? 100 : 1
  return (
    <NumberField
      className={classes.field}
      size="xs"
      label={t(`filters.thresholds.${name}`)}
      suffix={unit === 'share' ? ' %' : unit === 'words' ? ` ${t('filters.words')}` : undefined}
      min={Math.round(min * scale)}
      max={Math.round(max * scale)}
      step={Math.round(step * scale)}
      allowDecimal={false}
      clampBehavior="blur"
      disabled={isDisabled}
      value={Math.round(value * scale)}
      onNumber={(next) => {
        if (next >= min * scale && next <= max * scale) onValue(next / scale)
      }}
    />
  )
}
