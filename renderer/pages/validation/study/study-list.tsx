import { Button, UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Study } from '../../../../contract/studies'
import { useCommand } from '../../../core/hooks'
import { useMay } from '../../../core/person'
import { EmptyState } from '../../../ui/empty-state'
import { IconLock, IconPlus, IconStars } from '../../../ui/icons'
import { tell } from '../../../ui/tell'
import { useCounted } from '../../../ui/use-counted'
import { useFormat } from '../../../ui/use-format'
import { openPart, openPlan } from '../parts'
import classes from './study.module.css'
import { nameOf, StudyFrame } from './study-frame'

/** Every study with its state and how far it is, newest first. */
export function StudyList({ studies }: { readonly studies: readonly Study[] }) {
  const { t } = useTranslation('studies')
  const mayPlan = useMay('studies.saveDraft')
  if (studies.length === 0)
    return (
      <StudyFrame part="studies">
        <EmptyState
          icon={<IconStars size={28} stroke={1.5} />}
          title={t('empty.title')}
          text={mayPlan ? t('empty.text') : `${t('empty.text')} ${t('empty.look')}`}
          action={mayPlan && <Button onClick={() => openPlan(null)}>{t('empty.action')}</Button>}
        />
      </StudyFrame>
    )
  return (
    <StudyFrame
      part="studies"
      action={
        mayPlan && (
          <Button leftSection={<IconPlus size={17} aria-hidden />} onClick={() => openPlan(null)}>
            {t('list.plan')}
          </Button>
        )
      }
    >
      <ul className={classes.list}>
        {studies.map((study) => (
          <StudyRow key={study.id} study={study} mayPlan={mayPlan} />
        ))}
      </ul>
    </StudyFrame>
  )
}

interface StudyRowProps {
  readonly study: Study
  readonly mayPlan: boolean
}

function StudyRow({ study, mayPlan }: StudyRowProps) {
  const { t } = useTranslation(['studies', 'common'])
  const format = useFormat()
  const counted = useCounted()
  const remove = useCommand('studies.removeDraft')
  const isDraft = study.state === 'draft'
  const since = study.closedAt ?? study.openedAt ?? study.createdAt
  const throwAway = async (): Promise<void> => {
    if (await remove.run({ studyId: study.id }))
      tell('fine', t('studies:list.removed', { name: study.name }))
  }
  return (
    <li className={classes.study} data-state={study.state}>
      <div className={classes.studyWords}>
        <h2 className={classes.studyName}>
          {study.confidential && (
            <IconLock size={14} className={classes.lock} aria-label={t('common:confidential')} />
          )}
          {nameOf(study, t)}
        </h2>
        <p className={classes.soft}>
          {[
            t(`studies:list.since.${study.state}`, { when: format.when(since) }),
            study.origin === 'packet' ? t('studies:list.packet') : study.runName,
            counted(study.questions, 'questions'),
          ].join(' · ')}
        </p>
        {!isDraft && <Rated study={study} />}
      </div>
      <span className={classes.state} data-state={study.state}>
        {t(`studies:states.${study.state}`)}
      </span>
      <div className={classes.studyActions}>
        {isDraft && mayPlan && (
          <>
            <UnstyledButton className={classes.quiet} onClick={() => void throwAway()}>
              {t('studies:list.remove')}
            </UnstyledButton>
            <Button size="compact-md" variant="default" onClick={() => openPlan(study.id)}>
              {t('studies:list.edit')}
            </Button>
          </>
        )}
        {!isDraft && (
          <Button
            size="compact-md"
            variant="default"
            onClick={() =>
              openPart(study.state === 'open' ? 'progress' : 'results', { study: study.id })
            }
          >
            {t('studies:list.open')}
          </Button>
        )}
      </div>
    </li>
  )
}

function Rated({ study }: { readonly study: Study }) {
  const { t } = useTranslation('studies')
  const format = useFormat()
  const { ratingsDone: done, ratingsAssigned: total } = study
  return (
    <div className={classes.rated}>
      <div className={classes.track} aria-hidden>
        <div className={classes.value} style={{ width: `${(100 * done) / Math.max(1, total)}%` }} />
      </div>
      <span className={classes.soft}>
        {t('progress.overall', { done: format.number(done), total: format.number(total) })}
      </span>
      {study.disagreements > 0 && (
        <UnstyledButton
          className={classes.apart}
          onClick={() => openPart('settle', { study: study.id })}
        >
          {t('progress.apart', { count: study.disagreements })}
        </UnstyledButton>
      )}
    </div>
  )
}
