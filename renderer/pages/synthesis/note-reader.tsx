import { ActionIcon, Switch } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NoteFull, NoteRow } from '../../../contract/synthesis'
import { useOperation } from '../../core/hooks'
import { RefusalNote } from '../../ui/error-boundary'
import { IconArrowLeft, IconArrowRight } from '../../ui/icons'
import { ListStepButtons, useListSteps } from '../../ui/list-steps'
import { Page } from '../../ui/page'
import { ReadingPane } from '../../ui/reading-pane'
import { StatusMark } from '../../ui/status-mark'
import { differenceOf } from '../../ui/text-difference'
import { useFormat } from '../../ui/use-format'
import { NoteInspector } from './note-inspector'
import classes from './note-reader.module.css'
import { type Mentions, useMentions } from './use-mentions'
import { useScrollTogether } from './use-scroll-together'

interface NoteReaderProps {
  readonly id: number
  /** The table's rows, to step through without going back to it. */
  readonly rows: readonly NoteRow[]
  readonly loadMore: () => void
  /** What follows a verdict while drawn notes are read; null where one note is looked at. */
  readonly onChecked: ((id: number) => Promise<void>) | null
}

/** A note beside its source: what the report does not have is underlined, the rest is linked. */
export function NoteReader({ id, rows, loadMore, onChecked }: NoteReaderProps) {
  const { t } = useTranslation('synthesis')
  const note = useOperation('notes.get', { id })
  const keys = rows.map((one) => one.id)
  const steps = useListSteps({ keys, open: id, param: 'note', loadMore })
  if (note.error) return <RefusalNote message={note.error.message} onRetry={steps.leave} />
  if (!note.data) return null
  return (
    <OpenNote
      note={note.data}
      place={steps.at >= 0 ? t('check.place', { at: steps.at + 1, count: rows.length }) : ''}
      nav={
        <ListStepButtons
          steps={steps}
          words={{ back: t('reader.back'), before: t('reader.before'), next: t('reader.next') }}
        />
      }
      onChecked={() => void onChecked?.(id)}
    />
  )
}

interface OpenNoteProps {
  readonly note: NoteFull
  readonly place: string
  readonly nav: React.ReactNode
  readonly onChecked: () => void
}

function OpenNote({ note, place, nav, onChecked }: OpenNoteProps) {
  const { t } = useTranslation('synthesis')
  const [isTogether, setTogether] = useState(true)
  const [again, setAgain] = useState<string | null>(null)
  const mentions = useMentions(note)
  const state = note.restored
    ? t('reader.restored')
    : note.kept
      ? t('reader.kept')
      : t('reader.caught', { count: note.caughtBy.length })
  return (
    <Page
      title={note.title}
      windowTitle={t('title')}
      purpose={[place, state].filter(Boolean).join(' · ')}
      fills
      action={nav}
      inspector={
        <NoteInspector note={note} again={again} onAgain={setAgain} onChecked={onChecked} />
      }
    >
      <div className={classes.reader}>
        <div className={classes.bar}>
          <MentionBar note={note} mentions={mentions} />
          <Switch
            size="sm"
            label={t('reader.together')}
            checked={isTogether}
            onChange={(event) => setTogether(event.currentTarget.checked)}
          />
        </div>
        <Panes note={note} mentions={mentions} isTogether={isTogether} again={again} />
      </div>
    </Page>
  )
}

function MentionBar({ note, mentions }: { readonly note: NoteFull; readonly mentions: Mentions }) {
  const { t } = useTranslation('synthesis')
  const format = useFormat()
  const { at, count, unsupported } = mentions
  if (count === 0) return <p className={classes.mentions}>{t('reader.none')}</p>
  const current = note.noteMarks[at]
  const meaning = (current ? current.supported : unsupported === 0) ? 'fine' : 'wrong'
  return (
    <div className={classes.mentions} title={t('reader.stepHint')}>
      <ActionIcon
        variant="default"
        aria-label={t('reader.stepBefore')}
        onClick={() => mentions.step(-1)}
      >
        <IconArrowLeft size={15} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="default"
        aria-label={t('reader.stepNext')}
        onClick={() => mentions.step(1)}
      >
        <IconArrowRight size={15} aria-hidden />
      </ActionIcon>
      <p className={classes.mentionWords} role="status">
        {current ? (
          <StatusMark meaning={meaning}>
            {t('reader.at', {
              at: at + 1,
              count,
              text: note.text.slice(current.start, current.end),
            })}
            {' · '}
            {current.supported ? t('reader.inReport') : current.reason || t('reader.notInReport')}
          </StatusMark>
        ) : (
          <StatusMark meaning={meaning}>
            {t('reader.mentions', { count, number: format.number(count) })}
            {' · '}
            {unsupported === 0
              ? t('reader.allSupported')
              : t('reader.unsupported', { count: unsupported, number: format.number(unsupported) })}
          </StatusMark>
        )}
      </p>
    </div>
  )
}

interface PanesProps {
  readonly note: NoteFull
  readonly mentions: Mentions
  readonly isTogether: boolean
  /** The note as it came out when it was made again; it stands in the source's place. */
  readonly again: string | null
}

function Panes({ note, mentions, isTogether, again }: PanesProps) {
  const { t } = useTranslation('synthesis')
  const scroll = useScrollTogether(isTogether)
  const difference = again === null ? null : differenceOf(again, note.text)
  const side = (which: 'left' | 'right') => ({
    className: classes.side,
    onWheel: () => scroll.lead(which),
    onPointerDown: () => scroll.lead(which),
    onKeyDown: (event: React.KeyboardEvent) => {
      const step = steps[event.key]
      const isTyping = event.target instanceof HTMLInputElement
      if (step === undefined || isTyping) return scroll.lead(which)
      event.preventDefault()
      scroll.lead(null)
      mentions.step(step)
    },
  })
  const isComparing = again !== null && difference !== null
  return (
    <div className={classes.panes}>
      <div {...side('left')}>
        <ReadingPane
          key={isComparing ? 'again' : 'source'}
          text={isComparing ? again : note.source.text}
          label={isComparing ? t('again.label') : t('reader.source')}
          confidential={note.confidential}
          head={
            <p className={classes.paneTitle}>
              {isComparing ? t('again.label') : t('reader.source')}
            </p>
          }
          marks={
            isComparing
              ? [{ ...difference.first, look: 'phrase', title: t('again.different') }]
              : mentions.sourceMarks
          }
          activeMark={isComparing ? null : mentions.active}
          onPointAt={mentions.pointAt}
          scrollRef={scroll.refs.left}
          onScroll={scroll.onScroll('left')}
        />
      </div>
      <div {...side('right')}>
        <ReadingPane
          text={note.text}
          label={t('reader.note')}
          confidential={note.confidential}
          head={<p className={classes.paneTitle}>{t('reader.note')}</p>}
          marks={
            isComparing
              ? [{ ...difference.second, look: 'phrase', title: t('again.different') }]
              : mentions.noteMarks
          }
          activeMark={isComparing ? null : mentions.active}
          onPointAt={mentions.pointAt}
          scrollRef={scroll.refs.right}
          onScroll={scroll.onScroll('right')}
        />
      </div>
    </div>
  )
}

const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 }
