import { useSyncExternalStore } from 'react'
import { stages } from '../../contract/projects'

export const pageIds = [
  'home',
  ...stages,
  'rate',
  'query',
  'models',
  'people',
  'audit',
  'installation',
  'settings',
] as const
export type PageId = (typeof pageIds)[number]

/** Where the person is: it stands in the address, so Back, Forward and deep links work. */
export interface Route {
  readonly page: PageId
  readonly project: string | null
  /** What a page wants to come back to, such as `{ collection: '…', record: '12' }`. */
  readonly params: Readonly<Record<string, string>>
}

/** Reads `#/sources?project=…&collection=…`; what is not known leads to the start page. */
export function parseRoute(hash: string, start: PageId = 'home'): Route {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?', 2)
  const { project = null, ...params } = Object.fromEntries(new URLSearchParams(search))
  const page = pageIds.find((id) => id === path) ?? start
  return { page, project, params }
}

export function formatRoute(route: Route): string {
  const search = new URLSearchParams(route.project ? { project: route.project } : {})
  for (const [name, value] of Object.entries(route.params)) if (value) search.set(name, value)
  const text = search.toString()
  return `#/${route.page}${text ? `?${text}` : ''}`
}

const listeners = new Set<() => void>()
let cached: { readonly hash: string; readonly route: Route } | null = null

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('hashchange', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('hashchange', listener)
  }
}

export function currentRoute(): Route {
  const hash = window.location.hash
  if (cached?.hash !== hash) cached = { hash, route: parseRoute(hash) }
  return cached.route
}

export function useRoute(): Route {
  return useSyncExternalStore(subscribe, currentRoute)
}

function moveTo(route: Route, isReplacing: boolean): void {
  const hash = formatRoute(route)
  if (hash === window.location.hash) return
  if (isReplacing) history.replaceState(null, '', hash)
  else history.pushState(null, '', hash)
  for (const listener of listeners) listener()
}

export type Params = Readonly<Record<string, string | number | null>>

function textsOf(params: Params): Record<string, string> {
  const entries = Object.entries(params).flatMap(([name, value]) =>
    value === null || value === '' ? [] : [[name, String(value)] as const],
  )
  return Object.fromEntries(entries)
}

/** Opens a page of the current project. */
export function go(page: PageId, params: Params = {}): void {
  moveTo({ page, project: currentRoute().project, params: textsOf(params) }, false)
}

export function goToProject(project: string, page: PageId): void {
  moveTo({ page, project, params: {} }, false)
}

/** Changes parts of the current address without a step in Back; null takes a part away. */
export function setParams(changes: Params): void {
  const route = currentRoute()
  moveTo({ ...route, params: textsOf({ ...route.params, ...changes }) }, true)
}

/** Says which project a page without one belongs to. */
export function adoptProject(project: string | null): void {
  moveTo({ ...currentRoute(), project }, true)
}

/** The address of a page of the current project, for links. */
export function addressOf(page: PageId, params: Params = {}): string {
  return formatRoute({ page, project: currentRoute().project, params: textsOf(params) })
}

/** Forgets where the person was, as when the workspace locks. */
export function forgetRoute(): void {
  history.replaceState(null, '', '#/')
  for (const listener of listeners) listener()
}
