import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { RaterProgress, Study, StudyFull } from '../../../../contract/studies'
import { useOperation } from '../../../core/hooks'
import { useMay } from '../../../core/person'
import { RefusalNote } from '../../../ui/error-boundary'
import { Section } from '../../../ui/page'
import { ProgressLine } from '../../../ui/progress-line'
import { Verdict } from '../../../ui/status-mark'
import { useFormat } from '../../../ui/use-format'
import { openPart } from '../parts'
import { PacketPart } from '../settle/packet-part'
import { FixedFacts } from './fixed-facts'
import classes from './study.module.css'
import { StudyEnds } from './study-ends'
import { StudyFrame } from './study-frame'

interface ProgressPartProps {
  readonly studyId: string
  readonly studies: readonly Study[]
}

/** Who has rated how much of a study, what waits, and what was fixed before. */
export function ProgressPart({ studyId, studies }: ProgressPartProps) {
  const { t } = useTranslation('studies')
  const study = useOperation('studies.get', { studyId })
  const maySend = useMay('studies.close')
  if (study.error) return <RefusalNote message={study.error.message} />
  if (!study.data) return null
  const { data } = study
  return (
    <StudyFrame part="progress" study={data} studies={studies} action={<StudyEnds study={data} />}>
      <div className={classes.progress}>
        <div>
          <Overall study={data} />
          <Section title={t('progress.raters')}>
            <RaterTable raters={data.raters} />
          </Section>
          {maySend && data.state === 'open' && (
            <Section title={t('progress.packets')}>
              <PacketPart studyId={data.id} />
            </Section>
          )}
        </div>
        <FixedFacts study={data} />
      </div>
    </StudyFrame>
  )
}

function Overall({ study }: { readonly study: StudyFull }) {
  const { t } = useTranslation('studies')
  return (
    <div className={classes.overall}>
      <ProgressLine
        label={t('progress.label')}
        done={study.ratingsDone}
        total={study.ratingsAssigned}
        unit={t('progress.unit')}
      />
      {study.disagreements > 0 && (
        <Verdict
          meaning="look"
          title={t('progress.apart', { count: study.disagreements })}
          action={
            <Button
              size="compact-md"
              variant="default"
              onClick={() => openPart('settle', { study: study.id })}
            >
              {t('progress.settle')}
            </Button>
          }
        />
      )}
    </div>
  )
}

function RaterTable({ raters }: { readonly raters: readonly RaterProgress[] }) {
  const { t } = useTranslation('studies')
  return (
    <table className={classes.raters}>
      <thead>
        <tr>
          <th scope="col">{t('progress.name')}</th>
          <th scope="col">{t('progress.rated')}</th>
          <th scope="col" className={classes.number}>
            {t('progress.pace')}
          </th>
          <th scope="col" className={classes.number}>
            {t('progress.left')}
          </th>
          <th scope="col" className={classes.number}>
            {t('progress.last')}
          </th>
        </tr>
      </thead>
      <tbody>
        {raters.map((rater) => (
          <RaterRow key={rater.personId} rater={rater} />
        ))}
      </tbody>
    </table>
  )
}

function RaterRow({ rater }: { readonly rater: RaterProgress }) {
  const { t } = useTranslation('studies')
  const format = useFormat()
  const { assigned, done, secondsEach, lastAt } = rater
  const left = assigned - done
  return (
    <tr>
      <th scope="row">
        {rater.name}
        {rater.isAway && <span className={classes.under}>{t('progress.away')}</span>}
      </th>
      <td>
        <div className={classes.rated}>
          <div className={classes.track} aria-hidden>
            <div
              className={classes.value}
              style={{ width: `${(100 * done) / Math.max(1, assigned)}%` }}
            />
          </div>
          <span className={classes.soft}>
            {t('list.doneOf', { done: format.number(done), total: format.number(assigned) })}
          </span>
        </div>
      </td>
      <td className={classes.number}>
        {secondsEach === null ? '–' : format.duration(secondsEach)}
      </td>
      <td className={classes.number}>
        {left === 0
          ? t('progress.finished')
          : secondsEach === null
            ? '–'
            : format.duration(secondsEach * left)}
      </td>
      <td className={classes.number}>
        {lastAt === null ? t('progress.notBegun') : format.when(lastAt)}
      </td>
    </tr>
  )
}
