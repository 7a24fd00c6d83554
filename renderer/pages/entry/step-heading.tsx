import { useEffect, useRef } from 'react'
import classes from './entry.module.css'

interface StepHeadingProps {
  readonly title: string
  readonly lead: string
}

/** A step begins at its heading, for the eye and for the reading position alike. */
export function StepHeading({ title, lead }: StepHeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (!heading.current?.parentElement?.querySelector('[data-autofocus]')) heading.current?.focus()
  }, [])
  return (
    <>
      <h1 className={classes.title} ref={heading} tabIndex={-1}>
        {title}
      </h1>
      <p className={classes.lead}>{lead}</p>
    </>
  )
}
