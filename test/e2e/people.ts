import type { Role } from '../../contract/operation'
import type { RunningApp } from './app-driver'
import { unlock, until } from './journey'

export interface Somebody {
  readonly id: string
  readonly name: string
  readonly password: string
}

/** Adds one account for each; the administrator is signed in. */
export async function addPeople<K extends string>(
  { call }: RunningApp,
  people: Readonly<Record<K, { readonly name: string; readonly role: Role }>>,
): Promise<Record<K, Somebody>> {
  const made = await Promise.all(
    Object.entries<{ name: string; role: Role }>(people).map(async ([key, { name, role }]) => {
      const password = `seven grey herons ${key}`
      const { id } = await call('accounts.add', { name, role, password })
      return [key, { id, name, password }] as const
    }),
  )
  return Object.fromEntries(made) as Record<K, Somebody>
}

/** Locks, and unlocks as somebody else, as people do who share a computer. */
export async function become(
  { page, call }: RunningApp,
  somebody: Omit<Somebody, 'id'>,
): Promise<void> {
  if ((await call('session.state', {})).state === 'open') await call('session.lock', {})
  await page.evaluate(() => {
    location.hash = '#/'
  })
  await page.reload()
  await page.getByRole('heading', { name: 'Unlock the workspace' }).waitFor()
  await page.getByRole('radio', { name: somebody.name }).check()
  await unlock(page, somebody.password)
  await until(
    () => call('session.state', {}),
    ({ person }) => person?.name === somebody.name,
  )
}
