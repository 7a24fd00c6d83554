import { useTranslation } from 'react-i18next'
import type { GateId } from '../../../contract/gates'
import type { Board } from '../../../contract/synthesis'
import { CaughtBars } from '../../ui/caught-bars'
import { useGates } from './use-gate-words'

/** What the board filters the table by. */
export type BoardChoice = GateId | 'kept' | null

interface GateBoardProps {
  readonly board: Board
  readonly choice: BoardChoice
  readonly onChoose: (choice: BoardChoice) => void
}

/** What was kept and what each gate caught; each is a filter for the table below. */
export function GateBoard({ board, choice, onChoose }: GateBoardProps) {
  const { t } = useTranslation('synthesis')
  const counts = new Map(board.gates.map((gate) => [gate.gate, gate.caught]))
  return (
    <CaughtBars
      label={t('board.title')}
      words={{ kept: t('board.kept'), off: t('board.off') }}
      total={board.notes}
      kept={board.kept}
      causes={useGates().map(({ id, name }) => ({
        id,
        name,
        caught: counts.get(id) ?? 0,
        isOff: board.thresholds.switchedOff.includes(id),
      }))}
      chosen={choice}
      onChoose={onChoose}
    />
  )
}
