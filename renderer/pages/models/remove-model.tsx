import { Button, Modal } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Model } from '../../../contract/models'
import { useCommand } from '../../core/hooks'
import { tell } from '../../ui/tell'
import classes from './models.module.css'

/** Removing deletes the encrypted or copied file, which no undo can bring back: so it is asked. */
export function RemoveModel({ model }: { readonly model: Model }) {
  const { t } = useTranslation(['models', 'common'])
  const [isAsking, setAsking] = useState(false)
  const remove = useCommand('models.remove')
  const confirm = async (): Promise<void> => {
    if (!(await remove.run({ id: model.id }))) return
    setAsking(false)
    tell('fine', t('remove.done', { name: model.name }))
  }
  return (
    <>
      <Button
        size="compact-md"
        variant="subtle"
        color="gray"
        className={classes.remove}
        onClick={() => setAsking(true)}
      >
        {t('common:remove')}
      </Button>
      <Modal
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={t('remove.title', { name: model.name })}
        closeButtonProps={{ 'aria-label': t('common:close') }}
      >
        <p>{t('remove.text')}</p>
        <div className={classes.dialogActions}>
          <Button variant="default" data-autofocus onClick={() => setAsking(false)}>
            {t('remove.keep')}
          </Button>
          <Button color="red" loading={remove.isRunning} onClick={() => void confirm()}>
            {t('common:remove')}
          </Button>
        </div>
      </Modal>
    </>
  )
}
