import { Button } from '@mantine/core'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../../contract/query'
import { useMay } from '../../core/person'
import { go, setParams, useRoute } from '../../core/route'
import { EmptyState } from '../../ui/empty-state'
import { RefusalNote } from '../../ui/error-boundary'
import { IconHistory } from '../../ui/icons'
import { Page } from '../../ui/page'
import { ReadingPane } from '../../ui/reading-pane'
import { markIdOf, noteMarksOf } from './answer-rules'
import { AskPanel } from './ask-panel'
import { NotePicker } from './note-picker'
import classes from './query.module.css'
import { keyOf, type Subject, type SubjectAddress, subjectAddress, useSubject } from './subject'
import { useAsk } from './use-ask'
import { type ModelChoice, useModelChoice } from './use-model-choice'

const noNote = { document: null, note: null, answer: null } as const

/** Left the note, right the question and its answer. */
export function QueryPage() {
  const { t } = useTranslation('query')
  const { params } = useRoute()
  const [pasted, setPasted] = useState<string | null>(null)
  const { chooser, ...choice } = useModelChoice()
  const { document, note, answer } = params
  const address = useMemo(
    () =>
      subjectAddress({ document: document ?? '', note: note ?? '', answer: answer ?? '' }, pasted),
    [document, note, answer, pasted],
  )
  const leaveNote = (pick: string | null): void => {
    setPasted(null)
    setParams({ ...noNote, pick })
  }
  return (
    <Page
      title={t('title')}
      purpose={t('purpose')}
      fills
      action={
        <>
          {chooser}
          <Button
            variant="default"
            leftSection={<IconHistory size={16} aria-hidden />}
            onClick={() => leaveNote('past')}
          >
            {t('past')}
          </Button>
        </>
      }
    >
      <Desk
        key={keyOf(address)}
        address={address}
        choice={choice}
        onPaste={(text) => {
          setParams({ ...noNote, pick: null })
          setPasted(text)
        }}
        onOther={() => leaveNote(null)}
      />
    </Page>
  )
}

interface DeskProps {
  readonly address: SubjectAddress | null
  readonly choice: Omit<ModelChoice, 'chooser'>
  readonly onPaste: (text: string) => void
  readonly onOther: () => void
}

/** The note and the question about it; another note starts afresh. */
function Desk({ address, choice, onPaste, onOther }: DeskProps) {
  const { t } = useTranslation('query')
  const [active, setActive] = useState<number | null>(null)
  const { subject, failure } = useSubject(address, t('pick.pasted'))
  const ask = useAsk(subject?.answer ?? null)
  const answerId = ask.answer?.id
  // biome-ignore lint/correctness/useExhaustiveDependencies: another answer has other statements
  useEffect(() => setActive(null), [answerId])
  return (
    <div className={classes.columns}>
      <div className={classes.note}>
        {address === null ? (
          <NotePicker onPaste={onPaste} />
        ) : failure !== null ? (
          <RefusalNote message={failure} onRetry={onOther} />
        ) : (
          subject && (
            <AskedNote
              subject={subject}
              answer={ask.answer}
              active={active}
              onActive={setActive}
              onOther={onOther}
            />
          )
        )}
      </div>
      {choice.missing !== null && !ask.answer ? (
        <Missing what={choice.missing} />
      ) : (
        <AskPanel
          ask={ask}
          note={subject?.reference ?? null}
          model={choice.asked}
          until={choice.until}
          active={active}
          onActive={setActive}
        />
      )}
    </div>
  )
}

function Missing({ what }: { readonly what: 'model' | 'release' }) {
  const { t } = useTranslation('query')
  const mayImport = useMay('models.import')
  if (what === 'release')
    return <EmptyState title={t('release.none.title')} text={t('release.none.text')} />
  return (
    <EmptyState
      title={t('noModel.title')}
      text={t('noModel.text')}
      action={mayImport && <Button onClick={() => go('models')}>{t('noModel.action')}</Button>}
    />
  )
}

interface AskedNoteProps {
  readonly subject: Subject
  readonly answer: Answer | null
  readonly active: number | null
  readonly onActive: (statement: number | null) => void
  readonly onOther: () => void
}

function AskedNote({ subject, answer, active, onActive, onOther }: AskedNoteProps) {
  const { t } = useTranslation('query')
  const marks = useMemo(
    () =>
      answer
        ? noteMarksOf(answer, {
            evidence: (number) => t('answer.evidence', { number }),
            cut: t('answer.cutMark'),
          })
        : [],
    [answer, t],
  )
  return (
    <ReadingPane
      // The spans of an answer count in the text that the model was given.
      text={answer?.note ?? subject.text}
      label={subject.title}
      confidential={subject.confidential}
      marks={marks}
      activeMark={active === null ? null : markIdOf(active)}
      onPointAt={(id) => {
        if (id !== null) onActive(Number(id.slice(1)))
      }}
      head={
        <div className={classes.noteHead}>
          <p className={classes.noteTitle} title={subject.title}>
            {subject.title}
          </p>
          <Button size="compact-sm" variant="subtle" onClick={onOther}>
            {t('pick.other')}
          </Button>
        </div>
      }
    />
  )
}
