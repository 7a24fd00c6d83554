import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { mayOpen, startPage } from '../core/access'
import { useCommand } from '../core/hooks'
import { useMay, usePerson, useProject } from '../core/person'
import { go, goToProject, type PageId } from '../core/route'
import { AuditPage } from '../pages/administration/audit-page'
import { InstallationPage } from '../pages/administration/installation-page'
import { PeoplePage } from '../pages/administration/people-page'
import { SettingsPage } from '../pages/administration/settings-page'
import { EvaluationPage } from '../pages/evaluation/evaluation-page'
import { HomePage } from '../pages/home/home-page'
import { InstructionsPage } from '../pages/instructions/instructions-page'
import { ModelsPage } from '../pages/models/models-page'
import { QueryPage } from '../pages/query/query-page'
import { ReleasePage } from '../pages/release/release-page'
import { SourcesPage } from '../pages/sources/sources-page'
import { SynthesisPage } from '../pages/synthesis/synthesis-page'
import { TrainingPage } from '../pages/training/training-page'
import { RatePage } from '../pages/validation/rate/rate-page'
import { ValidationPage } from '../pages/validation/validation-page'
import { EmptyState } from '../ui/empty-state'

const needsProject: readonly PageId[] = [
  'sources',
  'synthesis',
  'instructions',
  'training',
  'evaluation',
  'validation',
  'release',
  'query',
]

export function PageView({ page }: { readonly page: PageId }) {
  const { t } = useTranslation(['shell', 'common'])
  const { role } = usePerson()
  const project = useProject()
  if (!mayOpen(role, page))
    return (
      <EmptyState
        title={t('notYours.title')}
        text={t('notYours.text', { role: t(`common:roles.${role}`) })}
        action={<Button onClick={() => go(startPage(role))}>{t('notYours.action')}</Button>}
      />
    )
  if (needsProject.includes(page) && !project) return <NoProject />
  switch (page) {
    case 'home':
      return <HomePage />
    case 'sources':
      return <SourcesPage />
    case 'synthesis':
      return <SynthesisPage />
    case 'instructions':
      return <InstructionsPage />
    case 'training':
      return <TrainingPage />
    case 'evaluation':
      return <EvaluationPage />
    case 'validation':
      return <ValidationPage />
    case 'release':
      return <ReleasePage />
    case 'rate':
      return <RatePage />
    case 'query':
      return <QueryPage />
    case 'models':
      return <ModelsPage />
    case 'people':
      return <PeoplePage />
    case 'audit':
      return <AuditPage />
    case 'installation':
      return <InstallationPage />
    case 'settings':
      return <SettingsPage />
  }
}

function NoProject() {
  const { t } = useTranslation(['shell', 'common'])
  const openSample = useCommand('projects.openSample')
  const mayCreate = useMay('projects.create')
  const open = async (): Promise<void> => {
    const sample = await openSample.run({})
    if (sample) goToProject(sample.id, 'sources')
  }
  return (
    <EmptyState
      title={t('noProject.title')}
      text={mayCreate ? t('noProject.text') : t('noProject.ask')}
      action={
        mayCreate && (
          <Button loading={openSample.isRunning} onClick={() => void open()}>
            {t('noProject.sample')}
          </Button>
        )
      }
    />
  )
}
