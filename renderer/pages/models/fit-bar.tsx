import { useTranslation } from 'react-i18next'
import type { ComputeDevices, ModelFit } from '../../../contract/models'
import { useFormat } from '../../ui/use-format'
import classes from './models.module.css'

interface FitBarProps {
  readonly fit: ModelFit
  readonly devices: ComputeDevices | undefined
  readonly layers: number
}

/** Where the model will sit: its share of the card's memory and of the machine's. */
export function FitBar({ fit, devices, layers }: FitBarProps) {
  const { t } = useTranslation('models')
  if (!devices) return null
  const card = devices.devices[0]
  return (
    <div className={classes.bars}>
      {card && (
        <Bar
          label={t('onGpu', { count: fit.gpuLayers, layers })}
          used={fit.gpuBytes}
          free={card.freeBytes}
          total={card.totalBytes}
        />
      )}
      <Bar
        label={t('inMemory')}
        used={fit.memoryBytes}
        free={devices.freeMemoryBytes}
        total={devices.memoryBytes}
      />
    </div>
  )
}

interface BarProps {
  readonly label: string
  readonly used: number
  readonly free: number
  readonly total: number
}

function Bar({ label, used, free, total }: BarProps) {
  const { t } = useTranslation('models')
  const format = useFormat()
  const taken = Math.max(0, total - free)
  const share = (bytes: number): string =>
    `${total > 0 ? Math.min(100, (bytes / total) * 100) : 0}%`
  const words = t('barWords', {
    used: format.bytes(used),
    free: format.bytes(free),
    total: format.bytes(total),
  })
  return (
    <div className={classes.bar}>
      <span>{label}</span>
      <div className={classes.track} role="img" aria-label={`${label}: ${words}`}>
        <span className={classes.taken} style={{ width: share(taken) }} />
        <span
          className={classes.used}
          data-over={used > free || undefined}
          style={{ width: share(Math.min(used, free)) }}
        />
      </div>
      <span className={classes.soft}>{words}</span>
    </div>
  )
}
