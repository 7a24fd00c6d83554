import { Button } from '@mantine/core'
import { setParams } from '../core/route'
import { IconArrowLeft, IconChevronDown, IconChevronUp } from './icons'
import { KeyHint } from './key-hint'
import { usePageKeys } from './use-page-keys'

interface OpenRow {
  /** The loaded rows of the list, by what the address calls them. */
  readonly keys: readonly number[]
  readonly open: number
  /** The part of the address that says which row is open. */
  readonly param: string
  readonly loadMore: () => void
}

export interface ListSteps {
  /** Where the open row stands among the loaded ones; -1 while the list does not know it. */
  readonly at: number
  readonly before: number | null
  readonly next: number | null
  readonly step: (to: number | null) => void
  readonly leave: () => void
}

/** From row to row while one is open: J and K step, Escape leads back to the list. */
export function useListSteps({ keys, open, param, loadMore }: OpenRow): ListSteps {
  const at = keys.indexOf(open)
  const before = keys[at - 1] ?? null
  const next = at < 0 ? null : (keys[at + 1] ?? null)
  const leave = (): void => setParams({ [param]: null })
  const step = (to: number | null): void => {
    if (to !== null) setParams({ [param]: to })
    if (at < 0 || at >= keys.length - 2) loadMore()
  }
  usePageKeys({ j: () => step(next), k: () => step(before), Escape: leave })
  return { at, before, next, step, leave }
}

interface ListStepButtonsProps {
  readonly steps: ListSteps
  readonly words: { readonly back: string; readonly before: string; readonly next: string }
}

/** Back to the list, to the row before and to the next one. */
export function ListStepButtons({ steps, words }: ListStepButtonsProps) {
  const { before, next, step, leave } = steps
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconArrowLeft size={16} aria-hidden />}
        onClick={leave}
      >
        {words.back}
      </Button>
      <Button
        variant="default"
        leftSection={<IconChevronUp size={16} aria-hidden />}
        rightSection={<KeyHint keys="K" />}
        disabled={before === null}
        onClick={() => step(before)}
      >
        {words.before}
      </Button>
      <Button
        variant="default"
        leftSection={<IconChevronDown size={16} aria-hidden />}
        rightSection={<KeyHint keys="J" />}
        disabled={next === null}
        onClick={() => step(next)}
      >
        {words.next}
      </Button>
    </>
  )
}
