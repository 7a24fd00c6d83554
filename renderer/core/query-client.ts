import { QueryClient } from '@tanstack/react-query'

/** Data lives behind the bridge: it is fresh until the core says otherwise, and never "offline". */
export function createQueryClient(): QueryClient {
  const always = { networkMode: 'always', retry: false } as const
  return new QueryClient({
    defaultOptions: {
      queries: { ...always, staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false },
      mutations: always,
    },
  })
}
