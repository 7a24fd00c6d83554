import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import type { SessionState } from '../../contract/session'
import { CallFailure } from './bridge'

export const sessionKey = ['session.state', {}] as const

/** Data lives behind the bridge: it is fresh until the core says otherwise, and never "offline". */
export function createQueryClient(): QueryClient {
  const always = { networkMode: 'always', retry: false } as const
  const onError = (cause: Error): void => {
    if (cause instanceof CallFailure && cause.code === 'locked') showLocked(client)
  }
  const client = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { ...always, staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false },
      mutations: always,
    },
  })
  return client
}

/**
 * Takes everything of the workspace off the screen at once: the session counts as locked before
 * the core is asked who may unlock, and nothing that was read stays in memory.
 */
export function showLocked(client: QueryClient): void {
  client.setQueryData<SessionState>(sessionKey, (before) =>
    before ? { ...before, state: 'locked', person: null } : before,
  )
  client.removeQueries({ predicate: (query) => query.queryKey[0] !== sessionKey[0] })
  client.getMutationCache().clear()
  void client.invalidateQueries({ queryKey: sessionKey })
}
