import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SourceTerms } from '../../../contract/licences'
import type { ChosenFile } from '../../../contract/shell'
import type { ColumnMapping, Inspection } from '../../../contract/sources'
import { useOperation } from '../../core/hooks'
import { IconArrowLeft } from '../../ui/icons'
import { Page, Section } from '../../ui/page'
import { Verdict } from '../../ui/status-mark'
import { useFormat } from '../../ui/use-format'
import classes from './import.module.css'
import { ImportChoices, type Kind } from './import-choices'
import { ImportPreview } from './import-preview'
import { SourceDropZone } from './source-drop-zone'
import termsClasses from './terms.module.css'
import { TermsFields } from './terms-fields'

interface ImportPageProps {
  readonly files: readonly ChosenFile[]
  readonly onFiles: (files: readonly ChosenFile[]) => void
  readonly onLeave: () => void
  readonly onStarted: (jobId: string) => void
}

/** One page of three parts that fill in as one goes: files, what is in them, how to keep them. */
export function ImportPage({ files, onFiles, onLeave, onStarted }: ImportPageProps) {
  const { t } = useTranslation('sources')
  return (
    <Page
      title={t('importing.title')}
      purpose={t('importing.purpose')}
      action={
        <Button
          variant="default"
          leftSection={<IconArrowLeft size={16} aria-hidden />}
          onClick={onLeave}
        >
          {t('importing.back')}
        </Button>
      }
    >
      <div className={classes.page}>
        {files.length === 0 ? (
          <>
            <Section title={t('importing.files')}>
              <SourceDropZone onFiles={onFiles} />
            </Section>
            <LaterParts />
          </>
        ) : (
          <ChosenParts
            key={files.map((file) => file.token).join(' ')}
            files={files}
            onOther={() => onFiles([])}
            onStarted={onStarted}
          />
        )}
      </div>
    </Page>
  )
}

function LaterParts() {
  const { t } = useTranslation('sources')
  return (
    <>
      <Section title={t('importing.look')}>
        <p className={classes.later}>{t('importing.lookLater')}</p>
      </Section>
      <Section title={t('importing.keep')}>
        <p className={classes.later}>{t('importing.keepLater')}</p>
      </Section>
    </>
  )
}

interface ChosenPartsProps {
  readonly files: readonly ChosenFile[]
  readonly onOther: () => void
  readonly onStarted: (jobId: string) => void
}

function ChosenParts({ files, onOther, onStarted }: ChosenPartsProps) {
  const { t } = useTranslation('sources')
  const [mapping, setMapping] = useState<ColumnMapping | null>(null)
  const [terms, setTerms] = useState<SourceTerms | null>(null)
  const [kind, setKind] = useState<Kind | null>(null)
  const tokens = files.map((file) => file.token)
  const look = useOperation('sources.inspect', { tokens, mapping }, { keepPrevious: true })
  // What was chosen counts at once, also while the rows under it are still those of the last look.
  const inspection = look.data && { ...look.data, mapping: mapping ?? look.data.mapping }
  const other = (
    <Button variant="default" onClick={onOther}>
      {t('importing.other')}
    </Button>
  )
  return (
    <>
      <Section title={t('importing.files')}>
        {look.error ? (
          <Verdict meaning="wrong" title={look.error.message} action={other} />
        ) : inspection ? (
          <>
            <Recognised inspection={inspection} action={other} />
            <div className={termsClasses.import}>
              {kind === 'confidential' ? (
                <p className={classes.soft}>{t('terms.local')}</p>
              ) : (
                <TermsFields terms={terms ?? inspection.suggestedTerms} onTerms={setTerms} />
              )}
            </div>
          </>
        ) : (
          <p className={classes.later} role="status">
            {t('importing.looking')}
          </p>
        )}
      </Section>
      {inspection && !look.error ? (
        <>
          <Section title={t('importing.look')} note={t('importing.firstRows')}>
            <ImportPreview inspection={inspection} onMapping={setMapping} />
          </Section>
          <Section title={t('importing.keep')}>
            <ImportChoices
              tokens={tokens}
              inspection={inspection}
              terms={terms ?? inspection.suggestedTerms}
              kind={kind}
              onKind={setKind}
              onStarted={onStarted}
            />
          </Section>
        </>
      ) : (
        <LaterParts />
      )}
    </>
  )
}

interface RecognisedProps {
  readonly inspection: Inspection
  readonly action: React.ReactNode
}

function Recognised({ inspection, action }: RecognisedProps) {
  const { t } = useTranslation('sources')
  const format = useFormat()
  const count = inspection.fileCount
  const names = inspection.fileNames.slice(0, 4).join(', ')
  return (
    <div className={classes.recognised}>
      <div className={classes.recognisedWords}>
        <p className={classes.recognisedTitle} role="status">
          {t('importing.recognised', { format: inspection.formatName })}
        </p>
        <p className={classes.soft}>
          {names}
          {count > 4 && ` ${t('importing.more')}`} ·{' '}
          {t('importing.size', {
            files: t('importing.fileCount', { count, number: format.number(count) }),
            bytes: format.bytes(inspection.bytes),
          })}
        </p>
      </div>
      {action}
    </div>
  )
}
