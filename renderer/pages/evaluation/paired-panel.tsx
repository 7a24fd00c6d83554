import { Button, VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { PairedResult, Results } from '../../../contract/evaluation-results'
import type { TestOrNot } from '../../../contract/statistics'
import { Help } from '../../ui/help'
import { Section } from '../../ui/page'
import { useFormat } from '../../ui/use-format'
import { ArmName } from './arm-name'
import type { ItemView } from './item-view'
import classes from './results.module.css'
import type { SeriesLook } from './use-choices'
import { useFigures } from './use-figures'

interface PairedPanelProps {
  readonly results: Results
  readonly looks: readonly SeriesLook[]
  readonly view: ItemView
  readonly onShow: (view: Partial<ItemView>) => void
}

/** Each arm beside the base, question by question: who won, what the tests say, which errors changed. */
export function PairedPanel({ results, looks, view, onShow }: PairedPanelProps) {
  const { t } = useTranslation('evaluation')
  const base = results.arms.find((arm) => arm.isBase)
  const overall = results.paired.filter((one) => one.task === null)
  return (
    <Section title={t('paired.title', { base: base?.name ?? '' })} note={t('paired.note')}>
      <div className={classes.pairs}>
        {overall.map((paired) => {
          const at = results.arms.findIndex((arm) => arm.id === paired.armId)
          return (
            <article
              key={paired.armId}
              className={classes.pair}
              aria-label={results.arms[at]?.name}
            >
              <h3>
                <ArmName look={looks[at]}>{results.arms[at]?.name}</ArmName>
              </h3>
              <WinBar paired={paired} view={view} onShow={onShow} />
              <ErrorLists paired={paired} onShow={onShow} />
              <Tests paired={paired} holm={results.holm} />
            </article>
          )
        })}
      </div>
    </Section>
  )
}

interface PairProps {
  readonly paired: PairedResult
  readonly view: ItemView
  readonly onShow: (view: Partial<ItemView>) => void
}

const outcomes = ['win', 'tie', 'loss'] as const

function WinBar({ paired, view, onShow }: PairProps) {
  const { t } = useTranslation('evaluation')
  const format = useFormat()
  const { armId } = paired
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a frame
    <div className={classes.outcomes} role="group" aria-label={t('paired.outcomes')}>
      {outcomes.map((change) => (
        <button
          key={change}
          type="button"
          className={classes.outcome}
          data-outcome={change}
          aria-pressed={view.change === change && view.armId === armId}
          style={{ flexGrow: Math.max(1, paired[change]) }}
          onClick={() => onShow({ armId, change })}
        >
          <strong>{format.number(paired[change])}</strong> {t(`paired.${change}`)}
        </button>
      ))}
    </div>
  )
}

/** The two lists worth reading one by one. */
function ErrorLists({ paired, onShow }: Omit<PairProps, 'view'>) {
  const { t } = useTranslation('evaluation')
  const format = useFormat()
  const figures = useFigures()
  const { armId, fixed, newlyMade, mcNemar } = paired
  return (
    <div className={classes.errors}>
      <Button
        size="compact-md"
        variant="default"
        disabled={fixed === 0}
        onClick={() => onShow({ armId, change: 'fixed' })}
      >
        {t('paired.fixed', { count: fixed, number: format.number(fixed) })}
      </Button>
      <Button
        size="compact-md"
        variant="default"
        disabled={newlyMade === 0}
        onClick={() => onShow({ armId, change: 'newly-made' })}
      >
        {t('paired.newlyMade', { count: newlyMade, number: format.number(newlyMade) })}
      </Button>
      <span className={classes.soft}>
        {t('paired.mcNemar', { p: figures.p(mcNemar) })}{' '}
        <Help about={t('tests.mcNemar.name')}>{t('tests.mcNemar.help')}</Help>
      </span>
    </div>
  )
}

interface TestsProps {
  readonly paired: PairedResult
  readonly holm: Results['holm']
}

const tests = ['wilcoxon', 'tTest', 'sign', 'mcNemar'] as const

function Tests({ paired, holm }: TestsProps) {
  const { t } = useTranslation('evaluation')
  const figures = useFigures()
  const adjusted = holm.length > 1 ? holm.find((one) => one.armId === paired.armId) : undefined
  return (
    <table className={classes.tests}>
      <VisuallyHidden component="caption">{t('tests.title')}</VisuallyHidden>
      <thead className={classes.testHead}>
        <tr>
          <th scope="col">{t('tests.test')}</th>
          <th scope="col">{t('tests.p')}</th>
          <th scope="col">{t('tests.statistic')}</th>
          <th scope="col">{t('tests.effect')}</th>
          <th scope="col">{t('tests.pairs')}</th>
        </tr>
      </thead>
      <tbody>
        {tests.map((name) => (
          <TestRow key={name} name={name} test={paired[name]} />
        ))}
        {adjusted && (
          <tr>
            <th scope="row" className={classes.testName}>
              {t('tests.holm.name')}{' '}
              <Help about={t('tests.holm.name')}>{t('tests.holm.help')}</Help>
            </th>
            <td>{figures.pValue(adjusted.adjusted)}</td>
            <td />
            <td />
            <td />
          </tr>
        )}
      </tbody>
    </table>
  )
}

interface TestRowProps {
  readonly name: (typeof tests)[number]
  readonly test: TestOrNot
}

function TestRow({ name, test }: TestRowProps) {
  const { t } = useTranslation('evaluation')
  const format = useFormat()
  const figures = useFigures()
  const title = t(`tests.${name}.name`)
  return (
    <tr>
      <th scope="row" className={classes.testName}>
        {title}{' '}
        <Help about={title}>
          {t(`tests.${name}.help`)}
          {test.kind === 'test' && ` (${figures.testName(test.name)})`}
        </Help>
      </th>
      {test.kind === 'test' ? (
        <>
          <td>{figures.pValue(test.p)}</td>
          <td>
            {format.fixed(test.statistic, 2)}
            {test.freedom !== null &&
              ` (${t('tests.freedom', { number: format.number(test.freedom) })})`}
          </td>
          <td>
            {test.effect &&
              `${format.fixed(test.effect.value, 2)} ${figures.effectName(test.effect.name)}`}
          </td>
          <td>{format.number(test.n)}</td>
        </>
      ) : (
        <td colSpan={4} className={classes.soft}>
          {figures.reason(test.reason)}
        </td>
      )}
    </tr>
  )
}
