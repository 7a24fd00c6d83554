import { UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { StudyFull } from '../../../../contract/studies'
import type { StudyCriteria } from '../../../../contract/validation-study'
import { copyText } from '../../../ui/copy-text'
import { Facts } from '../../../ui/figure'
import { IconCopy } from '../../../ui/icons'
import { StatusMark } from '../../../ui/status-mark'
import { tell } from '../../../ui/tell'
import { useCounted } from '../../../ui/use-counted'
import { type Format, useFormat } from '../../../ui/use-format'
import { useAsFixed } from './altered-note'
import classes from './study.module.css'

/** What was fixed before the first rating: sample, arms, criteria, and the hash over them. */
export function FixedFacts({ study }: { readonly study: StudyFull }) {
  const { t } = useTranslation('studies')
  const format = useFormat()
  const counted = useCounted()
  const criteria = useCriteriaWords()
  const { openedAt, openedBy, closedAt, closedBy } = study
  return (
    <aside className={classes.fixed} aria-label={t('progress.fixed')}>
      <h2>{t('progress.fixed')}</h2>
      {study.plan.purpose && <p>{study.plan.purpose}</p>}
      {study.replacesId && (
        <section>
          <h3>{t('progress.reason', { version: study.version - 1 })}</h3>
          <p>{study.changeReason}</p>
        </section>
      )}
      <Facts
        rows={[
          { label: t('progress.comparison'), value: study.runName },
          {
            label: t('progress.sample'),
            value: t('progress.sampleText', {
              questions: counted(study.questions, 'questions'),
              cases: counted(study.cases, 'answers'),
            }),
          },
          ...(openedAt
            ? [
                {
                  label: t('progress.opened'),
                  value: t('progress.openedText', { when: format.moment(openedAt), who: openedBy }),
                },
              ]
            : []),
          ...(closedAt
            ? [
                {
                  label: t('progress.closed'),
                  value: t('progress.openedText', { when: format.moment(closedAt), who: closedBy }),
                },
              ]
            : []),
        ]}
      />
      <section>
        <h3>{t('progress.arms')}</h3>
        <ul className={classes.plainList}>
          {study.arms.map((arm) => (
            <li key={arm.arm}>
              {arm.name}
              {arm.isBase && <span className={classes.soft}> {t('form.base')}</span>}
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h3>{t('progress.criteria')}</h3>
        <ul className={classes.plainList}>
          {criteria(study.plan.criteria).map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      </section>
      {study.sha256 && <Hash studyId={study.id} sha256={study.sha256} />}
    </aside>
  )
}

function Hash({ studyId, sha256 }: { readonly studyId: string; readonly sha256: string }) {
  const { t } = useTranslation('studies')
  const asFixed = useAsFixed(studyId)
  const copy = async (): Promise<void> => {
    const isDone = await copyText(sha256)
    tell(isDone ? 'fine' : 'look', t(isDone ? 'progress.copied' : 'progress.notCopied'))
  }
  return (
    <section>
      <h3>{t('progress.hash')}</h3>
      <p className={classes.hash}>
        {sha256}
        <UnstyledButton
          className={classes.copy}
          aria-label={t('progress.copyHash')}
          onClick={() => void copy()}
        >
          <IconCopy size={14} aria-hidden />
        </UnstyledButton>
      </p>
      {asFixed !== null && (
        <StatusMark meaning={asFixed ? 'fine' : 'wrong'}>
          {t(asFixed ? 'progress.asFixed' : 'progress.altered')}
        </StatusMark>
      )}
    </section>
  )
}

/** The criteria of a plan in sentences; what is not asked for is left out. */
function useCriteriaWords(): (criteria: StudyCriteria) => string[] {
  const { t } = useTranslation('studies')
  const format = useFormat()
  return (criteria) => criteriaWords(criteria, t, format)
}

type Words = ReturnType<typeof useTranslation<'studies'>>['t']

function criteriaWords(criteria: StudyCriteria, t: Words, format: Format): string[] {
  const { minAlpha, minSensitivity, maxWorseThanBase } = criteria
  return [
    t('criteria.upper', { value: format.percent(criteria.maxUnacceptableUpper, 1) }),
    t('criteria.mean', { value: format.fixed(criteria.minMeanScore, 2) }),
    minAlpha !== null && t('criteria.alpha', { value: format.fixed(minAlpha, 2) }),
    minSensitivity !== null && t('criteria.sensitivity', { value: format.percent(minSensitivity) }),
    maxWorseThanBase !== null && t('criteria.worse', { value: format.fixed(maxWorseThanBase, 2) }),
    criteria.noSevereHarm && t('criteria.harm'),
  ].filter((words) => words !== false)
}
