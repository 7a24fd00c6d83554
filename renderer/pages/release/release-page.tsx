import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Release, ReleaseCandidate } from '../../../contract/release'
import { useOperation } from '../../core/hooks'
import { useOpenProject } from '../../core/person'
import { go, useRoute } from '../../core/route'
import { EmptyState } from '../../ui/empty-state'
import { RefusalNote } from '../../ui/error-boundary'
import { Page } from '../../ui/page'
import { CandidateView } from './candidate-view'
import { RecordsPart } from './records-part'
import classes from './release.module.css'
import { ReleaseList } from './release-list'
import { ReleaseView } from './release-view'
import { SharePart } from './share-part'

/** Left what there is, right the one that was chosen: a check-list, a certificate, the share pack. */
export function ReleasePage() {
  const { t } = useTranslation('release')
  const project = useOpenProject()
  const projectId = project.id
  const releases = useOperation('release.list', { projectId })
  const candidates = useOperation('release.candidates', { projectId })
  const failure = releases.error ?? candidates.error
  return (
    <Page title={t('title')} purpose={t('purpose')} fills>
      {failure && <RefusalNote message={failure.message} />}
      {releases.data && candidates.data && (
        <Columns
          key={projectId}
          projectId={projectId}
          releases={releases.data}
          candidates={candidates.data}
        />
      )}
    </Page>
  )
}

interface ColumnsProps {
  readonly projectId: string
  readonly releases: readonly Release[]
  readonly candidates: readonly ReleaseCandidate[]
}

function Columns({ projectId, releases, candidates }: ColumnsProps) {
  const chosen = useChosen(releases, candidates)
  return (
    <div className={classes.columns}>
      <ReleaseList releases={releases} candidates={candidates} chosen={chosen} />
      <div className={classes.right}>
        {chosen.part === 'share' && <SharePart projectId={projectId} />}
        {chosen.part === 'records' && <RecordsPart projectId={projectId} />}
        {chosen.part === 'release' && <ReleaseView key={chosen.id} id={chosen.id} />}
        {chosen.part === 'candidate' && (
          <CandidateView
            key={`${chosen.candidate.studyId} ${chosen.candidate.arm}`}
            candidate={chosen.candidate}
          />
        )}
        {chosen.part === 'none' && <NothingYet />}
      </div>
    </div>
  )
}

export type Chosen =
  | { readonly part: 'share' | 'records' | 'none' }
  | { readonly part: 'release'; readonly id: string }
  | { readonly part: 'candidate'; readonly candidate: ReleaseCandidate }

/** What the address names; else what waits for a signature, what is in force, what could be next. */
function useChosen(releases: readonly Release[], candidates: readonly ReleaseCandidate[]): Chosen {
  const { params } = useRoute()
  if (params.part === 'share' || params.part === 'records') return { part: params.part }
  const named = releases.find(({ id }) => id === params.release)
  if (named) return { part: 'release', id: named.id }
  const candidate = candidates.find(
    ({ studyId, arm }) => studyId === params.study && arm === params.arm,
  )
  if (candidate) return { part: 'candidate', candidate }
  const release =
    releases.find(({ state }) => state === 'waiting') ??
    releases.find(({ state }) => state === 'in-force') ??
    releases[0]
  if (release) return { part: 'release', id: release.id }
  const [first] = candidates
  return first ? { part: 'candidate', candidate: first } : { part: 'none' }
}

function NothingYet() {
  const { t } = useTranslation('release')
  return (
    <EmptyState
      title={t('none.title')}
      text={t('none.text')}
      action={<Button onClick={() => go('validation')}>{t('none.action')}</Button>}
    />
  )
}
