import { useTranslation } from 'react-i18next'
import type { Collection } from '../../../contract/sources'
import { setParams } from '../../core/route'
import { SideChoice } from '../../ui/side-choice'
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
      <SideChoice
        name={t('all')}
        note={`${counted(
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
        <SideChoice
          key={one.id}
          name={one.name}
          note={`${counted(one.records, 'records')} · ${counted(one.words, 'words')}`}
          isConfidential={one.confidential}
          isCurrent={selected === one.id}
          onChoose={() => setParams({ collection: one.id, record: null })}
        />
      ))}
    </nav>
  )
}
