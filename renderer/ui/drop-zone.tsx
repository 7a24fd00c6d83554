import { type DragEvent, type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChosenFile } from '../../contract/shell'
import { adoptFiles } from '../core/bridge'
import classes from './drop-zone.module.css'
import { FileButtons } from './file-choice'
import { IconUpload } from './icons'
import { tell } from './tell'

interface FileDrop {
  readonly isOver: boolean
  /** Spread on the element that takes the files. */
  readonly handlers: {
    readonly onDragEnter: (event: DragEvent) => void
    readonly onDragOver: (event: DragEvent) => void
    readonly onDragLeave: () => void
    readonly onDrop: (event: DragEvent) => void
  }
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer.types.includes('Files')
}

/** Takes dropped files as opaque handles; dragged words pass by untouched. */
export function useFileDrop(onFiles: (files: readonly ChosenFile[]) => void): FileDrop {
  const { t } = useTranslation('common')
  const [isOver, setOver] = useState(false)
  // Entering a child leaves its parent: only as many leaves as enters mean that it is gone.
  const depth = useRef(0)
  const settle = (): void => {
    depth.current = 0
    setOver(false)
  }
  return {
    isOver,
    handlers: {
      onDragEnter: (event) => {
        if (!hasFiles(event)) return
        event.preventDefault()
        depth.current += 1
        setOver(true)
      },
      onDragOver: (event) => {
        if (hasFiles(event)) event.preventDefault()
      },
      onDragLeave: () => {
        depth.current = Math.max(0, depth.current - 1)
        if (depth.current === 0) setOver(false)
      },
      onDrop: (event) => {
        settle()
        if (!hasFiles(event)) return
        event.preventDefault()
        const files = [...event.dataTransfer.files]
        void adoptFiles(files).then((adopted) => {
          if (adopted.length > 0) onFiles(adopted)
          else tell('look', t('notTaken'))
        })
      },
    },
  }
}

interface DropZoneProps {
  readonly title: string
  /** Which kinds of files are known. */
  readonly note: ReactNode
  readonly onFiles: (files: readonly ChosenFile[]) => void
  /** A strip among other parts of a page, with no button that outshines theirs. */
  readonly compact?: boolean
}

/** Where files come in: by dropping, or by the dialogs that its buttons open. */
export function DropZone({ title, note, onFiles, compact = false }: DropZoneProps) {
  const drop = useFileDrop(onFiles)
  return (
    <div
      className={classes.zone}
      data-compact={compact || undefined}
      data-over={drop.isOver || undefined}
      {...drop.handlers}
    >
      {!compact && <IconUpload className={classes.icon} size={28} stroke={1.5} aria-hidden />}
      <p className={classes.title}>{title}</p>
      <p className={classes.note}>{note}</p>
      <div className={classes.actions}>
        <FileButtons onFiles={onFiles} quiet={compact} />
      </div>
    </div>
  )
}
