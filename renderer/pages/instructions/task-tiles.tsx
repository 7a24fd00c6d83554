import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { InstructionBoard, SeedSet } from '../../../contract/instructions'
import type { TaskId } from '../../../contract/tasks'
import { Help } from '../../ui/help'
import { useFormat } from '../../ui/use-format'
import { useTasks } from '../query/use-tasks'
import classes from './instructions.module.css'

interface TaskTilesProps {
  readonly board: InstructionBoard
  readonly seeds: readonly SeedSet[]
  readonly onOpen: (task: TaskId) => void
}

/** The eight tasks: what each asks for, how many rows it has, and one of them. */
export function TaskTiles({ board, seeds, onOpen }: TaskTilesProps) {
  const { t } = useTranslation('instructions')
  const tasks = useTasks()
  return (
    <section className={classes.block} aria-label={t('tasks.title')}>
      <div className={classes.blockHead}>
        <h2>{t('tasks.title')}</h2>
        <Help about={t('tasks.title')}>{t('tasks.help')}</Help>
      </div>
      <ul className={classes.tiles}>
        {tasks.map((task) => (
          <Tile
            key={task.id}
            id={task.id}
            name={task.name}
            figures={board.tasks.find((one) => one.task === task.id)}
            seed={seeds.find((set) => set.task === task.id)?.questions[0] ?? ''}
            onOpen={() => onOpen(task.id)}
          />
        ))}
      </ul>
    </section>
  )
}

interface TileProps {
  readonly id: TaskId
  readonly name: string
  readonly figures: InstructionBoard['tasks'][number] | undefined
  readonly seed: string
  readonly onOpen: () => void
}

/** The whole tile can be pressed; the button's own name is the task alone. */
function Tile({ id, name, figures, seed, onOpen }: TileProps) {
  const { t } = useTranslation('instructions')
  const format = useFormat()
  const aboutId = useId()
  const { rows = 0, kept = 0, unanswerable = 0, example = null } = figures ?? {}
  return (
    <li className={classes.tile}>
      <button
        type="button"
        className={classes.tileName}
        aria-describedby={aboutId}
        onClick={onOpen}
      >
        {name}
      </button>
      <span id={aboutId} className={classes.tileAbout}>
        {t(`tasks.about.${id}`)}
      </span>
      <span className={classes.tileCount}>
        {rows === 0
          ? t('tasks.none')
          : t('tasks.kept', { kept: format.number(kept), rows: format.number(rows) })}
        {unanswerable > 0 &&
          ` · ${t('tasks.unanswerable', { count: unanswerable, number: format.number(unanswerable) })}`}
      </span>
      <span className={classes.tileExample}>
        <span className={classes.soft}>{t(example ? 'tasks.example' : 'tasks.seed')}: </span>
        {example?.question ?? seed}
      </span>
    </li>
  )
}
