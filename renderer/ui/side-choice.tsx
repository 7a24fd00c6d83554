import { useTranslation } from 'react-i18next'
import { IconLock } from './icons'
import classes from './side-choice.module.css'

interface SideChoiceProps {
  readonly name: string
  /** How much is in it. */
  readonly note: string
  readonly isCurrent: boolean
  readonly isConfidential?: boolean
  readonly onChoose: () => void
}

/** A collection or a set in the list at the side of its page. */
export function SideChoice(props: SideChoiceProps) {
  const { name, note, isCurrent, isConfidential = false, onChoose } = props
  const { t } = useTranslation('common')
  return (
    <button
      type="button"
      className={classes.choice}
      data-confidential={isConfidential || undefined}
      aria-current={isCurrent || undefined}
      onClick={onChoose}
    >
      <span className={classes.name}>
        {isConfidential && <IconLock size={14} aria-label={t('confidential')} />}
        {name}
      </span>
      <span className={classes.note}>{note}</span>
    </button>
  )
}
