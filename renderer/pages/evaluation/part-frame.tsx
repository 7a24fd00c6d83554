import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { setParams } from '../../core/route'
import { Page } from '../../ui/page'
import { PartTabs } from '../../ui/part-tabs'
import classes from './evaluation.module.css'

export const parts = ['compare', 'perplexity', 'ability', 'check', 'sets'] as const
export type Part = (typeof parts)[number]

/** Leads to a part from wherever the person is in the stage. */
export function openPart(part: Part, more: Readonly<Record<string, string | number>> = {}): void {
  const away = { run: null, item: null, new: null, set: null, import: null }
  setParams({ ...away, part: part === 'compare' ? null : part, ...more })
}

interface PartFrameProps {
  readonly part: Part
  readonly action?: ReactNode
  readonly children: ReactNode
}

/** The stage's title, its parts in the order in which they are read, and the part that is open. */
export function PartFrame({ part, action, children }: PartFrameProps) {
  const { t } = useTranslation('evaluation')
  return (
    <Page title={t('title')} purpose={t(`purposes.${part}`)} action={action} fills>
      <div className={classes.tabs}>
        <PartTabs
          parts={parts}
          part={part}
          nameOf={(one) => t(`parts.${one}`)}
          onOpen={(one) => openPart(one)}
        />
      </div>
      <div className={classes.scroll}>{children}</div>
    </Page>
  )
}
