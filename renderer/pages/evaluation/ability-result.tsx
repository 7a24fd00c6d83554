import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { AbilityArm, AbilityCheck } from '../../../contract/evaluation-scoring'
import { FigureTable } from '../../ui/figure-table'
import { Plot } from '../../ui/plot'
import { intervalMarks, type PlotFrame, roomFor, symbolOfPlace } from '../../ui/plot-theme'
import { StatusMark } from '../../ui/status-mark'
import { useFormat } from '../../ui/use-format'
import { ArmName } from './arm-name'
import { Estimate } from './estimate'
import classes from './results.module.css'
import { type SeriesLook, useLooks } from './use-choices'
import { useFigures } from './use-figures'

interface AbilityResultProps {
  readonly check: AbilityCheck
  readonly names: readonly string[]
}

/** What the model alone could, and what each adapter kept of it. */
export function AbilityResult({ check, names }: AbilityResultProps) {
  const { t } = useTranslation('evaluation')
  const format = useFormat()
  const series = useMemo(
    () =>
      check.arms.map((arm) => ({
        modelId: check.modelId,
        adapterId: arm.adapterId,
        isBase: arm.adapterId === null,
      })),
    [check],
  )
  const looks = useLooks(series)
  return (
    <>
      <Verdicts check={check} names={names} />
      <AccuracyPlot check={check} names={names} looks={looks} />
      <FigureTable
        heads={[
          t('plot.model'),
          t('ability.right'),
          t('ability.lostGained'),
          t('ability.test'),
          t('ability.perplexity'),
        ]}
      >
        {check.arms.map((arm, at) => (
          <ArmRow key={arm.adapterId ?? 'base'} arm={arm} name={names[at]} look={looks[at]} />
        ))}
      </FigureTable>
      <p className={classes.soft}>
        {t('ability.facts', {
          set: check.setName,
          sha: check.setSha256.slice(0, 12),
          when: format.when(check.createdAt),
          who: check.createdBy,
        })}
      </p>
    </>
  )
}

/** Whether forgetting shows, in a sentence an adapter; by the interval of the perplexities' ratio and the lost items. */
function Verdicts({ check, names }: AbilityResultProps) {
  const { t } = useTranslation('evaluation')
  const format = useFormat()
  return (
    <ul className={classes.verdicts}>
      {check.arms.map((arm, at) => {
        if (arm.adapterId === null || arm.items === 0) return null
        const isForgetting = forgets(arm)
        return (
          <li key={arm.adapterId}>
            <StatusMark meaning={isForgetting ? 'look' : 'fine'}>
              {t(isForgetting ? 'ability.forgets' : 'ability.keeps', {
                arm: names[at],
                lost: format.number(arm.lost),
                gained: format.number(arm.gained),
              })}
            </StatusMark>
          </li>
        )
      })}
    </ul>
  )
}

/** Shown where the loss is more than chance gives, in the items or in the text. */
export function forgets(arm: AbilityArm): boolean {
  const { mcNemar, perplexityRatio, lost, gained } = arm
  const losesItems = mcNemar.kind === 'test' && mcNemar.p < 0.05 && lost > gained
  return losesItems || (perplexityRatio.kind === 'estimate' && perplexityRatio.low > 1)
}

interface ArmRowProps {
  readonly arm: AbilityArm
  readonly name: string | undefined
  readonly look: SeriesLook | undefined
}

function ArmRow({ arm, name, look }: ArmRowProps) {
  const { t } = useTranslation('evaluation')
  const format = useFormat()
  const figures = useFigures()
  const isBase = arm.adapterId === null
  return (
    <tr>
      <th scope="row">
        <ArmName look={look}>{name}</ArmName>
      </th>
      <td>
        <Estimate
          value={figures.share(arm.accuracy)}
          interval={figures.shareInterval(arm.accuracy)}
        />
        <p className={classes.rowFacts}>
          {t('ability.rightOf', {
            right: format.number(arm.right),
            items: format.number(arm.items),
          })}
        </p>
      </td>
      <td>
        {!isBase &&
          t('ability.lostGainedFigures', {
            lost: format.number(arm.lost),
            gained: format.number(arm.gained),
          })}
      </td>
      <td>{!isBase && figures.p(arm.mcNemar)}</td>
      <td>
        <Estimate
          value={figures.value(arm.perplexity)}
          interval={figures.interval(arm.perplexity)}
        />
        {!isBase && arm.perplexityRatio.kind === 'estimate' && (
          <p className={classes.rowFacts}>
            {t('ability.ratio', {
              ratio: figures.value(arm.perplexityRatio, 3),
              interval: figures.interval(arm.perplexityRatio, 3),
            })}
          </p>
        )}
      </td>
    </tr>
  )
}

interface AccuracyPlotProps extends AbilityResultProps {
  readonly looks: readonly SeriesLook[]
}

function AccuracyPlot({ check, names, looks }: AccuracyPlotProps) {
  const { t } = useTranslation('evaluation')
  const rows = useMemo(
    () =>
      check.arms.flatMap((arm, at) =>
        arm.accuracy.kind === 'estimate'
          ? [
              {
                ...arm.accuracy,
                name: names[at] ?? '',
                colour: looks[at]?.colour ?? 'currentColor',
                symbol: symbolOfPlace(looks[at]?.place ?? null),
              },
            ]
          : [],
      ),
    [check, names, looks],
  )
  const draw = useCallback(
    ({ Plot: library, format }: PlotFrame) => ({
      height: 52 + rows.length * 26,
      marginLeft: roomFor(rows.map((row) => row.name)),
      marginRight: 24,
      marginTop: 8,
      marginBottom: 40,
      x: {
        label: t('ability.axis'),
        labelAnchor: 'center' as const,
        domain: [0, 1],
        tickFormat: (value: number) => format.percent(value),
      },
      y: { label: null, domain: rows.map((row) => row.name), tickSize: 0 },
      marks: [
        library.ruleX([0], { stroke: 'var(--line-strong)' }),
        ...intervalMarks(library, rows),
      ],
    }),
    [rows, t],
  )
  const table = useMemo(
    () => ({
      columns: [
        { header: t('plot.model') },
        { header: t('ability.right'), digits: 3 },
        { header: t('plot.low'), digits: 3 },
        { header: t('plot.high'), digits: 3 },
      ],
      rows: rows.map((row) => [row.name, row.value, row.low, row.high]),
    }),
    [rows, t],
  )
  if (rows.length === 0) return null
  return <Plot title={t('ability.plotTitle')} draw={draw} table={table} />
}
