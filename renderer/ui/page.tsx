import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './page.module.css'

interface PageProps {
  readonly title: string
  /** What the window is called where the title is a text of the store: task bars show it to everybody. */
  readonly windowTitle?: string
  /** One sentence: what this page is for. */
  readonly purpose: string
  /** At most one primary action; quieter ones may stand before it. */
  readonly action?: ReactNode
  /** Details of what is selected; it stands at the right and scrolls by itself. */
  readonly inspector?: ReactNode
  /** The content fills the height and scrolls its own parts, as tables beside texts do. */
  readonly fills?: boolean
  readonly children: ReactNode
}

/** The frame of every page. Arriving on one puts the reading position on its title. */
export function Page(props: PageProps) {
  const { title, windowTitle = title, purpose, action, inspector, fills = false, children } = props
  const { t } = useTranslation('common')
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${windowTitle} · Asclepius Workstation`
    const isFree = document.activeElement === null || document.activeElement === document.body
    if (isFree) heading.current?.focus({ preventScroll: true })
  }, [windowTitle])
  return (
    <div className={classes.page} data-with-inspector={inspector ? true : undefined}>
      <header className={classes.header}>
        <div className={classes.words}>
          <h1 className={classes.title} ref={heading} tabIndex={-1}>
            {title}
          </h1>
          <p className={classes.purpose}>{purpose}</p>
        </div>
        {action && <div className={classes.action}>{action}</div>}
      </header>
      <div className={classes.content} data-fills={fills || undefined}>
        {children}
      </div>
      {inspector && (
        <aside className={classes.inspector} aria-label={t('details')}>
          {inspector}
        </aside>
      )}
    </div>
  )
}

interface SectionProps {
  readonly title: string
  readonly note?: ReactNode
  readonly action?: ReactNode
  readonly children: ReactNode
}

/** A part of a page: a heading, a hairline, and what belongs to it. */
export function Section({ title, note, action, children }: SectionProps) {
  return (
    <section className={classes.section}>
      <div className={classes.sectionHead}>
        <h2>{title}</h2>
        {note && <span className={classes.sectionNote}>{note}</span>}
        {action && <div className={classes.sectionAction}>{action}</div>}
      </div>
      {children}
    </section>
  )
}
