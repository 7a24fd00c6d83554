import { useTranslation } from 'react-i18next'
import type { PreflightResult } from '../../../contract/training'
import { Facts } from '../../ui/figure'
import { useFormat } from '../../ui/use-format'
import classes from './preflight.module.css'

const parts = ['weights', 'adapter', 'checkpoints', 'work', 'other'] as const

const barWidth = 1000

/** What the training takes of the machine's memory: a bar of its parts, and each in figures. */
export function PreflightMemory({ result }: { readonly result: PreflightResult }) {
  const { t } = useTranslation('training')
  const format = useFormat()
  const { memory, trainableParameters } = result
  const total = Math.max(1, memory.totalBytes)
  const shares = parts.map((part) => ({
    part,
    bytes: memory.parts[part],
    // Bytes themselves are larger than a drawing can count.
    width: (memory.parts[part] / total) * barWidth,
  }))
  return (
    <div className={classes.memory}>
      <svg
        className={classes.bar}
        viewBox={`0 0 ${barWidth} 10`}
        preserveAspectRatio="none"
        aria-hidden
      >
        {shares.map(({ part, width }, at) => (
          <rect
            key={part}
            data-part={part}
            x={shares.slice(0, at).reduce((sum, one) => sum + one.width, 0)}
            width={width}
            height="10"
          />
        ))}
      </svg>
      <Facts
        rows={shares.map(({ part, bytes }) => ({
          label: (
            <span className={classes.part} data-part={part}>
              {t(`preflight.memory.parts.${part}`)}
            </span>
          ),
          value: format.bytes(bytes),
        }))}
      />
      <p className={classes.soft}>
        {t('preflight.memory.text', {
          measured: format.bytes(memory.measuredBytes),
          estimated: format.bytes(memory.estimatedBytes),
          free: format.bytes(memory.freeBytes),
          total: format.bytes(memory.totalBytes),
          device: memory.device,
        })}{' '}
        {t('preflight.memory.threads', {
          count: memory.threads,
          number: format.number(memory.threads),
        })}
        . {t('preflight.memory.parameters', { number: format.number(trainableParameters) })}
      </p>
    </div>
  )
}
