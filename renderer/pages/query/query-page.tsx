import { Button, NativeSelect } from '@mantine/core'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Model } from '../../../contract/models'
import type { Answer } from '../../../contract/query'
import { useOperation } from '../../core/hooks'
import { useMay, useOpenProject } from '../../core/person'
import { go, setParams, useRoute } from '../../core/route'
import { AdapterSelect, chosenAdapter, useAdapters } from '../../ui/adapter-select'
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
import { type AskedModel, useAsk } from './use-ask'

const noNote = { document: null, note: null, answer: null } as const

/** Left the note, right the question and its answer. */
export function QueryPage() {
  const { t } = useTranslation(['query', 'adapters'])
  const { params } = useRoute()
  const [pasted, setPasted] = useState<string | null>(null)
  const [modelId, setModelId] = useState<string | null>(null)
  const [adapterId, setAdapterId] = useState<string | null>(null)
  const project = useOpenProject()
  const models = useOperation('models.list', {}).data
  const usable = models?.filter((model) => model.quarantine === null) ?? []
  const model = usable.find((one) => one.id === modelId) ?? usable[0] ?? null
  const adapters = useAdapters(model?.id ?? null, project.id)
  const adapter = chosenAdapter(adapters, adapterId)
  const asked = useMemo(
    () => (model ? { modelId: model.id, adapterId: adapter?.id ?? null } : null),
    [model, adapter],
  )
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
          {usable.length > 0 && (
            <ModelSelect models={usable} chosen={model} onChoose={setModelId} />
          )}
          {adapters.length > 0 && (
            // biome-ignore lint/a11y/noLabelWithoutControl: the select is inside
            <label className={classes.model}>
              {t('adapters:select')}
              <AdapterSelect
                adapters={adapters}
                value={adapter?.id ?? null}
                onChoose={setAdapterId}
              />
            </label>
          )}
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
        model={asked}
        hasNoModel={models !== undefined && usable.length === 0}
        onPaste={(text) => {
          setParams({ ...noNote, pick: null })
          setPasted(text)
        }}
        onOther={() => leaveNote(null)}
      />
    </Page>
  )
}

interface ModelSelectProps {
  readonly models: readonly Model[]
  readonly chosen: Model | null
  readonly onChoose: (id: string) => void
}

function ModelSelect({ models, chosen, onChoose }: ModelSelectProps) {
  const { t } = useTranslation('query')
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the select is inside
    <label className={classes.model}>
      {t('model')}
      <NativeSelect
        data={models.map(({ id, name }) => ({ value: id, label: name }))}
        value={chosen?.id ?? ''}
        onChange={(event) => onChoose(event.currentTarget.value)}
      />
    </label>
  )
}

interface DeskProps {
  readonly address: SubjectAddress | null
  readonly model: AskedModel | null
  /** Known only once the models are: the first look at them starts the model process. */
  readonly hasNoModel: boolean
  readonly onPaste: (text: string) => void
  readonly onOther: () => void
}

/** The note and the question about it; another note starts afresh. */
function Desk({ address, model, hasNoModel, onPaste, onOther }: DeskProps) {
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
      {hasNoModel && !ask.answer ? (
        <NoModel />
      ) : (
        <AskPanel
          ask={ask}
          note={subject?.reference ?? null}
          model={model}
          active={active}
          onActive={setActive}
        />
      )}
    </div>
  )
}

function NoModel() {
  const { t } = useTranslation('query')
  const mayImport = useMay('models.import')
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
