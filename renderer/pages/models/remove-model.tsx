import { useTranslation } from 'react-i18next'
import type { Model } from '../../../contract/models'
import { useCommand } from '../../core/hooks'
import { AskFirst } from '../../ui/ask-first'
import { tell } from '../../ui/tell'
import classes from './models.module.css'

/** Removing deletes the encrypted or copied file, which no undo can bring back. */
export function RemoveModel({ model }: { readonly model: Model }) {
  const { t } = useTranslation(['models', 'common'])
  const remove = useCommand('models.remove')
  return (
    <AskFirst
      label={t('common:remove')}
      title={t('remove.title', { name: model.name })}
      keep={t('remove.keep')}
      isRunning={remove.isRunning}
      onConfirm={() => remove.run({ id: model.id })}
      onDone={() => tell('fine', t('remove.done', { name: model.name }))}
      look={{ className: classes.remove }}
    >
      <p>{t('remove.text')}</p>
    </AskFirst>
  )
}
