import { useTranslation } from 'react-i18next'
import { type RowFilterId, rowFilterIds } from '../../../contract/instruction-filters'
import type { InstructionBoard } from '../../../contract/instructions'
import { Help } from '../../ui/help'
import { IconCircleCheck } from '../../ui/icons'
import { useFormat } from '../../ui/use-format'
import classes from '../synthesis/gate-board.module.css'
import own from './instructions.module.css'
import type { RowView } from './parts'

interface FilterBoardProps {
  readonly board: InstructionBoard
  readonly view: RowView
  readonly onView: (changes: Partial<RowView>) => void
}

/** What is kept and what each filter caught, as bars; each shows its rows. */
export function FilterBoard({ board, view, onView }: FilterBoardProps) {
  const { t } = useTranslation('instructions')
  const format = useFormat()
  const toggle = (filter: RowFilterId): void =>
    onView(view.filter === filter ? { filter: null } : { filter, show: 'all' })
  return (
    <section aria-label={t('filters.title')}>
      <div className={own.blockHead} style={{ padding: '12px 20px 4px' }}>
        <h2>{t('filters.title')}</h2>
        <Help about={t('filters.title')}>{t('filters.help')}</Help>
        <Totals board={board} />
      </div>
      <ul className={classes.bars} aria-label={t('filters.title')}>
        <Bar
          name={t('filters.kept')}
          count={format.number(board.kept)}
          share={board.rows > 0 ? board.kept / board.rows : 0}
          isKept
          isChosen={view.show === 'kept' && view.filter === null}
          onChoose={() => onView({ show: view.show === 'kept' ? 'all' : 'kept', filter: null })}
        />
        {rowFilterIds.map((filter) => {
          const caught = board.filters.find((one) => one.filter === filter)?.caught ?? 0
          const isOff = board.thresholds.switchedOff.includes(filter)
          return (
            <Bar
              key={filter}
              name={t(`filters.of.${filter}.name`)}
              count={isOff ? t('filters.off') : format.number(caught)}
              share={board.rows > 0 ? caught / board.rows : 0}
              isOff={isOff}
              isChosen={view.filter === filter}
              onChoose={() => toggle(filter)}
            />
          )
        })}
      </ul>
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
    <p className={own.soft} role="status">
      {words.join(' · ')}
    </p>
  )
}

interface BarProps {
  readonly name: string
  readonly count: string
  readonly share: number
  readonly isChosen: boolean
  readonly isKept?: boolean
  readonly isOff?: boolean
  readonly onChoose: () => void
}

function Bar({ name, count, share, isChosen, isKept, isOff, onChoose }: BarProps) {
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
        <span className={classes.count}>{count}</span>
      </button>
    </li>
  )
}
