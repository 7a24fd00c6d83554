import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Person } from '../../contract/session'
import { mayOpen, startPage } from '../core/access'
import { useOperation } from '../core/hooks'
import { WorkspaceProvider } from '../core/person'
import { adoptProject, currentRoute, go, useRoute } from '../core/route'
import { useIdleTouch } from '../core/use-idle-touch'
import { JobsTray } from '../pages/jobs/jobs-tray'
import { ErrorBoundary } from '../ui/error-boundary'
import { tell } from '../ui/tell'
import { type DialogName, Dialogs } from './dialogs'
import { PageView } from './page-view'
import { Rail } from './rail'
import { SearchBox } from './search-box'
import { StatusLine } from './status-line'
import { TopBar } from './top-bar'
import { useKeys } from './use-keys'
import classes from './workspace.module.css'

interface WorkspaceProps {
  readonly person: Person
  readonly notice: string | null
}

const projectKey = 'project'

/** Who was here last: the next one to unlock starts at their own start page, not at another's place. */
let lastPerson: string | null = null

/** The frame around all pages: top bar, rail, page, jobs tray and the line at the foot. */
export function Workspace({ person, notice }: WorkspaceProps) {
  const { t } = useTranslation('shell')
  const [dialog, setDialog] = useState<DialogName | null>(null)
  const [isTrayOpen, setTrayOpen] = useState(false)
  const route = useRoute()
  const project = useCurrentProject(route.project)
  useIdleTouch()
  useKeys(person.role, setDialog)
  useEffect(() => {
    const isOther = lastPerson !== null && lastPerson !== person.id
    lastPerson = person.id
    if (isOther || window.location.hash === '' || !mayOpen(person.role, currentRoute().page))
      go(startPage(person.role))
  }, [person.id, person.role])
  useEffect(() => {
    if (notice) tell('look', notice)
  }, [notice])
  if (project === undefined) return null
  // An answer that is being rated has the window for itself.
  const isRating = route.page === 'rate' && route.params.study !== undefined
  return (
    <WorkspaceProvider person={person} project={project}>
      <div className={classes.frame} data-full={isRating || undefined}>
        <button type="button" className={classes.skip} onClick={skipToMain}>
          {t('skip')}
        </button>
        {!isRating && (
          <TopBar
            isTrayOpen={isTrayOpen}
            onTray={() => setTrayOpen((isOpen) => !isOpen)}
            onDialog={setDialog}
          />
        )}
        {!isRating && <Rail />}
        <main className={classes.main} id="main" tabIndex={-1}>
          <ErrorBoundary resetKey={`${route.page} ${project?.id}`}>
            <PageView key={project?.id} page={route.page} />
          </ErrorBoundary>
        </main>
        {isTrayOpen && !isRating && <JobsTray onClose={() => setTrayOpen(false)} />}
        {!isRating && <StatusLine />}
      </div>
      <SearchBox onDialog={setDialog} onTray={() => setTrayOpen(true)} />
      <Dialogs open={dialog} onClose={() => setDialog(null)} />
    </WorkspaceProvider>
  )
}

function skipToMain(): void {
  document.getElementById('main')?.focus()
}

/** The project of the address, else the one used last, else the newest; undefined while not known. */
function useCurrentProject(wanted: string | null) {
  const projects = useOperation('projects.list', {}).data
  const known = projects?.find((one) => one.id === wanted)
  const remembered = window.localStorage.getItem(projectKey)
  const project =
    known ?? projects?.find((one) => one.id === remembered) ?? projects?.at(-1) ?? null
  const id = project?.id ?? null
  useEffect(() => {
    if (id === null) return
    window.localStorage.setItem(projectKey, id)
    if (currentRoute().project !== id) adoptProject(id)
  }, [id])
  return projects === undefined ? undefined : project
}
