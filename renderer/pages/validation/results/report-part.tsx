import { Button, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StudyFigures } from '../../../../contract/study-figures'
import {
  type ReportFormat,
  type ReportLanguage,
  type ReportSummary,
  reportFormats,
  reportLanguages,
} from '../../../../contract/study-results'
import { call, failureMessage } from '../../../core/bridge'
import { useCommand, useOperation } from '../../../core/hooks'
import { useMay } from '../../../core/person'
import { Section } from '../../../ui/page'
import { StatusMark } from '../../../ui/status-mark'
import { tell } from '../../../ui/tell'
import { useFormat } from '../../../ui/use-format'
import classes from './results.module.css'

/** Freezes what came out as a report, and takes reports out. */
export function ReportPart({ figures }: { readonly figures: StudyFigures }) {
  const { t } = useTranslation('studyResults')
  const { studyId, progress } = figures
  const { data: reports = [] } = useOperation('studyResults.reports', { studyId })
  const mayMake = useMay('studyResults.makeReport')
  const make = useCommand('studyResults.makeReport')
  const run = async (): Promise<void> => {
    if (await make.run({ studyId })) tell('fine', t('report.made'))
  }
  const unsettled = progress.disagreements - progress.settled
  return (
    <Section
      title={t('report.title')}
      note={t('report.note')}
      action={
        mayMake && (
          <Button size="xs" loading={make.isRunning} onClick={() => void run()}>
            {t('report.make')}
          </Button>
        )
      }
    >
      {unsettled > 0 && (
        <StatusMark meaning="look">{t('report.unsettled', { count: unsettled })}</StatusMark>
      )}
      {reports.length === 0 ? (
        <p className={classes.soft}>{t('report.none')}</p>
      ) : (
        <ul className={classes.reports}>
          {reports.map((report) => (
            <li key={report.id}>
              <Report report={report} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

/** Each in its own language, for those who read no other. */
const languageNames: Readonly<Record<ReportLanguage, string>> = { en: 'English', de: 'Deutsch' }

async function chosenFolder(): Promise<string | null> {
  try {
    const [folder] = await call('shell.chooseFiles', { what: 'folder' })
    return folder?.token ?? null
  } catch (cause) {
    tell('wrong', failureMessage(cause))
    return null
  }
}

function Report({ report }: { readonly report: ReportSummary }) {
  const { t } = useTranslation('studyResults')
  const format = useFormat()
  const mayExport = useMay('studyResults.export')
  return (
    <div className={classes.report}>
      <div>
        <p>{t('report.by', { when: format.moment(report.madeAt), name: report.madeBy })}</p>
        <p className={classes.hash}>SHA-256 {report.sha256}</p>
      </div>
      {report.confidential && (
        <StatusMark meaning="confidential">{t('report.confidential')}</StatusMark>
      )}
      {mayExport && <WaysOut reportId={report.id} />}
    </div>
  )
}

/** In which language and as what a report goes into a folder; first offered in the page's own. */
function WaysOut({ reportId }: { readonly reportId: string }) {
  const { t } = useTranslation('studyResults')
  const pageFormat = useFormat()
  const command = useCommand('studyResults.export')
  const [chosen, setChosen] = useState<ReportLanguage | null>(null)
  const language = chosen ?? pageFormat.language
  const take = async (format: ReportFormat): Promise<void> => {
    const folder = await chosenFolder()
    if (folder === null) return
    const done = await command.run({ reportId, format, language, folder })
    if (!done) return
    const size = pageFormat.bytes(done.bytes)
    tell('fine', t('report.written', { files: done.fileNames.join(', '), size }))
  }
  return (
    <div className={classes.actions}>
      <SegmentedControl
        size="xs"
        aria-label={t('report.language')}
        data={reportLanguages.map((one) => ({
          value: one,
          label: <span lang={one}>{languageNames[one]}</span>,
        }))}
        value={language}
        onChange={(value) => setChosen(value as ReportLanguage)}
      />
      {reportFormats.map((format) => (
        <Button
          key={format}
          size="xs"
          variant="default"
          disabled={command.isRunning}
          onClick={() => void take(format)}
        >
          {t(`report.formats.${format}`)}
        </Button>
      ))}
    </div>
  )
}
