import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import {
  corpora,
  type PerplexityRow,
  type PerplexityTable,
} from '../../../contract/evaluation-scoring'
import { FigureTable } from '../../ui/figure-table'
import { IconLock } from '../../ui/icons'
import { Plot } from '../../ui/plot'
import { intervalMarks, type PlotFrame, roomFor, symbolOfPlace } from '../../ui/plot-theme'
import { useFormat } from '../../ui/use-format'
import { ArmName } from './arm-name'
import { Estimate } from './estimate'
import classes from './results.module.css'
import { type SeriesLook, useLooks } from './use-choices'
import { useFigures } from './use-figures'

interface PerplexityResultProps {
  /** The tables of one start: the model alone, then its adapters. */
  readonly tables: readonly PerplexityTable[]
}

function useNames(tables: readonly PerplexityTable[]): readonly string[] {
  const { t } = useTranslation('evaluation')
  return useMemo(
    () =>
      tables.map((table) =>
        table.adapterId === null ? t('modelAlone') : (table.adapterName ?? table.adapterId),
      ),
    [tables, t],
  )
}

/** The plot, and the table as in the paper: texts as rows, models as columns. */
export function PerplexityResult({ tables }: PerplexityResultProps) {
  const { t } = useTranslation('evaluation')
  const format = useFormat()
  const series = useMemo(
    () => tables.map((table) => ({ ...table, isBase: table.adapterId === null })),
    [tables],
  )
  const looks = useLooks(series)
  const names = useNames(tables)
  const [first] = tables
  if (!first) return null
  return (
    <>
      <PerplexityPlot tables={tables} looks={looks} names={names} />
      <PerplexityFigures tables={tables} looks={looks} names={names} />
      <p className={classes.soft}>
        {t('perplexity.facts', {
          model: first.modelName,
          tokens: format.number(first.context),
          seed: first.seed,
          when: format.when(first.createdAt),
          who: first.createdBy,
        })}
      </p>
    </>
  )
}

interface NamedTables extends PerplexityResultProps {
  readonly looks: readonly SeriesLook[]
  readonly names: readonly string[]
}

const rowHeight = 26

function PerplexityPlot({ tables, looks, names }: NamedTables) {
  const { t } = useTranslation('evaluation')
  const rows = useMemo(
    () =>
      corpora.flatMap((corpus) =>
        tables.flatMap((table, at) => {
          const row = table.rows.find((one) => one.corpus === corpus)
          if (row?.perplexity.kind !== 'estimate') return []
          const [p5, p25, p50, p75, p95] = row.percentiles ?? []
          return [
            {
              corpus: t(`corpora.${corpus}`),
              name: names[at] ?? '',
              ...row.perplexity,
              documents: row.documents,
              p5,
              p25,
              p50,
              p75,
              p95,
              colour: looks[at]?.colour ?? 'currentColor',
              symbol: symbolOfPlace(looks[at]?.place ?? null),
            },
          ]
        }),
      ),
    [tables, looks, names, t],
  )
  const draw = useCallback(
    ({ Plot: library }: PlotFrame) => {
      const spread = rows.filter((row) => row.p5 !== undefined)
      const texts = new Set(rows.map((row) => row.corpus))
      const band = { y: 'name', fy: 'corpus', stroke: 'colour', strokeLinecap: 'butt' } as const
      return {
        height: 52 + rows.length * rowHeight + texts.size * 10,
        marginLeft: roomFor(texts),
        marginRight: roomFor(names),
        marginTop: 8,
        marginBottom: 40,
        x: {
          type: 'log' as const,
          label: t('perplexity.axis'),
          labelAnchor: 'center' as const,
          ticks: 6,
        },
        y: { label: null, domain: [...names], tickSize: 0, axis: 'right' as const },
        fy: { label: null, domain: [...texts], axis: 'left' as const, padding: 0.2 },
        marks: [
          library.ruleY(spread, { ...band, x1: 'p5', x2: 'p95', strokeOpacity: 0.35 }),
          library.ruleY(spread, {
            ...band,
            x1: 'p25',
            x2: 'p75',
            strokeWidth: 9,
            strokeOpacity: 0.25,
          }),
          ...intervalMarks(library, rows, 'corpus'),
        ],
      }
    },
    [rows, names, t],
  )
  const table = useMemo(
    () => ({
      columns: [
        { header: t('perplexity.text') },
        { header: t('plot.model') },
        { header: t('perplexity.documents'), digits: 0 },
        { header: t('parts.perplexity'), digits: 3 },
        { header: t('plot.low'), digits: 3 },
        { header: t('plot.high'), digits: 3 },
        ...['5 %', '25 %', '50 %', '75 %', '95 %'].map((header) => ({ header, digits: 2 })),
      ],
      rows: rows.map((row) => [
        row.corpus,
        row.name,
        row.documents,
        row.value,
        row.low,
        row.high,
        row.p5 ?? null,
        row.p25 ?? null,
        row.p50 ?? null,
        row.p75 ?? null,
        row.p95 ?? null,
      ]),
    }),
    [rows, t],
  )
  if (rows.length === 0) return null
  return (
    <Plot
      title={t('perplexity.plotTitle')}
      summary={t('perplexity.plotSummary')}
      draw={draw}
      table={table}
    />
  )
}

function PerplexityFigures({ tables, looks, names }: NamedTables) {
  const { t } = useTranslation('evaluation')
  const shown = corpora.filter((corpus) =>
    tables.some((table) => table.rows.some((row) => row.corpus === corpus)),
  )
  return (
    <FigureTable
      heads={[
        t('perplexity.text'),
        ...tables.map((table, at) => (
          <ArmName key={table.id} look={looks[at]}>
            {names[at]}
          </ArmName>
        )),
      ]}
    >
      {shown.map((corpus) => {
        const rows = tables.map((table) => table.rows.find((row) => row.corpus === corpus))
        return (
          <tr key={corpus}>
            <th scope="row">
              {t(`corpora.${corpus}`)}
              <RowFacts row={rows.find((row) => row !== undefined)} />
            </th>
            {rows.map((row, at) => (
              <td key={tables[at]?.id}>{row && <Perplexity row={row} />}</td>
            ))}
          </tr>
        )
      })}
    </FigureTable>
  )
}

/** Whether a sample or all was scored, and how much of it. */
function RowFacts({ row }: { readonly row: PerplexityRow | undefined }) {
  const { t } = useTranslation(['evaluation', 'common'])
  const format = useFormat()
  if (!row) return null
  return (
    <p className={classes.rowFacts}>
      {row.confidential && <IconLock size={12} aria-label={t('common:confidential')} />}
      {t(row.isSample ? 'perplexity.drawn' : 'perplexity.all', {
        documents: format.number(row.documents),
        available: format.number(row.available),
      })}
      {row.documents < row.planned &&
        ` · ${t('perplexity.soFar', { planned: format.number(row.planned) })}`}
    </p>
  )
}

function Perplexity({ row }: { readonly row: PerplexityRow }) {
  const { t } = useTranslation('evaluation')
  const format = useFormat()
  const figures = useFigures()
  const { perplexity } = row
  if (perplexity.kind === 'not-defined')
    return <span className={classes.soft}>{figures.reason(perplexity.reason)}</span>
  return (
    <>
      <Estimate value={figures.value(perplexity)} interval={figures.interval(perplexity)} />
      <p className={classes.rowFacts}>
        {t('perplexity.tokens', { number: format.number(row.tokens) })}
        {row.cutDocuments > 0 &&
          ` · ${t('perplexity.cut', { number: format.number(row.cutDocuments) })}`}
      </p>
    </>
  )
}
