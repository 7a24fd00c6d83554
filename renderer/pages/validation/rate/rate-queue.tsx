import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { QueuedStudy } from '../../../../contract/ratings'
import { call } from '../../../core/bridge'
import { useCommand, useOperation } from '../../../core/hooks'
import { setParams } from '../../../core/route'
import { EmptyState } from '../../../ui/empty-state'
import { KeyHint } from '../../../ui/key-hint'
import { Page, Section } from '../../../ui/page'
import { ProgressLine } from '../../../ui/progress-line'
import { tell } from '../../../ui/tell'
import { useFormat } from '../../../ui/use-format'
import { usePageKeys } from '../../../ui/use-page-keys'
import { PacketTake } from './packet-take'
import classes from './rate.module.css'

/** The studies that wait for this person. Enter opens the first that is not finished. */
export function RateQueue() {
  const { t } = useTranslation('rating')
  const queue = useOperation('ratings.queue', {}).data
  const first = queue?.find((one) => one.next !== null)
  const goOn = (): void => openStudy(first?.studyId ?? null)
  usePageKeys(first ? { Enter: goOn } : {})
  if (!queue) return null
  return (
    <Page title={t('title')} purpose={t('purpose')}>
      {queue.length === 0 && <EmptyState title={t('none.title')} text={t('none.text')} />}
      {queue.map((study) => (
        <StudyLine key={study.studyId} study={study} isFirst={study === first} />
      ))}
      <Section title={t('packet.title')} note={t('packet.note')}>
        <PacketTake />
      </Section>
    </Page>
  )
}

function openStudy(studyId: string | null): void {
  setParams({ study: studyId })
}

function StudyLine({ study, isFirst }: { readonly study: QueuedStudy; readonly isFirst: boolean }) {
  const { t } = useTranslation('rating')
  const format = useFormat()
  const { total, done, secondsEach } = study
  const left = secondsEach === null ? null : secondsEach * (total - done)
  return (
    <article className={classes.study}>
      <div>
        <h2 className={classes.studyName}>{study.name}</h2>
        <p className={classes.soft}>
          {[
            study.projectName,
            ...(study.version > 1 ? [t('version', { version: study.version })] : []),
            ...(secondsEach === null ? [] : [t('each', { each: format.duration(secondsEach) })]),
          ].join(' · ')}
        </p>
      </div>
      <ProgressLine
        label={study.name}
        done={done}
        total={total}
        unit={t('answers')}
        secondsLeft={left !== null && left > 0 ? left : null}
      />
      <div className={classes.barKeys}>
        {study.fromPacket && <GiveBack study={study} />}
        {study.next !== null && (
          <Button
            variant={isFirst ? 'filled' : 'default'}
            rightSection={isFirst && <KeyHint keys="Enter" />}
            onClick={() => openStudy(study.studyId)}
          >
            {t(done === 0 ? 'start' : 'goOn')}
          </Button>
        )}
        {study.next === null && (
          <Button variant="default" onClick={() => openStudy(study.studyId)}>
            {t('look')}
          </Button>
        )}
      </div>
    </article>
  )
}

function GiveBack({ study }: { readonly study: QueuedStudy }) {
  const { t } = useTranslation('rating')
  const giveBack = useCommand('packets.giveBack')
  const run = async (): Promise<void> => {
    const [folder] = await call('shell.chooseFiles', { what: 'folder' })
    if (!folder) return
    const written = await giveBack.run({ studyId: study.studyId, folder: folder.token })
    if (written)
      tell('fine', t('packet.givenBack', { count: written.ratings, file: written.fileName }))
  }
  return (
    <Button
      variant="default"
      disabled={study.done === 0}
      loading={giveBack.isRunning}
      onClick={() => void run()}
    >
      {t('packet.giveBack')}
    </Button>
  )
}
