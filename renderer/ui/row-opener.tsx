import classes from './row-opener.module.css'

interface RowOpenerProps {
  readonly title: string
  /** What stands behind the title, softer. */
  readonly preview?: string
  readonly onOpen: () => void
}

/** Opens a row of a table by its title. Tab passes it by: the table itself opens rows by Enter. */
export function RowOpener({ title, preview, onOpen }: RowOpenerProps) {
  return (
    <>
      <button type="button" tabIndex={-1} className={classes.open} onClick={onOpen}>
        {title}
      </button>
      {preview !== undefined && <span className={classes.preview}> {preview}</span>}
    </>
  )
}
