import { Tooltip } from '@mantine/core'
import { type KeyboardEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { IconChevronRight, IconLock } from '../../ui/icons'
import classes from './training.module.css'

export const tabIds = ['plan', 'preflight', 'run', 'adapters'] as const
export type TabId = (typeof tabIds)[number]

interface TrainingTabsProps {
  readonly chosen: TabId
  readonly open: Readonly<Record<TabId, boolean>>
  readonly onChoose: (tab: TabId) => void
}

/** Three steps that open one after the other, and beside them the adapters. */
export function TrainingTabs({ chosen, open, onChoose }: TrainingTabsProps) {
  const { t } = useTranslation('training')
  const list = useRef<HTMLDivElement>(null)
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const openOnes = tabIds.filter((id) => open[id])
    const at = openOnes.indexOf(chosen)
    const next = openOnes[(at + step + openOnes.length) % openOnes.length] ?? chosen
    onChoose(next)
    list.current?.querySelector<HTMLElement>(`[data-tab="${next}"]`)?.focus()
  }
  return (
    <div
      className={classes.tabs}
      role="tablist"
      aria-label={t('tabs.label')}
      ref={list}
      onKeyDown={onKeyDown}
    >
      {tabIds.map((id, at) => (
        <Tooltip
          key={id}
          label={id === 'adapters' ? '' : t(`tabs.locked.${id}`)}
          disabled={open[id]}
        >
          <button
            type="button"
            role="tab"
            data-tab={id}
            className={classes.tab}
            aria-selected={id === chosen}
            aria-disabled={!open[id] || undefined}
            tabIndex={id === chosen ? 0 : -1}
            onClick={() => open[id] && onChoose(id)}
          >
            {id !== 'adapters' && (
              <span className={classes.tabNumber} aria-hidden>
                {open[id] ? at + 1 : <IconLock size={12} aria-hidden />}
              </span>
            )}
            {t(`tabs.${id}`)}
            {at < 2 && <IconChevronRight className={classes.tabArrow} size={14} aria-hidden />}
          </button>
        </Tooltip>
      ))}
    </div>
  )
}
