import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import i18next from 'i18next'
import { IconAlertTriangle, IconCircleCheck, IconX } from './icons'
import classes from './tell.module.css'

export type Tone = 'fine' | 'look' | 'wrong'

const icons = { fine: IconCircleCheck, look: IconAlertTriangle, wrong: IconX }

/** Milliseconds: what asks for thought stays longer. */
const shownFor = { fine: 6_000, look: 15_000, wrong: 15_000 }

/** A short message in the corner: what happened, what was kept, what to do. */
export function tell(tone: Tone, message: string): void {
  const Icon = icons[tone]
  notifications.show({
    message,
    icon: <Icon size={18} aria-hidden />,
    classNames: { root: classes[tone], icon: classes.icon, description: classes.text },
    closeButtonProps: { 'aria-label': i18next.t('common:close') },
    autoClose: shownFor[tone],
  })
}

/** Says what was done and offers to take it back, instead of asking beforehand. */
export function offerUndo(message: string, undo: () => unknown): void {
  const id = notifications.show({
    icon: <IconCircleCheck size={18} aria-hidden />,
    classNames: { root: classes.fine, icon: classes.icon, description: classes.text },
    closeButtonProps: { 'aria-label': i18next.t('common:close') },
    autoClose: 12_000,
    message: (
      <span className={classes.undo}>
        <span>{message}</span>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            notifications.hide(id)
            undo()
          }}
        >
          {i18next.t('common:undo')}
        </Button>
      </span>
    ),
  })
}
