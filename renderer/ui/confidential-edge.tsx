import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './confidential-edge.module.css'
import { IconLock } from './icons'

interface ConfidentialEdgeProps {
  readonly confidential: boolean
  readonly children: ReactNode
  readonly fills?: boolean
}

/** Confidential text has this edge wherever it appears; other text passes through unchanged. */
export function ConfidentialEdge({ confidential, children, fills = false }: ConfidentialEdgeProps) {
  const { t } = useTranslation('common')
  return (
    <div
      className={classes.box}
      data-confidential={confidential || undefined}
      data-fills={fills || undefined}
    >
      {confidential && (
        <p className={classes.label}>
          <IconLock size={13} stroke={2} aria-hidden />
          {t('confidentialText')}
        </p>
      )}
      {children}
    </div>
  )
}
