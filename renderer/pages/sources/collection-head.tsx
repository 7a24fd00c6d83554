import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Collection } from '../../../contract/sources'
import { useCommand } from '../../core/hooks'
import { useMay } from '../../core/person'
import { setParams } from '../../core/route'
import { StatusMark } from '../../ui/status-mark'
import { offerUndo } from '../../ui/tell'
import { useFormat } from '../../ui/use-format'
import { CollectionTerms } from './collection-terms'
import classes from './sources.module.css'

interface CollectionHeadProps {
  readonly collection: Collection
  readonly showsProblems: boolean
  readonly onProblems: () => void
}

/** What is known of one collection, and what can be done with it. */
export function CollectionHead({ collection, showsProblems, onProblems }: CollectionHeadProps) {
  const { t } = useTranslation('sources')
  const { t: tCommon } = useTranslation('common')
  const format = useFormat()
  const { duplicates, problems } = collection
  return (
    <div className={classes.head}>
      <CollectionName collection={collection} />
      <p className={classes.soft}>
        {t('facts', { format: collection.formatName, file: collection.fileName })}
        <br />
        {t('importedBy', {
          when: format.moment(collection.createdAt),
          who: collection.createdBy,
        })}
        {duplicates > 0 && (
          <>
            <br />
            {t('duplicates', { count: duplicates, number: format.number(duplicates) })}
          </>
        )}
      </p>
      <CollectionTerms collection={collection} />
      <div className={classes.headMarks}>
        {collection.confidential ? (
          <StatusMark meaning="confidential">{tCommon('confidential')}</StatusMark>
        ) : (
          <span className={classes.soft}>{tCommon('public')}</span>
        )}
        {collection.searchable ? (
          <StatusMark meaning="fine">{t('searchable')}</StatusMark>
        ) : (
          <StatusMark meaning="look">{t('notSearchable')}</StatusMark>
        )}
        {problems > 0 && (
          <>
            <StatusMark meaning="look">
              {t('problems', { count: problems, number: format.number(problems) })}
            </StatusMark>
            <Button
              size="compact-sm"
              variant="default"
              aria-pressed={showsProblems}
              onClick={onProblems}
            >
              {t('showProblems')}
            </Button>
          </>
        )}
      </div>
    </div>
  )
}

function CollectionName({ collection }: { readonly collection: Collection }) {
  const { t } = useTranslation('sources')
  const { t: tCommon } = useTranslation('common')
  const [draft, setDraft] = useState<string | null>(null)
  const rename = useCommand('sources.rename')
  const remove = useRemoveCollection()
  const mayChange = useMay('sources.rename')
  if (draft !== null)
    return (
      <form
        className={classes.headTop}
        onSubmit={(event) => {
          event.preventDefault()
          setDraft(null)
          const name = draft.trim()
          if (name !== '' && name !== collection.name)
            void rename.run({ collectionId: collection.id, name })
        }}
      >
        <TextInput
          flex={1}
          size="xs"
          data-autofocus
          autoFocus
          aria-label={t('renameLabel')}
          maxLength={200}
          value={draft}
          onChange={(event) => setDraft(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setDraft(null)
          }}
        />
        <Button size="xs" type="submit">
          {tCommon('save')}
        </Button>
      </form>
    )
  return (
    <div className={classes.headTop}>
      <h2>{collection.name}</h2>
      {mayChange && (
        <>
          <Button size="compact-sm" variant="subtle" onClick={() => setDraft(collection.name)}>
            {t('rename')}
          </Button>
          <Button size="compact-sm" variant="subtle" onClick={() => void remove(collection)}>
            {tCommon('remove')}
          </Button>
        </>
      )}
    </div>
  )
}

/** Takes a collection away at once and offers it back, instead of asking beforehand. */
function useRemoveCollection(): (collection: Collection) => Promise<void> {
  const { t } = useTranslation('sources')
  const remove = useCommand('sources.remove')
  const restore = useCommand('sources.restore')
  return async ({ id, name }) => {
    const done = await remove.run({ collectionId: id })
    if (!done) return
    setParams({ collection: null, record: null })
    offerUndo(t('removed', { name }), () => restore.run({ collectionId: id }))
  }
}
