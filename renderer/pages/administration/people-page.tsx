import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Role, roles } from '../../../contract/operation'
import type { Account } from '../../../contract/session'
import { useCommand, useOperation } from '../../core/hooks'
import { usePerson } from '../../core/person'
import { type Column, DataTable } from '../../ui/data-table'
import { EmptyState } from '../../ui/empty-state'
import { RefusalNote } from '../../ui/error-boundary'
import { Page } from '../../ui/page'
import { isLongEnough, PasswordField } from '../../ui/password-field'
import { StatusMark } from '../../ui/status-mark'
import { offerUndo } from '../../ui/tell'
import { useFormat } from '../../ui/use-format'
import classes from './administration.module.css'

/** Who may come in, and as what. */
export function PeoplePage() {
  const { t } = useTranslation(['administration', 'common'])
  const accounts = useOperation('accounts.list', {})
  const [selected, setSelected] = useState<string | null>(null)
  const [isAdding, setAdding] = useState(false)
  const columns = usePeopleColumns()
  if (accounts.error && !accounts.data)
    return <RefusalNote message={accounts.error.message} onRetry={() => void accounts.refetch()} />
  const account = accounts.data?.find((one) => one.id === selected)
  return (
    <Page
      title={t('people.title')}
      purpose={t('people.purpose')}
      action={!isAdding && <Button onClick={() => setAdding(true)}>{t('people.add')}</Button>}
      inspector={
        isAdding ? (
          <AddPerson onDone={() => setAdding(false)} />
        ) : account ? (
          <AccountDetails account={account} />
        ) : undefined
      }
      fills
    >
      <DataTable
        label={t('people.title')}
        rows={accounts.data ?? []}
        columns={columns}
        rowKey={(row) => row.id}
        selected={selected}
        onSelect={(row) => {
          setAdding(false)
          setSelected(row.id)
        }}
        isLoading={accounts.isPending}
        empty={<EmptyState title={t('people.title')} text={t('people.purpose')} />}
      />
    </Page>
  )
}

function usePeopleColumns(): readonly Column<Account>[] {
  const { t } = useTranslation(['administration', 'common'])
  const format = useFormat()
  return [
    { key: 'name', header: t('people.name'), width: '2fr', render: (row) => row.name },
    {
      key: 'role',
      header: t('people.role'),
      width: '1fr',
      render: (row) => t(`common:roles.${row.role}`),
    },
    {
      key: 'state',
      header: t('people.state'),
      width: '1fr',
      render: (row) =>
        row.active ? (
          <StatusMark meaning="fine">{t('people.active')}</StatusMark>
        ) : (
          <StatusMark meaning="look">{t('people.inactive')}</StatusMark>
        ),
    },
    {
      key: 'seen',
      header: t('people.lastSeen'),
      width: '184px',
      render: (row) => (row.lastSeenAt ? format.moment(row.lastSeenAt) : t('people.never')),
    },
  ]
}

function AccountDetails({ account }: { readonly account: Account }) {
  const { t } = useTranslation(['administration', 'common'])
  const format = useFormat()
  const me = usePerson()
  const setActive = useCommand('accounts.setActive')
  const change = async (active: boolean): Promise<void> => {
    if (!(await setActive.run({ id: account.id, active }))) return
    offerUndo(t(active ? 'people.activated' : 'people.deactivated', { name: account.name }), () =>
      setActive.run({ id: account.id, active: !active }),
    )
  }
  return (
    <div className={classes.inspector}>
      <h2>{account.name}</h2>
      <p>{t(`roleHelp.${account.role}`)}</p>
      <p className={classes.soft}>
        {t('people.since', { date: format.moment(account.createdAt) })}
      </p>
      {account.id === me.id ? (
        <p className={classes.soft}>{t('people.yourself')}</p>
      ) : (
        <Button
          variant="default"
          loading={setActive.isRunning}
          onClick={() => void change(!account.active)}
        >
          {account.active ? t('people.deactivate') : t('people.activate')}
        </Button>
      )}
    </div>
  )
}

function AddPerson({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation(['administration', 'common'])
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role>('builder')
  const [password, setPassword] = useState('')
  const add = useCommand('accounts.add', { quiet: true })
  const isReady = name.trim() !== '' && isLongEnough(password)
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (isReady && (await add.run({ name, role, password }))) onDone()
  }
  const isAboutName = add.failure?.code === 'name-taken'
  return (
    <form className={classes.inspector} onSubmit={(event) => void submit(event)}>
      <h2>{t('people.add')}</h2>
      <TextInput
        label={t('people.name')}
        autoFocus
        maxLength={200}
        value={name}
        error={isAboutName && add.failure?.message}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <NativeSelect
        label={t('people.role')}
        description={t(`roleHelp.${role}`)}
        value={role}
        data={roles.map((one) => ({ value: one, label: t(`common:roles.${one}`) }))}
        onChange={(event) =>
          setRole(roles.find((one) => one === event.currentTarget.value) ?? 'builder')
        }
      />
      <PasswordField
        label={t('people.firstPassword')}
        value={password}
        onChange={setPassword}
        refusal={isAboutName ? undefined : add.failure?.message}
      />
      <p className={classes.soft}>{t('people.tellThem')}</p>
      <div className={classes.actions}>
        <Button type="submit" disabled={!isReady} loading={add.isRunning}>
          {t('people.add')}
        </Button>
        <Button variant="subtle" onClick={onDone}>
          {t('common:cancel')}
        </Button>
      </div>
    </form>
  )
}
