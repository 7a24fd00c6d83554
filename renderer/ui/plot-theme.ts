import type { Markish, PlotOptions } from '@observablehq/plot'
import type { Format } from './use-format'

/** The library itself; it is loaded when the first plot is shown. */
export type PlotLibrary = typeof import('@observablehq/plot')

/** What a plot is drawn with. */
export interface PlotFrame {
  readonly Plot: PlotLibrary
  /** Pixels that the page leaves for it. */
  readonly width: number
  readonly format: Format
}

/** Colours apart from the neutral one of the base; after the last the first comes again. */
export const seriesCount = 7

/** The neutral colour: whatever the others are compared with. */
export const baseColour = 'var(--plot-base)'

/** The colour of the series at this place, from 0; tokens.css has them for light and dark. */
export function seriesColour(place: number): string {
  return `var(--plot-${(place % seriesCount) + 1})`
}

const symbols = [
  'circle',
  'square',
  'triangle',
  'diamond',
  'star',
  'wye',
  'cross',
  'hexagon',
] as const
export type SeriesSymbol = (typeof symbols)[number]

/** A shape beside the colour, for those who do not see colours apart. */
export function seriesSymbol(place: number): SeriesSymbol {
  return symbols[place % symbols.length]!
}

/** A model with or without an adapter: what has one colour on every page. */
export interface Series {
  readonly modelId: string
  readonly adapterId: string | null
  readonly isBase?: boolean
}

/** All that can have a colour in a project, oldest first, so that new ones move nobody's colour. */
export interface SeriesOrder {
  readonly adapterIds: readonly string[]
  readonly modelIds: readonly string[]
}

/**
 * Each series' place among the colours; null is the neutral one of the base. Adapters take places
 * from the front and other models from the back, each by its age in the project; who finds a place
 * taken by another series of the same plot takes the next free one.
 */
export function placesOf(
  series: readonly Series[],
  order: SeriesOrder,
): readonly (number | null)[] {
  const taken = new Set<number>()
  return series.map((one) => {
    if (one.isBase) return null
    const isFront = one.adapterId !== null
    const at = isFront
      ? order.adapterIds.indexOf(one.adapterId!)
      : order.modelIds.indexOf(one.modelId)
    const age = Math.max(0, at) % seriesCount
    const wanted = isFront ? age : seriesCount - 1 - age
    const free = Array.from({ length: seriesCount }, (_, step) =>
      isFront ? (wanted + step) % seriesCount : (wanted - step + seriesCount) % seriesCount,
    ).find((place) => !taken.has(place))
    const place = free ?? wanted
    taken.add(place)
    return place
  })
}

export function colourOfPlace(place: number | null): string {
  return place === null ? baseColour : seriesColour(place)
}

/** The base has the plainest shape. */
export function symbolOfPlace(place: number | null): SeriesSymbol {
  return seriesSymbol(place === null ? 0 : place + 1)
}

/** Pixels that names beside an axis need, within sensible limits. */
export function roomFor(names: Iterable<string>): number {
  const longest = Math.max(0, ...[...names].map((name) => name.length))
  return Math.min(300, Math.max(60, Math.ceil(longest * 6.8) + 20))
}

/** What every plot has in common: thin axes, small letters, no colours of its own. */
export function themed({ width, format }: PlotFrame, options: PlotOptions): PlotOptions {
  const axis = { tickSize: 3, tickPadding: 4, labelArrow: 'none' } as const
  const tickFormat = (value: unknown): string =>
    typeof value === 'number' ? format.number(value, 6) : String(value)
  return {
    width,
    className: 'plot',
    ...options,
    x: { ...axis, tickFormat, ...options.x } as PlotOptions['x'],
    y: { ...axis, tickFormat, ...options.y } as PlotOptions['y'],
  }
}

/** A line where nothing differs: differences and changes are read from it. */
export function zeroLine(Plot: PlotLibrary, direction: 'x' | 'y', at = 0): Markish {
  const look = { stroke: 'var(--ink-soft)', strokeWidth: 1 }
  return direction === 'x' ? Plot.ruleX([at], look) : Plot.ruleY([at], look)
}

export interface IntervalRow {
  /** The band it stands in; direct label of the row. */
  readonly name: string
  readonly value: number
  readonly low: number
  readonly high: number
  readonly colour: string
  readonly symbol?: SeriesSymbol
}

/** A point with its interval in each band of y: no estimate is drawn without it. */
export function intervalMarks(
  Plot: PlotLibrary,
  rows: readonly IntervalRow[],
  faceted?: string,
): readonly Markish[] {
  const data = [...rows]
  const facet = faceted === undefined ? {} : { fy: faceted }
  return [
    Plot.link(data, {
      x1: 'low',
      x2: 'high',
      y1: 'name',
      y2: 'name',
      stroke: 'colour',
      strokeWidth: 2,
      ...facet,
    }),
    Plot.dot(data, {
      x: 'value',
      y: 'name',
      fill: 'colour',
      stroke: 'var(--surface)',
      symbol: 'symbol',
      r: 5,
      ...facet,
    }),
  ]
}
