import classes from './score.module.css'

/** A score from 1 to 4 in its colour. */
export function ScoreNumber({ score }: { readonly score: number }) {
  return (
    <span className={`${classes.colours} ${classes.number}`} data-score={score}>
      {score}
    </span>
  )
}
