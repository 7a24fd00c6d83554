import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Study } from '../../../contract/studies'
import { useOperation } from '../../core/hooks'
import { useMay, useOpenProject } from '../../core/person'
import { useRoute } from '../../core/route'
import { EmptyState } from '../../ui/empty-state'
import { RefusalNote } from '../../ui/error-boundary'
import { openPart, type Part, parts } from './parts'
import { ResultsPart } from './results/results-part'
import { CorrectionsPart } from './settle/corrections-part'
import { SettlePart } from './settle/settle-part'
import { PlanPart } from './study/plan-part'
import { ProgressPart } from './study/progress-part'
import { StudyFrame } from './study/study-frame'
import { StudyList } from './study/study-list'

/** Studies: planned, rated, settled, and what came out. */
export function ValidationPage() {
  const project = useOpenProject()
  const { params } = useRoute()
  const mayPlan = useMay('studies.saveDraft')
  const studies = useOperation('studies.list', { projectId: project.id })
  if (studies.error) return <RefusalNote message={studies.error.message} />
  if (!studies.data) return null
  const part = parts.find((one) => one === params.part) ?? 'studies'
  if (part === 'studies' && params.plan && mayPlan)
    return (
      <PlanPart
        key={`${project.id} ${params.plan}`}
        projectId={project.id}
        studyId={params.plan === 'new' ? null : params.plan}
      />
    )
  if (part === 'studies') return <StudyList studies={studies.data} />
  if (part === 'corrections')
    return (
      <StudyFrame part={part}>
        <CorrectionsPart projectId={project.id} />
      </StudyFrame>
    )
  return <OfOneStudy key={project.id} part={part} studies={studies.data} />
}

interface OfOneStudyProps {
  readonly part: Exclude<Part, 'studies' | 'corrections'>
  readonly studies: readonly Study[]
}

function OfOneStudy({ part, studies }: OfOneStudyProps) {
  const { t } = useTranslation('studies')
  const { params } = useRoute()
  const begun = studies.filter((one) => one.state !== 'draft')
  const study = begun.find((one) => one.id === params.study) ?? begun[0]
  if (!study)
    return (
      <StudyFrame part={part}>
        <EmptyState
          title={t('noStudy.title')}
          text={t('noStudy.text')}
          action={<Button onClick={() => openPart('studies')}>{t('noStudy.action')}</Button>}
        />
      </StudyFrame>
    )
  if (part === 'progress') return <ProgressPart key={study.id} studyId={study.id} studies={begun} />
  return (
    <StudyFrame part={part} study={study} studies={begun}>
      {part === 'settle' ? (
        <SettlePart key={study.id} studyId={study.id} />
      ) : (
        <ResultsPart key={study.id} studyId={study.id} />
      )}
    </StudyFrame>
  )
}
