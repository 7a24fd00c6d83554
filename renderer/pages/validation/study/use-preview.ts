import { useDebouncedValue } from '@mantine/hooks'
import { useOperation } from '../../../core/hooks'
import type { PlanForm } from './plan-state'

/** Long enough that a number is typed to its end. */
const quietMilliseconds = 120

/** What the plan would give; the last answer stays while the next is counted. */
export function usePreview({ projectId, plan }: PlanForm) {
  const [settled] = useDebouncedValue(plan, quietMilliseconds)
  return useOperation('studies.preview', { projectId, plan: settled }, { keepPrevious: true })
}
