import type { Query, QueryClient } from '@tanstack/react-query'
import type { Topic } from '../../contract/operation'
import { type AnyOperationName, allOperations } from '../../contract/operations'
import { worded } from '../i18n/worded'
import { onNews } from './bridge'

/** Changes that come close together are answered once. */
const gatherMilliseconds = 250

export interface NewsReactions {
  readonly onNotice: (message: string) => void
  readonly onLocked: () => void
}

/** Whether a cached query read something that these topics say has changed. */
export function isTouchedBy(query: Query, changed: ReadonlySet<Topic>): boolean {
  const name = query.queryKey[0] as AnyOperationName
  return allOperations[name]?.touches.some((topic: Topic) => changed.has(topic)) ?? false
}

/**
 * Turns what the core tells into fresh queries. A query that is being fetched just then is asked
 * again afterwards, so that the last change is never missed and a busy job cannot starve a page.
 */
export function followNews(client: QueryClient, reactions: NewsReactions): () => void {
  let changed = new Set<Topic>()
  let timer: ReturnType<typeof setTimeout> | null = null

  const refresh = (): void => {
    const topics = changed
    changed = new Set()
    timer = null
    if (topics.size === 0) return
    let isAnyBusy = false
    client.invalidateQueries(
      {
        predicate: (query) => {
          if (!isTouchedBy(query, topics)) return false
          if (query.state.fetchStatus !== 'fetching') return true
          isAnyBusy = true
          return false
        },
      },
      { cancelRefetch: false },
    )
    if (isAnyBusy) for (const topic of topics) changed.add(topic)
    timer = setTimeout(refresh, gatherMilliseconds)
  }

  const stop = onNews((news) => {
    if (news.type === 'notice') reactions.onNotice(worded(news.said, ''))
    if (news.type === 'locked') reactions.onLocked()
    if (news.type !== 'changed') return
    for (const topic of news.topics) changed.add(topic)
    if (timer === null) refresh()
  })
  return () => {
    stop()
    if (timer !== null) clearTimeout(timer)
  }
}
