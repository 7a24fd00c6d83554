import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

interface Named {
  readonly modelName: string
  readonly adapterName: string | null
}

/** What answered, in words: the model alone, or the model with its adapter. */
export function useAskedModel(): (asked: Named) => string {
  const { t } = useTranslation('adapters')
  return useCallback(
    ({ modelName, adapterName }) =>
      adapterName === null ? modelName : t('with', { model: modelName, adapter: adapterName }),
    [t],
  )
}
