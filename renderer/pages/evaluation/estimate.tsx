import classes from './evaluation.module.css'

interface EstimateProps {
  readonly value: string
  readonly interval: string
}

/** A figure, and quieter beside it the interval it stands in. */
export function Estimate({ value, interval }: EstimateProps) {
  return (
    <>
      <span className={classes.value}>{value}</span>{' '}
      <span className={classes.interval}>{interval}</span>
    </>
  )
}
