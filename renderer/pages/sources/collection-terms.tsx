import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SourceTerms } from '../../../contract/licences'
import type { Collection } from '../../../contract/sources'
import { useCommand } from '../../core/hooks'
import { useMay } from '../../core/person'
import { offerUndo } from '../../ui/tell'
import classes from './terms.module.css'
import { isComplete, TermsFields } from './terms-fields'
import { useLicenceWords } from './use-licence-words'

/** Under which terms a collection stands, and the place to say so. Local notes have none. */
export function CollectionTerms({ collection }: { readonly collection: Collection }) {
  const { t } = useTranslation('sources')
  const words = useLicenceWords()
  const mayChange = useMay('sources.setTerms')
  const [isOpen, setOpen] = useState(false)
  const { terms } = collection
  if (collection.confidential) return null
  if (isOpen) return <TermsForm collection={collection} onClose={() => setOpen(false)} />
  return (
    <div className={classes.line}>
      <div className={classes.soft}>
        <p>{t('terms.line', { licence: words.terms(terms) })}</p>
        {terms.attribution !== '' && <p>{t('terms.named', { names: terms.attribution })}</p>}
      </div>
      {mayChange && (
        <Button
          className={classes.change}
          size="compact-sm"
          variant="subtle"
          aria-label={t('terms.changeLabel')}
          onClick={() => setOpen(true)}
        >
          {t('terms.change')}
        </Button>
      )}
    </div>
  )
}

interface TermsFormProps {
  readonly collection: Collection
  readonly onClose: () => void
}

function TermsForm({ collection, onClose }: TermsFormProps) {
  const { t } = useTranslation(['sources', 'common'])
  const [draft, setDraft] = useState<SourceTerms>(collection.terms)
  const set = useCommand('sources.setTerms')
  const { id, name, terms: before } = collection
  const save = async (): Promise<void> => {
    // Whoever saves what was assumed has looked at it.
    const saved = await set.run({ collectionId: id, terms: { ...draft, assumed: false } })
    if (!saved) return
    onClose()
    offerUndo(t('terms.changed', { name }), () => set.run({ collectionId: id, terms: before }))
  }
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      <TermsFields terms={draft} onTerms={setDraft} />
      <div className={classes.buttons}>
        <Button size="xs" type="submit" disabled={!isComplete(draft)} loading={set.isRunning}>
          {t('common:save')}
        </Button>
        <Button size="xs" variant="default" onClick={onClose}>
          {t('common:cancel')}
        </Button>
      </div>
    </form>
  )
}
