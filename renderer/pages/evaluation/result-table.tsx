import { useTranslation } from 'react-i18next'
import type { ResultCell, Results } from '../../../contract/evaluation-results'
import type { TaskId } from '../../../contract/tasks'
import { FigureTable } from '../../ui/figure-table'
import { ScoreBar } from '../../ui/score-bar'
import { useFormat } from '../../ui/use-format'
import { ArmName } from './arm-name'
import { Estimate } from './estimate'
import { type ItemView, wholeView } from './item-view'
import classes from './results.module.css'
import type { SeriesLook } from './use-choices'
import { useFigures, useTaskName } from './use-figures'

interface ResultTableProps {
  readonly results: Results
  readonly looks: readonly SeriesLook[]
  readonly view: ItemView
  readonly onShow: (view: Partial<ItemView>) => void
}

/** Models as columns, tasks as rows; a cell leads to its answers. */
export function ResultTable({ results, looks, view, onShow }: ResultTableProps) {
  const { t } = useTranslation('evaluation')
  const taskName = useTaskName()
  const tasks: (TaskId | null)[] = [null, ...results.tasks.filter((task) => task !== null)]
  return (
    <FigureTable
      heads={[
        t('table.task'),
        ...results.arms.map((arm, at) => (
          <ArmName key={arm.id} look={looks[at]}>
            {arm.name}
            {arm.isBase && <span className={classes.base}>{t('table.base')}</span>}
          </ArmName>
        )),
      ]}
    >
      {tasks.map((task) => (
        <tr key={task ?? 'all'} data-all={task === null || undefined}>
          <th scope="row">{taskName(task)}</th>
          {results.arms.map((arm) => {
            const cell = results.cells.find((one) => one.armId === arm.id && one.task === task)
            return (
              <td key={arm.id}>
                {cell && (
                  <Cell
                    cell={cell}
                    name={`${taskName(task)}, ${arm.name}`}
                    isChosen={view.armId === arm.id && view.task === task}
                    onShow={(more) => onShow({ ...wholeView, task, armId: arm.id, ...more })}
                  />
                )}
              </td>
            )
          })}
        </tr>
      ))}
    </FigureTable>
  )
}

interface CellProps {
  readonly cell: ResultCell
  readonly name: string
  readonly isChosen: boolean
  readonly onShow: (view: Partial<ItemView>) => void
}

function Cell({ cell, name, isChosen, onShow }: CellProps) {
  const { t } = useTranslation('evaluation')
  const format = useFormat()
  const figures = useFigures()
  const { mean, unacceptable } = cell
  const under = mean.kind === 'estimate' ? figures.interval(mean) : figures.reason(mean.reason)
  return (
    <div className={classes.cell} data-chosen={isChosen || undefined}>
      <button
        type="button"
        className={classes.mean}
        aria-pressed={isChosen}
        aria-label={t('table.open', { name, mean: figures.value(mean), interval: under })}
        onClick={() => onShow({})}
      >
        <Estimate value={figures.value(mean)} interval={under} />
      </button>
      <ScoreBar
        name={name}
        distribution={cell.distribution}
        onShow={(score) => onShow({ score })}
      />
      <p className={classes.cellNotes}>
        <span title={figures.shareInterval(unacceptable)}>
          {t('table.unacceptable', { share: figures.share(unacceptable) })}
        </span>
        {cell.unparseable > 0 && (
          <button
            type="button"
            className={classes.link}
            onClick={() => onShow({ score: 'unparseable' })}
          >
            {t('table.unparseable', { number: format.number(cell.unparseable) })}
          </button>
        )}
        {cell.missing > 0 && (
          <button
            type="button"
            className={classes.link}
            onClick={() => onShow({ score: 'missing' })}
          >
            {t('table.missing', { number: format.number(cell.missing) })}
          </button>
        )}
        {cell.statements && cell.statements.contradicted > 0 && (
          <button
            type="button"
            className={classes.link}
            onClick={() => onShow({ statement: 'contradicted' })}
          >
            {t('table.contradicted', { number: format.number(cell.statements.contradicted) })}
          </button>
        )}
        {cell.statements && cell.statements.notFound > 0 && (
          <button
            type="button"
            className={classes.link}
            onClick={() => onShow({ statement: 'not-found' })}
          >
            {t('table.notFound', { number: format.number(cell.statements.notFound) })}
          </button>
        )}
      </p>
    </div>
  )
}
