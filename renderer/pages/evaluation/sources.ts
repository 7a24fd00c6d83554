import type { QuestionSource } from '../../../contract/evaluation-comparison'
import { taskIds } from '../../../contract/tasks'
import type { ComparisonParts } from './comparison'

/** The source that a choice in the list stands for: a kind, or the id of a set. */
export function pickedSource(parts: ComparisonParts, choice: string): QuestionSource {
  if (choice === 'test-split') return { kind: 'test-split' }
  if (choice === 'complaints') return { kind: 'complaints', modelId: null }
  const first = parts.collections.find((one) => one.confidential) ?? parts.collections[0]
  if (choice === 'notes' && first) return { kind: 'notes', id: first.id, tasks: [] }
  return { kind: 'set', id: choice }
}

/** How many questions a source holds at most; notes that were learned from are left out later. */
export function availableIn(parts: ComparisonParts, source: QuestionSource | null): number {
  switch (source?.kind) {
    case 'set':
      return parts.sets.find((set) => set.id === source.id)?.questions ?? 0
    case 'notes': {
      const collection = parts.collections.find((one) => one.id === source.id)
      return (collection?.records ?? 0) * (source.tasks.length || taskIds.length)
    }
    case 'complaints':
      return parts.complaints
        .filter((one) => source.modelId === null || one.modelId === source.modelId)
        .reduce((sum, one) => sum + one.complaints, 0)
    default:
      return parts.testQuestions ?? 0
  }
}

/** The name that a set or collection has; the other sources have none of their own. */
export function namedSource(
  parts: ComparisonParts,
  source: QuestionSource | null,
): string | undefined {
  if (source?.kind === 'set') return parts.sets.find((one) => one.id === source.id)?.name
  if (source?.kind === 'notes') return parts.collections.find((one) => one.id === source.id)?.name
  return undefined
}
