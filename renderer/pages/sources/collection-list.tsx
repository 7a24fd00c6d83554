import { useTranslation } from 'react-i18next'
import type { Collection } from '../../../contract/sources'
import { setParams } from '../../core/route'
import { IconLock } from '../../ui/icons'
import { useCounted } from '../../ui/use-counted'
import classes from './sources.module.css'

interface CollectionListProps {
  readonly collections: readonly Collection[]
  readonly selected: string | null
}

export function CollectionList({ collections, selected }: CollectionListProps) {
  const { t } = useTranslation('sources')
  const counted = useCounted()
  const sum = (of: (one: Collection) => number): number =>
    collections.reduce((total, one) => total + of(one), 0)
  return (
    <nav className={classes.collections} aria-label={t('collections')}>
      <CollectionItem
        name={t('all')}
        count={`${counted(
          sum((one) => one.records),
          'records',
        )} · ${counted(
          sum((one) => one.words),
          'words',
        )}`}
        isCurrent={selected === null}
        onChoose={() => setParams({ collection: null, record: null })}
      />
      {collections.map((one) => (
        <CollectionItem
          key={one.id}
          name={one.name}
          count={`${counted(one.records, 'records')} · ${counted(one.words, 'words')}`}
          isConfidential={one.confidential}
          isCurrent={selected === one.id}
          onChoose={() => setParams({ collection: one.id, record: null })}
        />
      ))}
    </nav>
  )
}

interface CollectionItemProps {
  readonly name: string
  readonly count: string
  readonly isCurrent: boolean
  readonly isConfidential?: boolean
  readonly onChoose: () => void
}

function CollectionItem(props: CollectionItemProps) {
  const { t } = useTranslation('common')
  const { name, count, isCurrent, isConfidential = false, onChoose } = props
  return (
    <button
      type="button"
      className={classes.collection}
      data-confidential={isConfidential || undefined}
      aria-current={isCurrent || undefined}
      onClick={onChoose}
    >
      <span className={classes.name}>
        {isConfidential && <IconLock size={14} aria-label={t('confidential')} />}
        {name}
      </span>
      <span className={classes.count}>{count}</span>
    </button>
  )
}
