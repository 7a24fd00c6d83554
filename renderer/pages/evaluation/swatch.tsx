import { type SeriesSymbol, symbolOfPlace } from '../../ui/plot-theme'
import classes from './evaluation.module.css'
import type { SeriesLook } from './use-choices'

/** The colour and shape by which a model is known in plots, before its name. */
export function Swatch({ look }: { readonly look: SeriesLook | undefined }) {
  if (!look) return null
  return (
    <svg className={classes.swatch} viewBox="-6 -6 12 12" width={12} height={12} aria-hidden="true">
      <path d={paths[symbolOfPlace(look.place)]} fill={look.colour} />
    </svg>
  )
}

const paths: Readonly<Record<SeriesSymbol, string>> = {
  circle: 'M-5,0a5,5 0 1,0 10,0a5,5 0 1,0 -10,0Z',
  square: 'M-4.5,-4.5h9v9h-9Z',
  triangle: 'M0,-5.5L5.2,4.2H-5.2Z',
  diamond: 'M0,-6L4.4,0L0,6L-4.4,0Z',
  star: 'M0,-6L1.4,-1.9H5.7L2.3,0.7L3.5,4.9L0,2.4L-3.5,4.9L-2.3,0.7L-5.7,-1.9H-1.4Z',
  wye: 'M-1.6,5V0.9L-5.2,-1.2L-3.6,-4L0,-1.9L3.6,-4L5.2,-1.2L1.6,0.9V5Z',
  hexagon: 'M0,-5.2L4.5,-2.6V2.6L0,5.2L-4.5,2.6V-2.6Z',
  cross: 'M-1.7,-5H1.7V-1.7H5V1.7H1.7V5H-1.7V1.7H-5V-1.7H-1.7Z',
}
