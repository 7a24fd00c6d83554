import { useTranslation } from 'react-i18next'
import type { GateId } from '../../../contract/gates'
import type { Board } from '../../../contract/synthesis'
import { IconCircleCheck } from '../../ui/icons'
import { useFormat } from '../../ui/use-format'
import classes from './gate-board.module.css'
import { useGates } from './use-gate-words'

/** What the board filters the table by. */
export type BoardChoice = GateId | 'kept' | null

interface GateBoardProps {
  readonly board: Board
  readonly choice: BoardChoice
  readonly onChoose: (choice: BoardChoice) => void
}

/** What was kept and what each gate caught, as bars; each is a filter for the table below. */
export function GateBoard({ board, choice, onChoose }: GateBoardProps) {
  const { t } = useTranslation('synthesis')
  const gates = useGates()
  const counts = new Map(board.gates.map((gate) => [gate.gate, gate.caught]))
  const toggle = (next: BoardChoice): void => onChoose(next === choice ? null : next)
  return (
    <ul className={classes.bars} aria-label={t('board.title')}>
      <Bar
        name={t('board.kept')}
        count={board.kept}
        of={board.notes}
        isKept
        isChosen={choice === 'kept'}
        onChoose={() => toggle('kept')}
      />
      {gates.map((gate) => (
        <Bar
          key={gate.id}
          name={gate.name}
          count={counts.get(gate.id) ?? 0}
          of={board.notes}
          isOff={board.thresholds.switchedOff.includes(gate.id)}
          isChosen={choice === gate.id}
          onChoose={() => toggle(gate.id)}
        />
      ))}
    </ul>
  )
}

interface BarProps {
  readonly name: string
  readonly count: number
  readonly of: number
  readonly isChosen: boolean
  readonly isKept?: boolean
  readonly isOff?: boolean
  readonly onChoose: () => void
}

function Bar({ name, count, of, isChosen, isKept = false, isOff = false, onChoose }: BarProps) {
  const { t } = useTranslation('synthesis')
  const format = useFormat()
  const share = of > 0 ? count / of : 0
  return (
    <li>
      <button
        type="button"
        className={classes.bar}
        data-kept={isKept || undefined}
        data-off={isOff || undefined}
        aria-pressed={isChosen}
        onClick={onChoose}
      >
        <span className={classes.name}>
          {isKept && <IconCircleCheck size={15} stroke={2} aria-hidden />}
          {name}
        </span>
        <span className={classes.track} aria-hidden>
          <span className={classes.value} style={{ width: `${share * 100}%` }} />
        </span>
        <span className={classes.count}>{isOff ? t('board.off') : format.number(count)}</span>
      </button>
    </li>
  )
}
