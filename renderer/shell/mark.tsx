interface MarkProps {
  readonly size: number
}

/** The app's sign: a rod with one turn of the snake, drawn so that it reads at 20 px. */
export function Mark({ size }: MarkProps) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden="true">
      <rect width="24" height="24" rx="5" fill="var(--mantine-color-accent-7)" />
      <path d="M12 4v16" stroke="#fff" strokeWidth="1.8" strokeLinecap="round" />
      <path
        d="M15.5 6.2c-1.5-1.6-7-1.3-7 1.5 0 3 7 2.300 7 5.200 0 2.600-5.200 2.700-6.200.8"
        stroke="#a2d4d0"
        strokeWidth="1.6"
        strokeLinecap="round"
      />
    </svg>
  )
}
