import { useTranslation } from 'react-i18next'
import type { StepCurve, TrainingRun } from '../../../contract/training'
import { Figure } from '../../ui/figure'
import { Help } from '../../ui/help'
import { useFormat } from '../../ui/use-format'
import { rateWords } from './plan-number'
import classes from './run.module.css'

interface RunFiguresProps {
  readonly run: TrainingRun
  readonly curve: StepCurve | null
}

/** Four small figures: what they are now, or were last, and their course as a line. */
export function RunFigures({ run, curve }: RunFiguresProps) {
  const { t } = useTranslation('training')
  const format = useFormat()
  const { live } = run
  const shown = (value: number | null | undefined, words: (value: number) => string): string =>
    value === null || value === undefined ? t('runs.figures.none') : words(value)
  const last = (values: readonly number[] | undefined): number | undefined => values?.at(-1)
  return (
    <div className={classes.figures}>
      <Small values={curve?.tokensPerSecond}>
        <Figure
          label={t('runs.figures.tokensPerSecond')}
          value={shown(live?.tokensPerSecond ?? last(curve?.tokensPerSecond), (value) =>
            format.number(value, value < 100 ? 1 : 0),
          )}
        />
      </Small>
      <Small values={curve?.learningRate}>
        <Figure
          label={t('runs.figures.learningRate')}
          value={shown(live?.learningRate ?? last(curve?.learningRate), (value) =>
            rateWords(Number(value.toPrecision(3)), format.language),
          )}
        />
      </Small>
      <Small values={curve?.gradientNorm}>
        <Figure
          label={
            <>
              {t('runs.figures.gradientNorm')}
              <Help about={t('runs.figures.gradientNorm')}>{t('runs.figures.gradientHelp')}</Help>
            </>
          }
          value={shown(live?.gradientNorm ?? last(curve?.gradientNorm), (value) =>
            format.number(value, 3),
          )}
        />
      </Small>
      <Small values={curve?.memoryBytes}>
        <Figure
          label={t('runs.figures.memory')}
          value={shown(live?.memoryBytes ?? last(curve?.memoryBytes), format.bytes)}
        />
      </Small>
    </div>
  )
}

interface SmallProps {
  readonly values: readonly number[] | undefined
  readonly children: React.ReactNode
}

function Small({ values, children }: SmallProps) {
  return (
    <div className={classes.small}>
      {children}
      <Spark values={values ?? []} />
    </div>
  )
}

const width = 120
const height = 24

/** The course of a figure without axes; the numbers are in the table of the chart. */
function Spark({ values }: { readonly values: readonly number[] }) {
  if (values.length < 2) return <div className={classes.spark} />
  const low = values.reduce((least, value) => Math.min(least, value))
  const high = values.reduce((most, value) => Math.max(most, value))
  const points = values.map((value, at) => {
    const x = (at / (values.length - 1)) * width
    const y = high === low ? height / 2 : 2 + (1 - (value - low) / (high - low)) * (height - 4)
    return `${x.toFixed(1)},${y.toFixed(1)}`
  })
  return (
    <svg
      className={classes.spark}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      aria-hidden
    >
      <polyline points={points.join(' ')} vectorEffect="non-scaling-stroke" />
    </svg>
  )
}
