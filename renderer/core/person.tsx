import { createContext, type ReactNode, useContext } from 'react'
import type { AnyOperationName } from '../../contract/operations'
import type { Project } from '../../contract/projects'
import type { Person } from '../../contract/session'
import { mayCall } from './access'

const PersonContext = createContext<Person | null>(null)
const ProjectContext = createContext<Project | null>(null)

interface WhereProps {
  readonly person: Person
  readonly project: Project | null
  readonly children: ReactNode
}

export function WorkspaceProvider({ person, project, children }: WhereProps) {
  return (
    <PersonContext value={person}>
      <ProjectContext value={project}>{children}</ProjectContext>
    </PersonContext>
  )
}

/** Who is signed in. Only inside the shell, where somebody is. */
export function usePerson(): Person {
  const person = useContext(PersonContext)
  if (!person) throw new Error('usePerson is used outside the shell')
  return person
}

/** The open project; null until there is one. */
export function useProject(): Project | null {
  return useContext(ProjectContext)
}

/** The open project of a page that the shell shows only when there is one. */
export function useOpenProject(): Project {
  const project = useContext(ProjectContext)
  if (!project) throw new Error('useOpenProject is used on a page without a project')
  return project
}

/** Whether the person's role allows an operation: use it to leave out what would be refused. */
export function useMay(name: AnyOperationName): boolean {
  return mayCall(usePerson().role, name)
}
