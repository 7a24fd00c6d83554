import { Button, type ButtonProps, Modal } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './ask-first.module.css'

interface AskFirstProps {
  readonly label: string
  readonly title: string
  /** What would be lost, and whatever else has to be said or filled in before. */
  readonly children: ReactNode
  /** The way out, in words that say what stays. */
  readonly keep: string
  /** Where the last step is called otherwise than the first. */
  readonly confirm?: string
  readonly isReady?: boolean
  readonly isRunning: boolean
  /** Null where the core refused; the dialog then stays. */
  readonly onConfirm: () => Promise<unknown>
  readonly onDone?: () => void
  readonly look?: ButtonProps
}

const quiet: ButtonProps = { size: 'compact-md', variant: 'subtle', color: 'gray' }

/** A button for what no undo brings back: so it is asked. */
export function AskFirst(props: AskFirstProps) {
  const { label, confirm = label, isReady = true, look } = props
  const { t } = useTranslation('common')
  const [isAsking, setAsking] = useState(false)
  const close = (): void => setAsking(false)
  const run = async (): Promise<void> => {
    if (!(await props.onConfirm())) return
    close()
    props.onDone?.()
  }
  return (
    <>
      <Button {...quiet} {...look} onClick={() => setAsking(true)}>
        {label}
      </Button>
      <Modal
        opened={isAsking}
        onClose={close}
        title={props.title}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        {props.children}
        <div className={classes.actions}>
          <Button variant="default" data-autofocus onClick={close}>
            {props.keep}
          </Button>
          <Button
            color="red"
            disabled={!isReady}
            loading={props.isRunning}
            onClick={() => void run()}
          >
            {confirm}
          </Button>
        </div>
      </Modal>
    </>
  )
}
