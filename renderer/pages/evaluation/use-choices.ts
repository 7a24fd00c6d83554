import { useMemo } from 'react'
import type { Adapter } from '../../../contract/adapters'
import type { ModelChoice } from '../../../contract/evaluation-comparison'
import type { Model } from '../../../contract/models'
import { useOperation } from '../../core/hooks'
import { colourOfPlace, placesOf, type Series, type SeriesOrder } from '../../ui/plot-theme'

export interface Choices {
  /** Models that can be used, newest last. */
  readonly models: readonly Model[]
  /** The project's adapters and those of no project, newest first. */
  readonly adapters: readonly Adapter[]
  /** Undefined until the machine's models are known. */
  readonly isReady: boolean
}

const none: readonly never[] = []

/** What can be compared: the machine's models and the adapters that belong here. */
export function useChoices(projectId: string): Choices {
  const models = useOperation('models.list', {})
  const adapters = useOperation('adapters.list', {})
  return useMemo(
    () => ({
      models: (models.data ?? none).filter((model) => model.quarantine === null),
      adapters: (adapters.data ?? none).filter(
        (adapter) => adapter.projectId === null || adapter.projectId === projectId,
      ),
      isReady: models.data !== undefined,
    }),
    [models.data, adapters.data, projectId],
  )
}

export function adaptersOf(choices: Choices, modelId: string | undefined): readonly Adapter[] {
  return choices.adapters.filter((adapter) => adapter.modelId === modelId)
}

export function isSameChoice(a: ModelChoice, b: ModelChoice): boolean {
  return a.modelId === b.modelId && (a.adapterId ?? null) === (b.adapterId ?? null)
}

/** Every model and adapter there ever was here, oldest first: their age decides their colour. */
function useSeriesOrder(): SeriesOrder | null {
  const models = useOperation('models.list', {}).data
  const adapters = useOperation('adapters.list', {}).data
  const removed = useOperation('adapters.list', { removed: true }).data
  return useMemo(() => {
    if (!models || !adapters || !removed) return null
    const byAge = (a: { createdAt: string; id: string }, b: typeof a): number =>
      a.createdAt.localeCompare(b.createdAt) || a.id.localeCompare(b.id)
    const all = [...adapters, ...removed].sort(byAge)
    return {
      adapterIds: [...new Set(all.map((adapter) => adapter.id))],
      modelIds: [...models].sort(byAge).map((model) => model.id),
    }
  }, [models, adapters, removed])
}

export interface SeriesLook {
  readonly colour: string
  /** Null is the base. */
  readonly place: number | null
}

/**
 * The colours of these models, the same wherever they appear. Until it is known who is how old, all
 * have the colour of words: a colour that changes would say something wrong for a moment.
 */
export function useLooks(series: readonly Series[]): readonly SeriesLook[] {
  const order = useSeriesOrder()
  return useMemo(
    () =>
      order === null
        ? series.map((one) => ({
            place: null,
            colour: one.isBase ? colourOfPlace(null) : 'currentColor',
          }))
        : placesOf(series, order).map((place) => ({ place, colour: colourOfPlace(place) })),
    [series, order],
  )
}
