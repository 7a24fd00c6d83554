import { Button, Modal, PasswordInput, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '../core/hooks'
import { useProject } from '../core/person'
import { goToProject } from '../core/route'
import { isLongEnough, PasswordField } from '../ui/password-field'
import { tell } from '../ui/tell'
import classes from './dialogs.module.css'
import { KeyList } from './key-list'

export type DialogName = 'create-project' | 'rename-project' | 'change-password' | 'keys'

interface DialogsProps {
  readonly open: DialogName | null
  readonly onClose: () => void
}

export function Dialogs({ open, onClose }: DialogsProps) {
  const { t } = useTranslation(['shell', 'common'])
  const titles: Record<DialogName, string> = {
    'create-project': t('createProject'),
    'rename-project': t('renameProject'),
    'change-password': t('changePassword'),
    keys: t('keys.title'),
  }
  return (
    <Modal
      opened={open !== null}
      onClose={onClose}
      title={open && titles[open]}
      closeButtonProps={{ 'aria-label': t('common:close') }}
      size={open === 'keys' ? 560 : 440}
    >
      {open === 'create-project' && <CreateProject onDone={onClose} />}
      {open === 'rename-project' && <RenameProject onDone={onClose} />}
      {open === 'change-password' && <ChangePassword onDone={onClose} />}
      {open === 'keys' && <KeyList />}
    </Modal>
  )
}

interface FormProps {
  readonly onDone: () => void
}

function CreateProject({ onDone }: FormProps) {
  const { t } = useTranslation(['shell', 'common'])
  const [name, setName] = useState('')
  const create = useCommand('projects.create', { quiet: true })
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const project = await create.run({ name })
    if (!project) return
    goToProject(project.id, 'sources')
    onDone()
  }
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      <TextInput
        label={t('projectName')}
        description={t('projectNameHelp')}
        data-autofocus
        maxLength={200}
        value={name}
        error={create.failure?.message}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" disabled={name.trim() === ''} loading={create.isRunning}>
        {t('common:create')}
      </Button>
    </form>
  )
}

function RenameProject({ onDone }: FormProps) {
  const { t } = useTranslation(['shell', 'common'])
  const project = useProject()
  const [name, setName] = useState(project?.name ?? '')
  const rename = useCommand('projects.rename', { quiet: true })
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (project && (await rename.run({ id: project.id, name }))) onDone()
  }
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      <TextInput
        label={t('projectName')}
        data-autofocus
        maxLength={200}
        value={name}
        error={rename.failure?.message}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" disabled={name.trim() === ''} loading={rename.isRunning}>
        {t('common:rename')}
      </Button>
    </form>
  )
}

function ChangePassword({ onDone }: FormProps) {
  const { t } = useTranslation(['shell', 'common'])
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const change = useCommand('session.changePassword', { quiet: true })
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (!(await change.run({ current, next }))) return
    tell('fine', t('passwordChanged'))
    onDone()
  }
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      <PasswordInput
        label={t('passwordNow')}
        data-autofocus
        autoComplete="current-password"
        value={current}
        onChange={(event) => setCurrent(event.currentTarget.value)}
      />
      <PasswordField
        label={t('passwordNext')}
        value={next}
        onChange={setNext}
        refusal={change.failure?.message}
      />
      <Button
        type="submit"
        disabled={current === '' || !isLongEnough(next)}
        loading={change.isRunning}
      >
        {t('changePassword')}
      </Button>
    </form>
  )
}
