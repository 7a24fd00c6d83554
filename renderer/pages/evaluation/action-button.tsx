import { Button } from '@mantine/core'
import type { IconPlus } from '../../ui/icons'

interface ActionButtonProps {
  readonly Icon: typeof IconPlus
  readonly onClick: () => void
  readonly disabled?: boolean
  readonly loading?: boolean
  readonly children: string
}

/** The primary action of a part, with its icon. */
export function ActionButton({ Icon, children, ...rest }: ActionButtonProps) {
  return (
    <Button leftSection={<Icon size={17} aria-hidden />} {...rest}>
      {children}
    </Button>
  )
}
