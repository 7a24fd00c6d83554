import type { PlotOptions } from '@observablehq/plot'
import type { StageCurves } from '../../../contract/training'
import type { PlotFrame } from '../../ui/plot-theme'

/* The loss chart: what is drawn, apart from how the page asks for it. All functions are pure. */

export const axes = ['step', 'tokens', 'seconds'] as const
export type Axis = (typeof axes)[number]
export type TimeUnit = 's' | 'min' | 'h'
const secondsOf: Readonly<Record<TimeUnit, number>> = { s: 1, min: 60, h: 3600 }

export interface LossPoint {
  readonly x: number
  readonly step: number
  readonly loss: number
  readonly min: number
  readonly max: number
}

export interface LossSeries {
  /** Stands at the end of the line. */
  readonly name: string
  readonly colour: string
  readonly isBand: boolean
  readonly points: readonly LossPoint[]
  readonly validation: readonly {
    readonly x: number
    readonly loss: number
    readonly best: boolean
  }[]
  readonly checkpoints: readonly { readonly x: number }[]
}

/** Marks that a chart of this width can show apart. */
const mostDots = 240
const mostTriangles = 80

/** At most so many of a list, evenly over it, and always its last and the ones that must be seen. */
export function thinned<Item>(
  items: readonly Item[],
  most: number,
  isNeeded: (item: Item) => boolean = () => false,
): readonly Item[] {
  if (items.length <= most) return items
  const every = Math.ceil(items.length / most)
  return items.filter((item, at) => at % every === 0 || at === items.length - 1 || isNeeded(item))
}

/** Minutes or hours once seconds would be large numbers. */
export function timeUnitOf(longestSeconds: number): TimeUnit {
  if (longestSeconds < 180) return 's'
  return longestSeconds < 3 * 3600 ? 'min' : 'h'
}

/** Where a step stands along the axis: the end of the bucket that holds it. */
function placeOf({ curve }: StageCurves, step: number, axis: Axis): number | null {
  if (axis === 'step') return step
  const at = curve.step.findIndex((one) => one >= step)
  return at < 0 ? null : (curve[axis][at] ?? null)
}

export function seriesOf(
  stage: StageCurves,
  look: { readonly name: string; readonly colour: string },
  axis: Axis,
  unit: TimeUnit,
): LossSeries {
  const scale = axis === 'seconds' ? secondsOf[unit] : 1
  const { curve, validation, checkpoints } = stage
  const placed = <Item extends { readonly step: number }>(items: readonly Item[]) =>
    items.flatMap((item) => {
      const x = placeOf(stage, item.step, axis)
      return x === null ? [] : [{ ...item, x: x / scale }]
    })
  return {
    ...look,
    isBand: stage.stepsPerBucket > 1,
    points: curve.step.map((step, at) => ({
      x: curve[axis][at]! / scale,
      step,
      loss: curve.loss[at]!,
      min: curve.lossMin[at]!,
      max: curve.lossMax[at]!,
    })),
    validation: placed(thinned(validation, mostDots, (one) => one.best)),
    checkpoints: placed(thinned(checkpoints, mostTriangles)),
  }
}

export interface LossWords {
  readonly x: string
  readonly y: string
  readonly training: string
  readonly validation: string
  /** What is read at the pointer. */
  readonly point: (point: LossPoint, name: string) => string
}

/** The losses that the axis has to hold; peaks within a bucket may run out of the frame. */
function domainOf(series: readonly LossSeries[]): readonly [number, number] | undefined {
  const values = series.flatMap((one) => [
    ...one.points.flatMap((point) => [point.min, point.loss]),
    ...one.validation.map((point) => point.loss),
  ])
  if (values.length === 0) return undefined
  const low = values.reduce((least, value) => Math.min(least, value))
  const high = values.reduce((most, value) => Math.max(most, value))
  const room = (high - low || Math.abs(high) || 1) * 0.06
  return [Math.max(0, low - room), high + room]
}

const fewSteps = 10

/** Between a few whole steps there is nothing to mark; undefined leaves it to the scale. */
function ticksOf(series: readonly LossSeries[], axis: Axis): number[] | undefined {
  const last = series.reduce((most, one) => Math.max(most, one.points.at(-1)?.x ?? 0), 0)
  if (axis !== 'step' || last > fewSteps) return undefined
  return Array.from({ length: last + 1 }, (_, step) => step)
}

export function drawLoss(
  series: readonly LossSeries[],
  axis: Axis,
  words: LossWords,
): (frame: PlotFrame) => PlotOptions {
  return ({ Plot, format }) => ({
    height: 300,
    marginLeft: 48,
    // Names of runs are longer than those of the two losses.
    marginRight: series.length > 1 ? 148 : 84,
    marginTop: 24,
    x: { label: words.x, ticks: ticksOf(series, axis) },
    y: {
      label: words.y,
      domain: domainOf(series) as number[] | undefined,
      tickFormat: (value: number) => format.number(value, 3),
    },
    marks: [
      Plot.gridY({ stroke: 'var(--line)', strokeOpacity: 1 }),
      ...series.flatMap((one) => marksOf(Plot, one)),
      ...labelsOf(Plot, series, words),
      ...series.map((one) =>
        Plot.tip(
          [...one.points],
          Plot.pointerX({
            x: 'x',
            y: 'loss',
            title: (point: LossPoint) => words.point(point, one.name),
            fill: 'var(--surface)',
            stroke: 'var(--line-strong)',
            maxRadius: 24,
          }),
        ),
      ),
    ],
  })
}

function marksOf(Plot: PlotFrame['Plot'], one: LossSeries) {
  const { colour: stroke } = one
  const points = [...one.points]
  const validation = [...one.validation]
  return [
    ...(one.isBand
      ? [
          Plot.areaY(points, {
            x: 'x',
            y1: 'min',
            y2: 'max',
            fill: stroke,
            fillOpacity: 0.14,
            clip: true,
          }),
        ]
      : []),
    Plot.lineY(points, { x: 'x', y: 'loss', stroke, strokeWidth: 1.5 }),
    // A line needs two points; a run of one or two steps shows them as they are.
    ...(points.length < 3 ? [Plot.dot(points, { x: 'x', y: 'loss', r: 2, fill: stroke })] : []),
    Plot.lineY(validation, { x: 'x', y: 'loss', stroke, strokeDasharray: '2 4' }),
    Plot.dot(
      validation.filter((point) => point.best),
      { x: 'x', y: 'loss', r: 7, fill: 'var(--surface)', stroke, strokeWidth: 1.5 },
    ),
    Plot.dot(validation, { x: 'x', y: 'loss', r: 3.5, fill: stroke, stroke: 'var(--surface)' }),
    Plot.dot([...one.checkpoints], {
      x: 'x',
      frameAnchor: 'bottom',
      dy: -5,
      symbol: 'triangle',
      r: 3.5,
      fill: stroke,
    }),
  ]
}

const longestName = 20

function shortened(name: string): string {
  return name.length <= longestName ? name : `${name.slice(0, longestName - 1)}…`
}

/** Names at the ends of the lines: of the runs where there are two, else of the two losses. */
function labelsOf(Plot: PlotFrame['Plot'], series: readonly LossSeries[], words: LossWords) {
  const ends = series.flatMap((one) => {
    const training = one.points.at(-1)
    const validation = one.validation.at(-1)
    const named = (point: { x: number; loss: number } | undefined, name: string) =>
      point ? [{ x: point.x, y: point.loss, name, colour: one.colour }] : []
    return series.length > 1
      ? named(training ?? validation, shortened(one.name))
      : [...named(training, words.training), ...named(validation, words.validation)]
  })
  const byHeight = [...ends].sort((a, b) => b.y - a.y)
  return byHeight.map((end, at) =>
    Plot.text([end], {
      x: 'x',
      y: 'y',
      text: 'name',
      fill: end.colour,
      textAnchor: 'start',
      dx: 9,
      // The upper one stands a little higher and the lower one lower, so that they do not meet.
      dy: byHeight.length === 1 ? 0 : at === 0 ? -6 : 6,
      fontWeight: 600,
    }),
  )
}
