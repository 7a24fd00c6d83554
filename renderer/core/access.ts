import type { Access, Role } from '../../contract/operation'
import { type AnyOperationName, allOperations } from '../../contract/operations'
import type { PageId } from './route'

/** The same rule that the core enforces, so that the page offers only what will be allowed. */
export function mayCall(role: Role, name: AnyOperationName): boolean {
  const access: Access = allOperations[name].access
  if (access === 'anyone' || access === 'signed-in') return true
  return access.includes(role)
}

/** What a page cannot do without. */
const needs: Record<PageId, AnyOperationName> = {
  home: 'system.home',
  sources: 'documents.page',
  synthesis: 'synthesis.runs',
  instructions: 'documents.page',
  training: 'training.runs',
  evaluation: 'evaluation.runs',
  validation: 'documents.page',
  release: 'documents.page',
  rate: 'ratings.queue',
  query: 'query.ask',
  models: 'models.import',
  people: 'accounts.list',
  audit: 'audit.page',
  installation: 'accounts.list',
  settings: 'settings.set',
}

export function mayOpen(role: Role, page: PageId): boolean {
  return mayCall(role, needs[page])
}

/** Where a person starts: a clinician asks, a reviewer rates, an auditor reads the log, all others look around. */
export function startPage(role: Role): PageId {
  if (role === 'clinician') return 'query'
  if (role === 'reviewer') return 'rate'
  if (role === 'auditor') return 'audit'
  return 'home'
}
