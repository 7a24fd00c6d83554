import { useTranslation } from 'react-i18next'
import { type RowFilterId, rowFilterIds } from '../../../contract/instruction-filters'
import type { InstructionBoard } from '../../../contract/instructions'
import { CaughtBars } from '../../ui/caught-bars'
import { Help } from '../../ui/help'
import { useFormat } from '../../ui/use-format'
import classes from './instructions.module.css'
import type { RowView } from './parts'

interface FilterBoardProps {
  readonly board: InstructionBoard
  readonly view: RowView
  readonly onView: (changes: Partial<RowView>) => void
}

/** What is kept and what each filter caught, as bars; each shows its rows. */
export function FilterBoard({ board, view, onView }: FilterBoardProps) {
  const { t } = useTranslation('instructions')
  const counts = new Map(board.filters.map((one) => [one.filter, one.caught]))
  const choose = (choice: RowFilterId | 'kept' | null): void => {
    if (choice === 'kept') onView({ show: 'kept', filter: null })
    else if (choice === null && view.filter !== null) onView({ filter: null })
    else onView({ show: 'all', filter: choice })
  }
  return (
    <section aria-label={t('filters.title')}>
      <div className={classes.blockHead} style={{ padding: '12px 20px 4px' }}>
        <h2>{t('filters.title')}</h2>
        <Help about={t('filters.title')}>{t('filters.help')}</Help>
        <Totals board={board} />
      </div>
      <CaughtBars
        label={t('filters.title')}
        words={{ kept: t('filters.kept'), off: t('filters.off') }}
        total={board.rows}
        kept={board.kept}
        causes={rowFilterIds.map((id) => ({
          id,
          name: t(`filters.of.${id}.name`),
          caught: counts.get(id) ?? 0,
          isOff: board.thresholds.switchedOff.includes(id),
        }))}
        chosen={view.filter ?? (view.show === 'kept' ? 'kept' : null)}
        onChoose={choose}
      />
    </section>
  )
}

function Totals({ board }: { readonly board: InstructionBoard }) {
  const { t } = useTranslation('instructions')
  const format = useFormat()
  const { rows, kept, unanswerable, byHand, confidential, noteGone } = board
  const words = [
    t('totals.kept', { kept: format.number(kept), rows: format.number(rows) }),
    ...(unanswerable > 0
      ? [t('totals.unanswerable', { number: format.number(unanswerable) })]
      : []),
    ...(byHand > 0 ? [t('totals.byHand', { count: byHand, number: format.number(byHand) })] : []),
    ...(confidential > 0
      ? [t('totals.confidential', { number: format.number(confidential) })]
      : []),
    ...(noteGone > 0
      ? [t('totals.noteGone', { count: noteGone, number: format.number(noteGone) })]
      : []),
  ]
  return (
    <p className={classes.soft} role="status">
      {words.join(' · ')}
    </p>
  )
}
