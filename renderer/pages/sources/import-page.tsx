import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SourceTerms } from '../../../contract/licences'
import type { ChosenFile } from '../../../contract/shell'
import type { ColumnMapping, Inspection } from '../../../contract/sources'
import { useOperation } from '../../core/hooks'
import type { ImportKind } from '../../ui/import-choices'
import {
  ImportFrame,
  type ImportParts,
  ImportSections,
  RecognisedFiles,
  UnreadFiles,
} from '../../ui/import-parts'
import { useFormat } from '../../ui/use-format'
import { CollectionChoices } from './collection-choices'
import { ImportPreview } from './import-preview'
import { SourceDropZone } from './source-drop-zone'
import classes from './terms.module.css'
import { TermsFields } from './terms-fields'

interface ImportPageProps {
  readonly files: readonly ChosenFile[]
  readonly onFiles: (files: readonly ChosenFile[]) => void
  readonly onLeave: () => void
  readonly onStarted: (jobId: string) => void
}

/** Reports and notes from files: looked at, told what they are, then brought in. */
export function ImportPage({ files, onFiles, onLeave, onStarted }: ImportPageProps) {
  const { t } = useTranslation('sources')
  return (
    <ImportFrame
      title={t('importing.title')}
      purpose={t('importing.purpose')}
      back={t('importing.back')}
      onLeave={onLeave}
    >
      {files.length === 0 ? (
        <Parts files={<SourceDropZone onFiles={onFiles} />} />
      ) : (
        <ChosenParts
          key={files.map((file) => file.token).join(' ')}
          files={files}
          onOther={() => onFiles([])}
          onStarted={onStarted}
        />
      )}
    </ImportFrame>
  )
}

function Parts(parts: ImportParts) {
  const { t } = useTranslation('sources')
  return <ImportSections {...parts} words={t('importing.sections', { returnObjects: true })} />
}

interface ChosenPartsProps {
  readonly files: readonly ChosenFile[]
  readonly onOther: () => void
  readonly onStarted: (jobId: string) => void
}

function ChosenParts({ files, onOther, onStarted }: ChosenPartsProps) {
  const { t } = useTranslation('sources')
  const [mapping, setMapping] = useState<ColumnMapping | null>(null)
  const [chosenTerms, setTerms] = useState<SourceTerms | null>(null)
  const [kind, setKind] = useState<ImportKind | null>(null)
  const tokens = files.map((file) => file.token)
  const look = useOperation('sources.inspect', { tokens, mapping }, { keepPrevious: true })
  if (!look.data || look.error)
    return <Parts files={<UnreadFiles refusal={look.error?.message} onOther={onOther} />} />
  // What was chosen counts at once, also while the rows under it are still those of the last look.
  const inspection = { ...look.data, mapping: mapping ?? look.data.mapping }
  const terms = chosenTerms ?? inspection.suggestedTerms
  return (
    <Parts
      files={
        <>
          <RecognisedFiles
            format={inspection.formatName}
            note={<FilesNote inspection={inspection} />}
            onOther={onOther}
          />
          <div className={classes.import}>
            {kind === 'confidential' ? (
              <p className={classes.soft}>{t('terms.local')}</p>
            ) : (
              <TermsFields terms={terms} onTerms={setTerms} />
            )}
          </div>
        </>
      }
      seen={{
        rows: <ImportPreview inspection={inspection} onMapping={setMapping} />,
        choices: (
          <CollectionChoices
            tokens={tokens}
            inspection={inspection}
            terms={terms}
            kind={kind}
            onKind={setKind}
            onStarted={onStarted}
          />
        ),
      }}
    />
  )
}

/** Their first names, how many they are and how large. */
function FilesNote({ inspection }: { readonly inspection: Inspection }) {
  const { t } = useTranslation('sources')
  const format = useFormat()
  const { fileNames, fileCount: count, bytes } = inspection
  return (
    <>
      {fileNames.slice(0, 4).join(', ')}
      {count > 4 && ` ${t('importing.more')}`} ·{' '}
      {t('importing.size', {
        files: t('importing.fileCount', { count, number: format.number(count) }),
        bytes: format.bytes(bytes),
      })}
    </>
  )
}
