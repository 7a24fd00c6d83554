import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Release, ReleaseCandidate } from '../../../contract/release'
import { setParams } from '../../core/route'
import { StatusMark } from '../../ui/status-mark'
import { useFormat } from '../../ui/use-format'
import { meaningOf } from './meaning'
import classes from './release.module.css'
import type { Chosen } from './release-page'

interface ReleaseListProps {
  readonly releases: readonly Release[]
  readonly candidates: readonly ReleaseCandidate[]
  readonly chosen: Chosen
}

const nowhere = { part: null, release: null, study: null, arm: null } as const

/** Releases, arms of studies that have none yet, and what else the page holds. */
export function ReleaseList({ releases, candidates, chosen }: ReleaseListProps) {
  const { t } = useTranslation('release')
  const format = useFormat()
  const open = candidates.filter((candidate) => !hasRelease(releases, candidate))
  return (
    <nav className={classes.list} aria-label={t('title')}>
      {releases.length > 0 && (
        <Group title={t('lists.releases')}>
          {releases.map((release) => (
            <Entry
              key={release.id}
              name={release.name}
              note={`${release.studyName} · ${format.day(release.createdAt)}`}
              isChosen={chosen.part === 'release' && chosen.id === release.id}
              onChoose={() => setParams({ ...nowhere, release: release.id })}
            >
              <StatusMark meaning={meaningOf[release.state]}>
                {t(`state.${release.state}`)}
              </StatusMark>
            </Entry>
          ))}
        </Group>
      )}
      {open.length > 0 && (
        <Group title={t('lists.candidates')}>
          {open.map((candidate) => (
            <Entry
              key={`${candidate.studyId} ${candidate.arm}`}
              name={candidate.armName}
              note={candidate.studyName}
              isChosen={chosen.part === 'candidate' && chosen.candidate === candidate}
              onChoose={() =>
                setParams({ ...nowhere, study: candidate.studyId, arm: candidate.arm })
              }
            >
              {candidate.isReady && <StatusMark meaning="fine">{t('state.ready')}</StatusMark>}
            </Entry>
          ))}
        </Group>
      )}
      <Group title={t('lists.more')}>
        {(['share', 'records'] as const).map((part) => (
          <Entry
            key={part}
            name={t(`lists.${part}`)}
            isChosen={chosen.part === part}
            onChoose={() => setParams({ ...nowhere, part })}
          />
        ))}
      </Group>
    </nav>
  )
}

/** An arm stands among the releases while one of its study waits or holds. */
function hasRelease(releases: readonly Release[], candidate: ReleaseCandidate): boolean {
  return releases.some(
    ({ studyId, arm, state }) =>
      studyId === candidate.studyId &&
      arm === candidate.arm &&
      (state === 'waiting' || state === 'in-force'),
  )
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className={classes.group}>
      <h2 className={classes.groupTitle}>{title}</h2>
      {children}
    </div>
  )
}

interface EntryProps {
  readonly name: string
  readonly note?: string
  readonly isChosen: boolean
  readonly onChoose: () => void
  readonly children?: ReactNode
}

function Entry({ name, note, isChosen, onChoose, children }: EntryProps) {
  return (
    <button
      type="button"
      className={classes.entry}
      aria-current={isChosen ? 'true' : undefined}
      onClick={onChoose}
    >
      <span className={classes.entryName}>{name}</span>
      {note && <span className={classes.soft}>{note}</span>}
      {children}
    </button>
  )
}
