import { useTranslation } from 'react-i18next'
import type { StudyCell, StudyFigures } from '../../../../contract/study-figures'
import { FigureTable } from '../../../ui/figure-table'
import { ScoreBar } from '../../../ui/score-bar'
import { useFormat } from '../../../ui/use-format'
import { Estimate } from '../../evaluation/estimate'
import { useFigures, useTaskName } from '../../evaluation/use-figures'
import classes from './results.module.css'
import { StudyArmName } from './study-arm-name'
import type { ArmsProps } from './use-arms'

/** Arms as columns, tasks as rows. */
export function ScoreTable({ figures, looks }: ArmsProps<StudyFigures>) {
  const { t } = useTranslation('studyResults')
  const taskName = useTaskName()
  const tasks = figures.tasks.length > 2 ? figures.tasks : [null]
  return (
    <FigureTable
      heads={[
        t('scores.task'),
        ...figures.arms.map(({ arm }) => (
          <StudyArmName key={arm} figures={figures} looks={looks} arm={arm} />
        )),
      ]}
    >
      {tasks.map((task) => (
        <tr key={task ?? 'all'} data-all={task === null || undefined}>
          <th scope="row">{taskName(task)}</th>
          {figures.arms.map(({ arm, name }) => {
            const cell = figures.cells.find((one) => one.arm === arm && one.task === task)
            return (
              <td key={arm}>{cell && <Cell cell={cell} name={`${taskName(task)}, ${name}`} />}</td>
            )
          })}
        </tr>
      ))}
    </FigureTable>
  )
}

function Cell({ cell, name }: { readonly cell: StudyCell; readonly name: string }) {
  const { t } = useTranslation('studyResults')
  const figures = useFigures()
  const format = useFormat()
  const { mean, unacceptable } = cell
  return (
    <div className={classes.cell}>
      <p className={classes.mean}>
        <Estimate
          value={figures.value(mean)}
          interval={mean.kind === 'estimate' ? figures.interval(mean) : figures.reason(mean.reason)}
        />
      </p>
      <ScoreBar name={name} distribution={cell.distribution} />
      <p className={classes.small}>
        {unacceptable.kind === 'estimate'
          ? t('scores.unacceptable', {
              bad: format.number(cell.distribution[0]),
              rated: format.number(cell.rated),
              share: figures.share(unacceptable),
              interval: figures.shareInterval(unacceptable),
            })
          : figures.reason(unacceptable.reason)}
        {cell.rated < cell.answers &&
          ` ${t('scores.unrated', { number: format.number(cell.answers - cell.rated) })}`}
        {cell.settled > 0 && ` ${t('scores.settled', { number: format.number(cell.settled) })}`}
      </p>
    </div>
  )
}
