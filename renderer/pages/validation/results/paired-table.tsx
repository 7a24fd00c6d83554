import { useTranslation } from 'react-i18next'
import type { EstimateOrNot, TestOrNot } from '../../../../contract/statistics'
import type { StudyFigures, StudyPaired } from '../../../../contract/study-figures'
import { FigureTable } from '../../../ui/figure-table'
import { Help } from '../../../ui/help'
import { useFormat } from '../../../ui/use-format'
import { type Figures, useFigures } from '../../evaluation/use-figures'
import { StudyArmName } from './study-arm-name'
import type { ArmsProps } from './use-arms'

const lines = [
  'difference',
  'tTest',
  'wilcoxon',
  'outcomes',
  'unacceptable',
  'rateDifference',
] as const
type Line = (typeof lines)[number]

/** Arms against the base over the same questions, test by test. */
export function PairedTable({ figures, looks }: ArmsProps<StudyFigures>) {
  const { t } = useTranslation('studyResults')
  const whole = figures.paired.filter((paired) => paired.task === null)
  return (
    <FigureTable
      heads={[
        t('paired.figure'),
        ...whole.map(({ arm }) => (
          <StudyArmName key={arm} figures={figures} looks={looks} arm={arm} />
        )),
      ]}
    >
      {lines.map((line) => (
        <tr key={line}>
          <th scope="row">
            {t(`paired.${line}.name`)}{' '}
            <Help about={t(`paired.${line}.name`)}>{t(`paired.${line}.help`)}</Help>
          </th>
          {whole.map((paired) => (
            <td key={paired.arm}>
              <PairedFigure line={line} paired={paired} />
            </td>
          ))}
        </tr>
      ))}
    </FigureTable>
  )
}

function PairedFigure({ line, paired }: { readonly line: Line; readonly paired: StudyPaired }) {
  const { t } = useTranslation('studyResults')
  const figures = useFigures()
  const format = useFormat()
  const points = (value: number): string => format.signed(value * 100, 1)
  if (line === 'difference') return estimateText(figures, paired.difference)
  if (line === 'tTest' || line === 'wilcoxon')
    return testText(figures, paired[line], (value) => format.fixed(value, 2))
  if (line === 'outcomes')
    return t('paired.outcomes.value', {
      win: format.number(paired.win),
      tie: format.number(paired.tie),
      loss: format.number(paired.loss),
    })
  if (line === 'unacceptable')
    return t('paired.unacceptable.value', {
      fixed: format.number(paired.fixed),
      made: format.number(paired.newlyMade),
      p: figures.p(paired.mcNemar),
    })
  const { rateDifference } = paired
  if (rateDifference.kind !== 'estimate') return figures.reason(rateDifference.reason)
  return t('paired.rateDifference.value', {
    value: points(rateDifference.value),
    low: points(rateDifference.low),
    high: points(rateDifference.high),
  })
}

function estimateText(figures: Figures, figure: EstimateOrNot): string {
  if (figure.kind === 'not-defined') return figures.reason(figure.reason)
  const value = figures.signedValue(figure)
  return figure.kind === 'estimate'
    ? `${value} (${figures.signedInterval(figure)})`
    : `${value}. ${figures.reason(figure.reason)}`
}

function testText(figures: Figures, test: TestOrNot, write: (value: number) => string): string {
  if (test.kind === 'not-defined') return figures.reason(test.reason)
  const effect = test.effect
    ? `, ${figures.effectName(test.effect.name)} ${write(test.effect.value)}`
    : ''
  return `${figures.p(test)}, n = ${test.n}${effect}`
}
