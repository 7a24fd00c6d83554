import { useCallback, useRef } from 'react'

type Side = 'left' | 'right'

interface ScrollTogether {
  readonly refs: Readonly<Record<Side, React.RefObject<HTMLElement | null>>>
  /** The side a person's hand is on: only it leads the other. */
  readonly lead: (side: Side | null) => void
  readonly onScroll: (side: Side) => (element: HTMLElement) => void
}

/** How far a text is scrolled, as a share of how far it can be. */
export function scrollShare(
  element: Pick<HTMLElement, 'scrollTop' | 'scrollHeight' | 'clientHeight'>,
) {
  const way = element.scrollHeight - element.clientHeight
  return way > 0 ? element.scrollTop / way : 0
}

/** Two texts of different length scroll by the same share, unless the person switches it off. */
export function useScrollTogether(isOn: boolean): ScrollTogether {
  const left = useRef<HTMLElement>(null)
  const right = useRef<HTMLElement>(null)
  const leader = useRef<Side | null>(null)
  const lead = useCallback((side: Side | null) => {
    leader.current = side
  }, [])
  const onScroll = useCallback(
    (side: Side) => (element: HTMLElement) => {
      if (!isOn || leader.current !== side) return
      const other = side === 'left' ? right.current : left.current
      if (!other) return
      other.scrollTop = scrollShare(element) * (other.scrollHeight - other.clientHeight)
    },
    [isOn],
  )
  return { refs: { left, right }, lead, onScroll }
}
