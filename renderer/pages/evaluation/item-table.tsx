import { Button, NativeSelect } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EvaluationRun } from '../../../contract/evaluation-comparison'
import type { ItemRow } from '../../../contract/evaluation-results'
import type { InputOf } from '../../../contract/operations'
import { type KeysetPages, useOperation } from '../../core/hooks'
import { setParams } from '../../core/route'
import type { Column } from '../../ui/data-table'
import { FilterSelect } from '../../ui/filter-select'
import { IconX } from '../../ui/icons'
import { PagedTable } from '../../ui/paged-table'
import { RowOpener } from '../../ui/row-opener'
import { SearchField } from '../../ui/search-field'
import { useCounted } from '../../ui/use-counted'
import { type ItemView, isWhole, wholeView } from './item-view'
import classes from './results.module.css'
import { ScoreMark } from './score-mark'
import { useTaskName } from './use-figures'

interface ItemTableProps {
  readonly run: EvaluationRun
  readonly filter: InputOf<'evaluation.itemCount'>['filter']
  readonly view: ItemView
  readonly onView: (changes: Partial<ItemView>) => void
  readonly pages: KeysetPages<ItemRow>
}

/** Every question with the scores of its answers; Enter opens one beside its note. */
export function ItemTable({ run, filter, view, onView, pages }: ItemTableProps) {
  const { t } = useTranslation('evaluation')
  const counted = useCounted()
  const [selected, setSelected] = useState<number | null>(null)
  const columns = useColumns(run)
  const count = useOperation('evaluation.itemCount', { filter }, { keepPrevious: true }).data
  const open = (ordinal: number): void => setParams({ item: ordinal })
  const [first] = pages.rows
  return (
    <>
      <div className={classes.filters}>
        <SearchField
          className={classes.search}
          label={t('items.search')}
          placeholder={t('items.searchHint')}
          value={view.search}
          onSearch={(search) => onView({ search })}
        />
        <FilterSelect
          className={classes.select}
          label={t('items.arm')}
          all={t('items.anyArm')}
          options={run.arms.map((arm) => ({ value: arm.id, label: arm.name }))}
          value={view.armId}
          onChoose={(armId) => onView({ armId, change: null })}
        />
        <WhatSelect view={view} onView={onView} />
        <Chips view={view} onView={onView} />
        <span className={classes.count} role="status">
          {count && counted(count.count, 'questions')}
        </span>
        <Button
          size="compact-md"
          variant="default"
          disabled={!first}
          onClick={() => open(selected ?? first?.ordinal ?? 0)}
        >
          {t('items.read')}
        </Button>
      </div>
      <div className={classes.items}>
        <PagedTable
          label={t('items.title')}
          pages={pages}
          columns={columns}
          rowKey={(row) => row.ordinal}
          selected={selected}
          onSelect={(row) => setSelected(row.ordinal)}
          onOpen={(row) => open(row.ordinal)}
          total={count?.count ?? null}
          isConfidential={(row) => row.confidential}
          none={{
            title: t('items.none.title'),
            text: t('items.none.text'),
            clear: t('items.none.clear'),
          }}
          onClear={() => onView(wholeView)}
        />
      </div>
    </>
  )
}

type SelectProps = Pick<ItemTableProps, 'view' | 'onView'>

const scores = ['1', '2', '3', '4', 'unparseable', 'missing'] as const
const changes = ['fixed', 'newly-made', 'win', 'tie', 'loss'] as const
const statements = ['contradicted', 'not-found', 'supported'] as const

/** One choice of what about the answers: their score, their change against the base, a statement. */
function WhatSelect({ view, onView }: SelectProps) {
  const { t } = useTranslation('evaluation')
  const value =
    view.score !== null
      ? `score ${view.score}`
      : view.change !== null
        ? `change ${view.change}`
        : view.statement !== null
          ? `statement ${view.statement}`
          : ''
  const choose = (next: string): void => {
    const [kind, what] = next.split(' ')
    const score = scores.find((one) => kind === 'score' && one === what)
    onView({
      score: score === undefined ? null : ((Number(score) || score) as ItemView['score']),
      change: changes.find((one) => kind === 'change' && one === what) ?? null,
      statement: statements.find((one) => kind === 'statement' && one === what) ?? null,
    })
  }
  return (
    <NativeSelect
      size="sm"
      className={classes.select}
      aria-label={t('items.what')}
      value={value}
      onChange={(event) => choose(event.currentTarget.value)}
    >
      <option value="">{t('items.anything')}</option>
      <optgroup label={t('items.byScore')}>
        {scores.map((score) => (
          <option key={score} value={`score ${score}`}>
            {t(`scores.${score}`)}
          </option>
        ))}
      </optgroup>
      <optgroup label={t('items.byChange')} disabled={view.armId === null}>
        {changes.map((change) => (
          <option key={change} value={`change ${change}`}>
            {t(`items.changes.${change}`)}
          </option>
        ))}
      </optgroup>
      <optgroup label={t('items.byStatement')}>
        {statements.map((statement) => (
          <option key={statement} value={`statement ${statement}`}>
            {t(`items.statements.${statement}`)}
          </option>
        ))}
      </optgroup>
    </NativeSelect>
  )
}

/** The task that a cell of the table above chose, and the way back to all. */
function Chips({ view, onView }: SelectProps) {
  const { t } = useTranslation('evaluation')
  const taskName = useTaskName()
  return (
    <>
      {view.task !== null && (
        <Button
          size="compact-md"
          variant="light"
          rightSection={<IconX size={13} aria-hidden />}
          aria-label={t('items.clearTask', { task: taskName(view.task) })}
          onClick={() => onView({ task: null })}
        >
          {taskName(view.task)}
        </Button>
      )}
      {!isWhole(view) && (
        <Button size="compact-md" variant="subtle" color="gray" onClick={() => onView(wholeView)}>
          {t('items.none.clear')}
        </Button>
      )}
    </>
  )
}

function useColumns(run: EvaluationRun): readonly Column<ItemRow>[] {
  const { t } = useTranslation('evaluation')
  const taskName = useTaskName()
  return useMemo(
    () => [
      {
        key: 'question',
        header: t('items.question'),
        width: 'minmax(0, 1.4fr)',
        render: (row) => (
          <RowOpener
            title={row.question}
            preview={row.notePreview}
            onOpen={() => setParams({ item: row.ordinal })}
          />
        ),
      },
      {
        key: 'task',
        header: t('table.task'),
        width: 'minmax(0, 0.5fr)',
        render: (row) => (row.task === null ? '–' : taskName(row.task)),
      },
      ...run.arms.map((arm) => ({
        key: arm.id,
        header: arm.name,
        width: 'minmax(104px, 0.4fr)',
        render: (row: ItemRow) => {
          const score = row.scores.find((one) => one.armId === arm.id)
          return score ? <ScoreMark state={score.state} score={score.score} /> : null
        },
      })),
    ],
    [t, taskName, run.arms],
  )
}
