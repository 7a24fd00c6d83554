import { NativeSelect, RangeSlider, SegmentedControl } from '@mantine/core'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RunCurves, TrainingRun } from '../../../contract/training'
import type { TrainingStageId } from '../../../contract/training-plan'
import { useOperation } from '../../core/hooks'
import { setParams } from '../../core/route'
import { Plot } from '../../ui/plot'
import { useFormat } from '../../ui/use-format'
import { useLooks } from '../evaluation/use-choices'
import { type Axis, axes, drawLoss, seriesOf, timeUnitOf } from './loss-drawing'
import classes from './run.module.css'
import { RunFigures } from './run-figures'
import { useLossTable } from './use-loss-table'

interface RunChartProps {
  readonly run: TrainingRun
  /** The run that is laid over it. */
  readonly over: TrainingRun | null
  readonly others: readonly TrainingRun[]
}

/** Steps that the chart is about; null is all of them. */
type Part = readonly [number, number] | null

/** Loss and validation loss of one stage, and of another run if wished; under it the small figures. */
export function RunChart({ run, over, others }: RunChartProps) {
  const { t } = useTranslation('training')
  const [axis, setAxis] = useState<Axis>('step')
  const [part, setPart] = useState<Part>(null)
  const [chosen, setStage] = useState<TrainingStageId | null>(null)
  const stage = chosen ?? stageOf(run)
  const curves = useOperation(
    'training.curves',
    {
      runIds: over ? [run.id, over.id] : [run.id],
      stage,
      fromStep: part?.[0] ?? null,
      toStep: part?.[1] ?? null,
    },
    { keepPrevious: true },
  ).data
  const own = curves?.find((one) => one.runId === run.id)?.stages.find((one) => one.stage === stage)
  const stages = run.stages.filter((one) => one.state !== 'off')
  const stepsOf = (one: TrainingRun | null): number =>
    one?.stages.find((each) => each.stage === stage)?.step ?? 0
  return (
    <>
      <div className={classes.chartTools}>
        {stages.length > 1 && (
          <SegmentedControl
            size="xs"
            aria-label={t('runs.chart.stage')}
            data={stages.map((one) => ({ value: one.stage, label: t(`runs.stage.${one.stage}`) }))}
            value={stage}
            onChange={(value) => {
              setStage(value as TrainingStageId)
              setPart(null)
            }}
          />
        )}
        <SegmentedControl
          size="xs"
          aria-label={t('runs.chart.axis')}
          data={axes.map((one) => ({ value: one, label: t(`runs.chart.axes.${one}`) }))}
          value={axis}
          onChange={(value) => setAxis(value as Axis)}
        />
        {others.length > 0 && (
          // biome-ignore lint/a11y/noLabelWithoutControl: the select is inside
          <label className={classes.over}>
            {t('runs.chart.over')}
            <NativeSelect
              size="xs"
              data={[
                { value: '', label: t('runs.chart.overNone') },
                ...others.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              value={over?.id ?? ''}
              onChange={(event) => setParams({ over: event.currentTarget.value || null })}
            />
          </label>
        )}
      </div>
      <LossPlot runs={over ? [run, over] : [run]} curves={curves ?? []} stage={stage} axis={axis} />
      <PartSlider
        key={stage}
        last={Math.max(stepsOf(run), stepsOf(over))}
        part={part}
        onPart={setPart}
      />
      <RunFigures run={run} curve={own?.curve ?? null} />
    </>
  )
}

/** The stage under way, else the last that has steps. */
export function stageOf(run: TrainingRun): TrainingStageId {
  const begun = run.stages.filter((one) => one.step > 0)
  const enabled = run.stages.find((one) => one.state !== 'off')
  return run.live?.stage ?? begun.at(-1)?.stage ?? enabled?.stage ?? 'tuning'
}

interface LossPlotProps {
  readonly runs: readonly TrainingRun[]
  readonly curves: readonly RunCurves[]
  readonly stage: TrainingStageId
  readonly axis: Axis
}

function LossPlot({ runs, curves, stage, axis }: LossPlotProps) {
  const { t } = useTranslation('training')
  const format = useFormat()
  const colours = useRunColours(runs)
  const stages = useMemo(
    () =>
      curves.flatMap((one) => {
        const found = one.stages.find((each) => each.stage === stage)
        return found && runs.some((run) => run.id === one.runId) ? [{ ...one, found }] : []
      }),
    [curves, stage, runs],
  )
  const longest = stages.reduce(
    (most, { found }) => Math.max(most, found.curve.seconds.at(-1) ?? 0),
    0,
  )
  const unit = timeUnitOf(longest)
  const table = useLossTable(stages)
  const draw = useMemo(() => {
    const series = stages.map(({ runId, name, found }) =>
      seriesOf(found, { name, colour: colours.get(runId) ?? 'var(--plot-1)' }, axis, unit),
    )
    // Looked up once: the words of every point are made whether it is pointed at or not.
    const stepWord = t('runs.chart.columns.step')
    const lossWord = t('runs.chart.loss')
    return drawLoss(series, axis, {
      x: t(`runs.chart.axisLabel.${axis}`, { unit: t(`runs.chart.seconds.${unit}`) }),
      y: lossWord,
      training: t('runs.chart.training'),
      validation: t('runs.chart.validation'),
      point: (point, name) =>
        [
          ...(series.length > 1 ? [name] : []),
          `${stepWord} ${format.number(point.step)}`,
          `${lossWord} ${format.fixed(point.loss, 4)}`,
        ].join('\n'),
    })
  }, [stages, colours, axis, unit, t, format])
  const perBucket = Math.max(1, ...stages.map(({ found }) => found.stepsPerBucket))
  const isEmpty = stages.every(({ found }) => found.curve.step.length === 0)
  const summary = [
    t('runs.chart.summary'),
    ...(perBucket > 1 ? [t('runs.chart.band', { number: format.number(perBucket) })] : []),
  ].join(' ')
  if (isEmpty) return <p className={classes.noCurve}>{t('runs.chart.none')}</p>
  return <Plot title={t('runs.chart.title')} summary={summary} draw={draw} table={table} />
}

/** A run's colour is its adapter's, the same as on every other page. */
function useRunColours(runs: readonly TrainingRun[]): ReadonlyMap<string, string> {
  const ids = runs.map((run) => `${run.id} ${run.modelId} ${run.adapterId ?? run.id}`).join('\n')
  const series = useMemo(
    () =>
      ids.split('\n').map((line) => {
        const [id = '', modelId = '', adapterId = ''] = line.split(' ')
        return { id, modelId, adapterId }
      }),
    [ids],
  )
  const looks = useLooks(series)
  return useMemo(
    () => new Map(series.map((one, at) => [one.id, looks[at]?.colour ?? 'var(--plot-1)'])),
    [series, looks],
  )
}

interface PartSliderProps {
  readonly last: number
  readonly part: Part
  readonly onPart: (part: Part) => void
}

const fewestSteps = 20

/** Zooms into a part of the steps, which the core then gives in full detail. */
function PartSlider({ last, part, onPart }: PartSliderProps) {
  const { t } = useTranslation('training')
  const format = useFormat()
  const [shown, setShown] = useState<[number, number]>([1, last])
  useEffect(() => {
    if (part === null) setShown([1, last])
  }, [part, last])
  if (last < fewestSteps * 2) return null
  return (
    <div className={classes.part}>
      <span className={classes.soft} id="part-of-steps">
        {t('runs.chart.zoom')}
      </span>
      <RangeSlider
        className={classes.slider}
        size="sm"
        min={1}
        max={last}
        minRange={fewestSteps}
        label={(value) => format.number(value)}
        thumbFromLabel={t('runs.chart.from')}
        thumbToLabel={t('runs.chart.to')}
        value={shown}
        onChange={setShown}
        onChangeEnd={([from, to]) => onPart(from <= 1 && to >= last ? null : [from, to])}
      />
      <span className={classes.partWords}>
        {part === null
          ? t('runs.chart.whole')
          : `${format.number(shown[0])} – ${format.number(shown[1])}`}
      </span>
    </div>
  )
}
