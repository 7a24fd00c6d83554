import { Button, VisuallyHidden } from '@mantine/core'
import type { PlotOptions } from '@observablehq/plot'
import {
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { useTranslation } from 'react-i18next'
import { copyText } from './copy-text'
import { IconCopy } from './icons'
import { KeyHint } from './key-hint'
import classes from './plot.module.css'
import { csvOf, type PlotTable, svgTextOf } from './plot-export'
import { type PlotFrame, type PlotLibrary, themed } from './plot-theme'
import { tell } from './tell'
import { useFormat } from './use-format'
import { usePageKeys } from './use-page-keys'

interface PlotProps {
  /** Stands above it: what is shown, in a few words. */
  readonly title: string
  /** What can be read from it, in a sentence: for those who hear it, and under the title. */
  readonly summary?: string
  /**
   * The drawing for a width. Colours are CSS variables (plot-theme.ts), so that they follow light
   * and dark; no style strings, titles or legends, which the content policy or the theme forbid.
   * Keep the function the same while the data are the same (useCallback): a new one draws anew,
   * at most twice a second.
   */
  readonly draw: (frame: PlotFrame) => PlotOptions
  /** The same numbers. */
  readonly table: PlotTable
  /** Beside the title: filters and the like. */
  readonly tools?: ReactNode
}

/** Milliseconds from one drawing to the next. */
const restMilliseconds = 500
/** Rows that are put on the page; a longer table is whole in the CSV. */
const rowsShown = 500
/** Longer tables are read aloud only when they are asked for. */
const rowsSpoken = 60

/** A scientific plot: drawing, or with one key the table of its numbers; both can be taken along. */
export function Plot({ title, summary, draw, table, tools }: PlotProps) {
  const { t } = useTranslation('common')
  const id = useId()
  const [isTable, setTable] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const canvas = useDrawing(draw, useWidth(box), isTable)
  const toggle = (): void => setTable((shown) => !shown)
  usePageKeys({ t: toggle })
  const copy = async (what: 'svg' | 'csv'): Promise<void> => {
    const svg = canvas.current?.querySelector('svg')
    const text = what === 'csv' ? csvOf(table) : svg ? svgTextOf(svg, title) : null
    if (text === null) return
    const isDone = await copyText(text)
    tell(isDone ? 'fine' : 'look', t(isDone ? `plot.copied.${what}` : 'plot.notCopied'))
  }
  return (
    <figure className={classes.figure} aria-labelledby={id}>
      <div className={classes.head}>
        <figcaption className={classes.words}>
          <h3 id={id}>{title}</h3>
          {summary && <p className={classes.summary}>{summary}</p>}
        </figcaption>
        <div className={classes.tools}>
          {tools}
          <Button
            size="compact-sm"
            variant="default"
            aria-pressed={isTable}
            rightSection={<KeyHint keys="T" />}
            onClick={toggle}
          >
            {t('plot.table')}
          </Button>
          {(isTable ? (['csv'] as const) : (['svg', 'csv'] as const)).map((what) => (
            <Button
              key={what}
              size="compact-sm"
              variant="subtle"
              color="gray"
              leftSection={<IconCopy size={14} aria-hidden />}
              aria-label={t(`plot.copy.${what}`)}
              onClick={() => void copy(what)}
            >
              {what.toUpperCase()}
            </Button>
          ))}
        </div>
      </div>
      <div ref={box}>
        {isTable ? (
          <NumberTable title={title} table={table} />
        ) : (
          <>
            <div
              className={classes.canvas}
              ref={canvas}
              role="img"
              aria-label={summary ? `${title}. ${summary}` : title}
            />
            {table.rows.length <= rowsSpoken && (
              <VisuallyHidden component="div">
                <NumberTable title={title} table={table} isHidden />
              </VisuallyHidden>
            )}
          </>
        )}
      </div>
    </figure>
  )
}

let library: Promise<PlotLibrary> | null = null

function loadLibrary(): Promise<PlotLibrary> {
  library ??= import('@observablehq/plot')
  return library
}

function useWidth(box: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const measure = (): void => setWidth(element.clientWidth)
    const observer = new ResizeObserver(measure)
    measure()
    observer.observe(element)
    return () => observer.disconnect()
  }, [box])
  return width
}

/** Puts the drawing where the reference points, and again where it or the width changed. */
function useDrawing(draw: PlotProps['draw'], width: number, isAway: boolean) {
  const canvas = useRef<HTMLDivElement>(null)
  const lastDrawn = useRef(Number.NEGATIVE_INFINITY)
  const format = useFormat()
  useEffect(() => {
    if (isAway || width === 0) return
    let isOver = false
    const put = async (): Promise<void> => {
      const Plot = await loadLibrary()
      if (isOver || !canvas.current) return
      lastDrawn.current = performance.now()
      const frame = { Plot, width, format }
      const drawn = Plot.plot(themed(frame, draw(frame)))
      // Its style element is taken out before it counts: the content policy forbids it.
      for (const style of drawn.querySelectorAll('style')) style.remove()
      drawn.setAttribute('aria-hidden', 'true')
      canvas.current.replaceChildren(drawn)
    }
    const isFresh = canvas.current?.firstChild === null
    const wait = isFresh ? 0 : lastDrawn.current + restMilliseconds - performance.now()
    const timer = setTimeout(() => void put(), Math.max(0, wait))
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [draw, width, format, isAway])
  return canvas
}

interface NumberTableProps {
  readonly title: string
  readonly table: PlotTable
  /** Only read aloud: no stop for Tab that nobody sees. */
  readonly isHidden?: boolean
}

function NumberTable({ title, table, isHidden = false }: NumberTableProps) {
  const { t } = useTranslation('common')
  const format = useFormat()
  const shown = table.rows.slice(0, rowsShown)
  const written = (value: number, digits: number | undefined): string =>
    digits === undefined ? format.number(value, 3) : format.fixed(value, digits)
  const isNumber = (column: number): true | undefined =>
    shown.some((row) => typeof row[column] === 'number') || undefined
  return (
    <section
      className={isHidden ? undefined : classes.tableBox}
      tabIndex={isHidden ? undefined : 0}
      aria-label={t('plot.tableOf', { title })}
    >
      <table className={classes.table}>
        <thead>
          <tr>
            {table.columns.map((column, at) => (
              <th key={column.header} scope="col" data-number={isNumber(at)}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of numbers have no identity but their place
            <tr key={at}>
              {row.map((cell, column) => (
                <td
                  // biome-ignore lint/suspicious/noArrayIndexKey: as above
                  key={column}
                  data-number={isNumber(column)}
                >
                  {typeof cell === 'number'
                    ? written(cell, table.columns[column]?.digits)
                    : (cell ?? '–')}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length < table.rows.length && (
        <p className={classes.summary}>
          {t('plot.more', {
            shown: format.number(shown.length),
            rows: format.number(table.rows.length),
          })}
        </p>
      )}
    </section>
  )
}
