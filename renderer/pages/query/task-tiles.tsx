import { useTranslation } from 'react-i18next'
import type { TaskId } from '../../../contract/tasks'
import { KeyHint } from '../../ui/key-hint'
import classes from './ask.module.css'
import { useTasks } from './use-tasks'

interface TaskTilesProps {
  readonly task: TaskId | null
  readonly onTask: (task: TaskId | null) => void
}

/** The eight tasks; each writes its instruction into the field below. Keys 1 to 8 do the same. */
export function TaskTiles({ task, onTask }: TaskTilesProps) {
  const { t } = useTranslation('query')
  const tasks = useTasks()
  return (
    <fieldset className={classes.tiles} aria-label={t('tasks')}>
      {tasks.map((one, index) => (
        <button
          key={one.id}
          type="button"
          className={classes.tile}
          aria-pressed={task === one.id}
          title={one.instruction}
          onClick={() => onTask(task === one.id ? null : one.id)}
        >
          <span className={classes.tileName}>{one.name}</span>
          <KeyHint keys={String(index + 1)} />
        </button>
      ))}
    </fieldset>
  )
}
