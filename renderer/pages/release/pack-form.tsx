import { Button, Checkbox, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ExportFormat, exportFormats } from '../../../contract/instructions'
import type { PackState } from '../../../contract/share-pack'
import { call, failureMessage } from '../../core/bridge'
import { useCommand, useOperation } from '../../core/hooks'
import { useMay } from '../../core/person'
import { Help } from '../../ui/help'
import { isUnderWay, JobStrip, StoppedJob } from '../../ui/job-strip'
import { Section } from '../../ui/page'
import { Verdict } from '../../ui/status-mark'
import { tell } from '../../ui/tell'
import { useFormat } from '../../ui/use-format'
import { useJobWords } from '../../ui/use-worded'
import { PackLicences } from './pack-licences'
import classes from './release.module.css'

interface PackFormProps {
  readonly subject: {
    readonly projectId: string
    readonly adapterId: string
    readonly reportId: string | null
  }
  readonly state: PackState
  readonly onReport: (reportId: string) => void
}

/** What goes into the pack, under which terms, and where to. */
export function PackForm({ subject, state, onReport }: PackFormProps) {
  const { t } = useTranslation(['release', 'instructions'])
  const format = useFormat()
  const mayWrite = useMay('sharePack.write')
  const [formats, setFormats] = useState<readonly ExportFormat[]>(['asclepius-csv'])
  const write = useCommand('sharePack.write')
  const run = async (): Promise<void> => {
    const folder = await chosenFolder()
    if (folder !== null) await write.run({ ...subject, formats: [...formats], folder })
  }
  const toggle = (one: ExportFormat): void =>
    setFormats(exportFormats.filter((each) => (each === one) !== formats.includes(each)))
  return (
    <Section
      title={t('share.pack.title')}
      note={t('share.pack.rows', { count: state.rows, number: format.number(state.rows) })}
    >
      <div className={classes.packForm}>
        {state.reports.length > 0 && (
          <NativeSelect
            label={t('share.pack.report')}
            data={state.reports.map(({ id, studyName, version, madeAt }) => ({
              value: id,
              label: t('share.pack.reportOf', {
                study: studyName,
                version,
                when: format.moment(madeAt),
              }),
            }))}
            value={subject.reportId ?? state.reports[0]?.id}
            onChange={(event) => onReport(event.currentTarget.value)}
          />
        )}
        <fieldset className={classes.formats}>
          <legend>{t('share.pack.formats')}</legend>
          {exportFormats.map((one) => (
            <Checkbox
              key={one}
              size="sm"
              label={t(`instructions:files.formats.${one}.name`)}
              checked={formats.includes(one)}
              onChange={() => toggle(one)}
            />
          ))}
        </fieldset>
        <PackLicences state={state} />
        <KeyLine sha256={state.keySha256} />
        {mayWrite && (
          <Button
            className={classes.packButton}
            disabled={state.obstacles.length > 0 || formats.length === 0}
            loading={write.isRunning}
            onClick={() => void run()}
          >
            {t('share.pack.write')}
          </Button>
        )}
        <PackJob projectId={subject.projectId} />
      </div>
    </Section>
  )
}

async function chosenFolder(): Promise<string | null> {
  try {
    const [folder] = await call('shell.chooseFiles', { what: 'folder' })
    return folder?.token ?? null
  } catch (cause) {
    tell('wrong', failureMessage(cause))
    return null
  }
}

function KeyLine({ sha256 }: { readonly sha256: string | null }) {
  const { t } = useTranslation('release')
  return (
    <div>
      <h3 className={classes.placeTitle}>
        {t('share.pack.key')} <Help about={t('share.pack.key')}>{t('share.pack.keyHelp')}</Help>
      </h3>
      <p className={sha256 ? classes.hash : classes.soft}>{sha256 ?? t('share.pack.noKey')}</p>
    </div>
  )
}

/** The newest pack of this project: under way, written, or why not. */
function PackJob({ projectId }: { readonly projectId: string }) {
  const { t } = useTranslation('release')
  const words = useJobWords()
  const jobs = useOperation('jobs.list', {}).data ?? []
  const job = jobs.find((one) => one.kind === 'share-pack' && one.projectId === projectId)
  if (!job || job.status === 'cancelled') return null
  if (isUnderWay(job)) return <JobStrip job={job} title={t('share.pack.writing')} />
  if (job.status === 'failed') return <StoppedJob job={job} title={t('share.pack.stopped')} />
  return (
    <Verdict meaning="fine" title={t('share.pack.written')}>
      <p>{words(job).title}</p>
      <p>{t('share.pack.check')}</p>
    </Verdict>
  )
}
