import { ActionIcon, TextInput } from '@mantine/core'
import { type ReactNode, type Ref, useEffect, useId, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ConfidentialEdge } from './confidential-edge'
import { IconChevronDown, IconChevronUp, IconSearch } from './icons'
import classes from './reading-pane.module.css'
import { findAll, type Segment, segmentsOf } from './text-segments'

/** How a marked place looks: unsupported is underlined, evidence is lit, quiet is a thin line. */
export type MarkLook = 'unsupported' | 'supported' | 'evidence' | 'phrase' | 'cut'

export interface ReadingMark {
  /** UTF-16 code units, end exclusive. */
  readonly start: number
  readonly end: number
  readonly look: MarkLook
  /** What the mark means, for those who point at it or cannot see it. */
  readonly title?: string
  /** Makes the mark react; see `onPointAt`. */
  readonly id?: string
}

interface ReadingPaneProps {
  readonly text: string
  /** Names the text for people who hear it: "Discharge note", "Case report". */
  readonly label: string
  readonly confidential?: boolean
  readonly marks?: readonly ReadingMark[]
  /** The mark that is lit and scrolled into view. */
  readonly activeMark?: string | null
  readonly onPointAt?: (id: string | null) => void
  /** Above the text: title and small actions. */
  readonly head?: ReactNode
  readonly scrollRef?: Ref<HTMLElement>
  readonly onScroll?: (element: HTMLElement) => void
}

/** A text to read: calm type, marks, and find. Everything is drawn as text, never as markup. */
export function ReadingPane(props: ReadingPaneProps) {
  const { text, label, confidential = false, marks = [], activeMark = null } = props
  const find = useFind(text)
  const segments = useMemo(() => segmentsOf(text, marks, find.places), [text, marks, find.places])
  const body = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const wanted = activeMark === null ? null : `[data-mark~="${CSS.escape(activeMark)}"]`
    const place = wanted ? body.current?.querySelector(wanted) : null
    // What can be seen already stays where it is: text must not jump away under the pointer.
    if (place && !isInSight(place)) place.scrollIntoView({ block: 'center' })
  }, [activeMark])
  useEffect(() => {
    if (find.places.length > 0)
      body.current?.querySelector(`[data-find="${find.at}"]`)?.scrollIntoView({ block: 'center' })
  }, [find.places, find.at])
  return (
    <ConfidentialEdge confidential={confidential} fills>
      <div className={classes.pane}>
        <div className={classes.head}>
          <div className={classes.headWords}>{props.head}</div>
          <FindBar find={find} label={label} />
        </div>
        <section
          className={classes.scroller}
          ref={props.scrollRef}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling text must be reachable by keyboard
          tabIndex={0}
          aria-label={label}
          onScroll={(event) => props.onScroll?.(event.currentTarget)}
          onKeyDown={(event) => {
            if (event.key === '/' || (event.key === 'f' && (event.ctrlKey || event.metaKey))) {
              event.preventDefault()
              find.input.current?.focus()
            }
          }}
        >
          <div className={classes.text} ref={body}>
            {segments.map((segment) => (
              <Piece
                key={segment.start}
                segment={segment}
                text={text}
                marks={marks}
                activeMark={activeMark}
                isCurrentFind={segment.find !== null && segment.find === find.at}
                onPointAt={props.onPointAt}
              />
            ))}
          </div>
        </section>
      </div>
    </ConfidentialEdge>
  )
}

function isInSight(place: Element): boolean {
  const frame = place.closest('section')?.getBoundingClientRect()
  const own = place.getBoundingClientRect()
  return frame !== undefined && own.top >= frame.top && own.bottom <= frame.bottom
}

interface PieceProps {
  readonly segment: Segment
  readonly text: string
  readonly marks: readonly ReadingMark[]
  readonly activeMark: string | null
  readonly isCurrentFind: boolean
  readonly onPointAt?: (id: string | null) => void
}

function Piece({ segment, text, marks, activeMark, isCurrentFind, onPointAt }: PieceProps) {
  const words = segment.hidden ? (
    <span className={classes.hidden} title={segment.hidden}>
      {segment.hidden}
    </span>
  ) : (
    text.slice(segment.start, segment.end)
  )
  if (segment.marks.length === 0 && segment.find === null)
    return <span data-start={segment.start}>{words}</span>
  const covering = segment.marks.map((index) => marks[index]!)
  const ids = covering.flatMap((mark) => (mark.id === undefined ? [] : [mark.id]))
  const title = covering.flatMap((mark) => (mark.title ? [mark.title] : [])).join('; ')
  const pointAt = ids[0]
  return (
    <mark
      className={classes.mark}
      data-start={segment.start}
      data-look={covering.map((mark) => mark.look).join(' ') || undefined}
      data-mark={ids.join(' ') || undefined}
      data-active={(activeMark !== null && ids.includes(activeMark)) || undefined}
      data-find={segment.find ?? undefined}
      data-find-current={isCurrentFind || undefined}
      title={title || undefined}
      onMouseEnter={pointAt && onPointAt ? () => onPointAt(pointAt) : undefined}
      onMouseLeave={pointAt && onPointAt ? () => onPointAt(null) : undefined}
    >
      {words}
    </mark>
  )
}

function useFind(text: string) {
  const [wanted, setWanted] = useState('')
  const [at, setAt] = useState(0)
  const input = useRef<HTMLInputElement>(null)
  const places = useMemo(() => findAll(text, wanted.trim()), [text, wanted])
  const step = (by: number): void => {
    if (places.length > 0) setAt((now) => (now + by + places.length) % places.length)
  }
  const search = (next: string): void => {
    setWanted(next)
    setAt(0)
  }
  return { wanted, search, places, at: Math.min(at, Math.max(0, places.length - 1)), step, input }
}

function FindBar({ find, label }: { find: ReturnType<typeof useFind>; label: string }) {
  const { t } = useTranslation('common')
  const id = useId()
  const hasWords = find.wanted.trim() !== ''
  return (
    <div className={classes.find}>
      <TextInput
        size="xs"
        id={id}
        ref={find.input}
        className={classes.findField}
        aria-label={t('findIn', { label })}
        placeholder={t('find')}
        leftSection={<IconSearch size={14} aria-hidden />}
        value={find.wanted}
        onChange={(event) => find.search(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') find.step(event.shiftKey ? -1 : 1)
          if (event.key === 'Escape') find.search('')
        }}
      />
      {hasWords && (
        <>
          <span className={classes.findCount} role="status">
            {find.places.length === 0
              ? t('findNone')
              : t('findCount', { at: find.at + 1, count: find.places.length })}
          </span>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={t('findBefore')}
            onClick={() => find.step(-1)}
          >
            <IconChevronUp size={16} aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={t('findNext')}
            onClick={() => find.step(1)}
          >
            <IconChevronDown size={16} aria-hidden />
          </ActionIcon>
        </>
      )}
    </div>
  )
}
