import {
  keepPreviousData,
  type UseInfiniteQueryResult,
  type UseQueryResult,
  useInfiniteQuery,
  useMutation,
  useQuery,
} from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { AnyOperationName, EventOf, InputOf, OutputOf } from '../../contract/operations'
import { tell } from '../ui/tell'
import { CallFailure, call } from './bridge'

export interface OperationOptions {
  readonly enabled?: boolean
  /** Milliseconds between looks, for what the core does not announce. */
  readonly every?: number
  /** Shows the last answer while a changed question is under way. */
  readonly keepPrevious?: boolean
}

/** A query of the contract, cached by its name and input and refreshed by the core's news. */
export function useOperation<N extends AnyOperationName>(
  name: N,
  input: InputOf<N>,
  options: OperationOptions = {},
): UseQueryResult<OutputOf<N>, CallFailure> {
  return useQuery<OutputOf<N>, CallFailure>({
    queryKey: [name, input],
    queryFn: ({ signal }) => call(name, input, { signal }),
    enabled: options.enabled ?? true,
    refetchInterval: options.every ?? false,
    placeholderData: options.keepPrevious ? (keepPreviousData as never) : undefined,
  })
}

export interface CommandOptions {
  /** The page shows the refusal itself; no notification. */
  readonly quiet?: boolean
}

export interface Command<N extends AnyOperationName> {
  /** Null where the core refused; the reason is then in `failure` and, unless quiet, on the screen. */
  readonly run: (input: InputOf<N>) => Promise<OutputOf<N> | null>
  readonly isRunning: boolean
  readonly failure: CallFailure | null
  readonly reset: () => void
}

/** A command of the contract. Its changes come back as news, so nothing is refreshed by hand. */
export function useCommand<N extends AnyOperationName>(
  name: N,
  options: CommandOptions = {},
): Command<N> {
  const quiet = options.quiet ?? false
  const { mutateAsync, isPending, error, reset } = useMutation<
    OutputOf<N>,
    CallFailure,
    InputOf<N>
  >({ mutationKey: [name], mutationFn: (input) => call(name, input) })
  const run = useCallback(
    async (input: InputOf<N>) => {
      try {
        return await mutateAsync(input)
      } catch (cause) {
        if (!quiet && !(cause instanceof CallFailure && cause.code === 'cancelled'))
          tell('wrong', (cause as Error).message)
        return null
      }
    },
    [mutateAsync, quiet],
  )
  return { run, isRunning: isPending, failure: error, reset }
}

export interface Stream<N extends AnyOperationName> {
  readonly status: 'idle' | 'running' | 'done' | 'refused'
  /** Everything the call has sent so far, refreshed at most once a frame. */
  readonly events: readonly EventOf<N>[]
  readonly output: OutputOf<N> | null
  readonly failure: CallFailure | null
  readonly start: (input: InputOf<N>) => Promise<OutputOf<N> | null>
  /** Asks the core to stop; what came is kept as the operation promises. */
  readonly cancel: () => void
  readonly reset: () => void
}

type StreamState<N extends AnyOperationName> = Pick<
  Stream<N>,
  'status' | 'events' | 'output' | 'failure'
>
const idle = { status: 'idle', events: [], output: null, failure: null } as const

/** A call that sends events while it runs. A new start, or leaving the page, cancels the old one. */
export function useStream<N extends AnyOperationName>(name: N): Stream<N> {
  const [state, setState] = useState<StreamState<N>>(idle)
  const running = useRef<AbortController | null>(null)
  const cancel = useCallback(() => running.current?.abort(), [])
  useEffect(() => cancel, [cancel])

  const start = useCallback(
    async (input: InputOf<N>) => {
      running.current?.abort()
      const controller = new AbortController()
      running.current = controller
      const isCurrent = (): boolean => running.current === controller
      const events: EventOf<N>[] = []
      let frame = 0
      setState({ ...idle, status: 'running' })
      const onEvent = (event: EventOf<N>): void => {
        events.push(event)
        if (frame !== 0) return
        frame = requestAnimationFrame(() => {
          frame = 0
          if (isCurrent()) setState((before) => ({ ...before, events: [...events] }))
        })
      }
      try {
        const output = await call(name, input, { signal: controller.signal, onEvent })
        if (isCurrent()) setState({ status: 'done', events, output, failure: null })
        return output
      } catch (cause) {
        const failure =
          cause instanceof CallFailure ? cause : new CallFailure('internal', String(cause))
        if (isCurrent()) setState({ status: 'refused', events, output: null, failure })
        return null
      } finally {
        cancelAnimationFrame(frame)
      }
    },
    [name],
  )

  const reset = useCallback(() => {
    running.current?.abort()
    running.current = null
    setState(idle)
  }, [])
  return { ...state, start, cancel, reset }
}

/** Operations that answer page by page: `{ after, limit }` in, `{ rows, next }` out. */
export type PagedName = {
  [N in AnyOperationName]: OutputOf<N> extends {
    readonly rows: readonly unknown[]
    readonly next: string | null
  }
    ? N
    : never
}[AnyOperationName]

export type RowOf<N extends PagedName> = OutputOf<N>['rows'][number]

export interface KeysetPages<Row> {
  readonly rows: readonly Row[]
  readonly hasMore: boolean
  readonly isLoading: boolean
  readonly isLoadingMore: boolean
  readonly failure: CallFailure | null
  readonly loadMore: () => void
}

/** All pages loaded so far as one list; `loadMore` gets the next. `input` is without `after`. */
export function useKeysetPages<N extends PagedName>(
  name: N,
  input: Omit<InputOf<N>, 'after'>,
  options: Pick<OperationOptions, 'enabled' | 'keepPrevious'> = {},
): KeysetPages<RowOf<N>> {
  const pages = useInfiniteQuery({
    queryKey: [name, input, 'pages'],
    queryFn: ({ pageParam, signal }) =>
      call(name, { ...input, after: pageParam } as unknown as InputOf<N>, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    enabled: options.enabled ?? true,
    placeholderData: options.keepPrevious ? (keepPreviousData as never) : undefined,
  }) as unknown as UseInfiniteQueryResult<{ pages: readonly OutputOf<N>[] }, CallFailure>
  const data = pages.data
  const rows = useMemo(
    () => data?.pages.flatMap((page) => page.rows as readonly RowOf<N>[]) ?? [],
    [data],
  )
  const { hasNextPage, isFetching, fetchNextPage } = pages
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage()
  }, [hasNextPage, isFetching, fetchNextPage])
  return {
    rows,
    hasMore: hasNextPage,
    isLoading: pages.isPending,
    isLoadingMore: pages.isFetchingNextPage,
    failure: pages.error,
    loadMore,
  }
}
