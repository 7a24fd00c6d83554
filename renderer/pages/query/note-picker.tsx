import { useTranslation } from 'react-i18next'
import { useMay } from '../../core/person'
import { setParams, useRoute } from '../../core/route'
import { PartTabs } from '../../ui/part-tabs'
import { HistoryTable } from './history-table'
import classes from './note-picker.module.css'
import { PasteNote } from './paste-note'
import { StoredNotes } from './stored-notes'

const tabs = ['documents', 'notes', 'paste', 'past'] as const
type Tab = (typeof tabs)[number]

interface NotePickerProps {
  readonly onPaste: (text: string) => void
}

/** Chooses the note: a stored record, a written note, a text put in, or a past answer with its note. */
export function NotePicker({ onPaste }: NotePickerProps) {
  const { t } = useTranslation('query')
  const { params } = useRoute()
  // Who may not search the store, such as a clinician, puts a text in.
  const maySearch = useMay('documents.page')
  const offered = tabs.filter((tab) => maySearch || tab === 'paste' || tab === 'past')
  const tab: Tab = offered.find((one) => one === params.pick) ?? offered[0] ?? 'paste'
  return (
    <div className={classes.picker}>
      <div className={classes.head}>
        <h2>{t('pick.title')}</h2>
        <PartTabs
          parts={offered}
          part={tab}
          nameOf={(one) => t(`pick.tabs.${one}`)}
          onOpen={(pick) => setParams({ pick })}
        />
      </div>
      {(tab === 'documents' || tab === 'notes') && <StoredNotes key={tab} kind={tab} />}
      {tab === 'paste' && <PasteNote onUse={onPaste} />}
      {tab === 'past' && <HistoryTable />}
    </div>
  )
}
