import { randomBytes } from 'node:crypto'
import { say } from '../../contract/sentences'
import type { Person } from '../../contract/session'
import type { Handlers, Services } from '../kernel/context'
import { newId } from '../kernel/ids'
import { Refusal } from '../kernel/refusal'
import { idleMinutes } from '../settings/queries'
import {
  type Keyring,
  openRecovery,
  type PersonSlot,
  sealForPerson,
  sealForRecovery,
} from './keyring'
import { afterUnlock, lockConnection } from './lock'
import { checkPassword } from './password-rules'
import { insertPerson, listAccounts, markSeen, parkSlot, personRow } from './queries'
import { newRecoveryKey, parseRecoveryKey } from './recovery-key'
import { keyringOf, replaced, replaceSlot, slotOf, tryPassword } from './slots'
import { inTurn } from './turns'

type Names =
  | 'session.state'
  | 'session.create'
  | 'session.unlock'
  | 'session.recover'
  | 'session.lock'
  | 'session.touch'
  | 'session.changePassword'
  | 'accounts.list'
  | 'accounts.add'
  | 'accounts.setActive'

export const accountHandlers: Handlers<Names> = {
  'session.state': (context) => {
    const keyring = context.vault.keyring()
    const person = context.sessions.personOf(context.connection)
    return {
      state: keyring === null ? 'empty' : person ? 'open' : 'locked',
      people: keyring?.people.map(({ id, name, role }) => ({ id, name, role })) ?? [],
      person,
      idleMinutes: person ? idleMinutes(context.vault.db()) : 0,
      notice: null,
    }
  },
  'session.create': inTurn(async (context, { name, password }) => {
    refuseExisting(context)
    checkPassword(password, name)
    const person: Person = { id: newId(), name, role: 'administrator' }
    const dataKey = randomBytes(32)
    const workspaceId = newId()
    const recovery = newRecoveryKey()
    const keyring: Keyring = {
      format: 1,
      workspaceId,
      created: false,
      salt: null,
      people: [await sealForPerson(dataKey, workspaceId, person, password, 1)],
      recovery: sealForRecovery(dataKey, workspaceId, recovery.bytes, 1),
    }
    // The key ring comes first: a database whose key nobody has could never be opened again.
    context.vault.saveKeyring(keyring)
    context.vault.open(dataKey, true)
    dataKey.fill(0)
    context.sessions.begin(context.connection, person)
    context.commit({ action: 'workspace.created', object: workspaceId }, (db) =>
      markSeen(db, person, context.clock.now()),
    )
    rememberDatabase(context)
    afterUnlock(context)
    return { person, recoveryKey: recovery.text }
  }),
  'session.unlock': inTurn(async (context, { personId, password }) => {
    const { keyring, slot } = slotOf(context, personId)
    const dataKey = await tryPassword(context, keyring, slot, password)
    context.vault.open(dataKey, !keyring.created)
    dataKey.fill(0)
    const person: Person = { id: slot.id, name: slot.name, role: slot.role }
    context.sessions.begin(context.connection, person)
    context.commit(
      { action: 'session.unlocked', object: person.id, detail: { failures: slot.failures } },
      (db) => {
        markSeen(db, person, context.clock.now())
      },
    )
    rememberDatabase(context)
    afterUnlock(context)
    return { person }
  }),
  'session.recover': inTurn(async (context, { recoveryKey, personId, password, reason }) => {
    const bytes = parseRecoveryKey(recoveryKey)
    const { keyring, slot } = slotOf(context, personId)
    const dataKey = openRecovery(keyring, bytes)
    if (!dataKey) throw new Refusal('recovery-key-wrong', say('recovery-key-wrong'))
    checkPassword(password, slot.name)
    const fresh = newRecoveryKey()
    const person: Person = { id: slot.id, name: slot.name, role: slot.role }
    const next: Keyring = {
      ...keyring,
      people: replaced(
        keyring.people,
        await sealForPerson(dataKey, keyring.workspaceId, person, password, slot.version + 1),
      ),
      recovery: sealForRecovery(
        dataKey,
        keyring.workspaceId,
        fresh.bytes,
        keyring.recovery.version + 1,
      ),
    }
    context.vault.open(dataKey, !keyring.created)
    dataKey.fill(0)
    context.sessions.begin(context.connection, person)
    context.commit({ action: 'session.recovered', object: person.id, detail: { reason } }, (db) => {
      markSeen(db, person, context.clock.now())
      context.vault.saveKeyring(next)
    })
    rememberDatabase(context)
    afterUnlock(context)
    return { person, recoveryKey: fresh.text }
  }),
  'session.lock': (context) => {
    context.commit({ action: 'session.locked', object: context.person.id }, () => undefined)
    lockConnection(context, context.connection)
    return {}
  },
  'session.touch': (context) => {
    context.sessions.touch(context.connection)
    return {}
  },
  'session.changePassword': inTurn(async (context, { current, next }) => {
    const { keyring, slot } = slotOf(context, context.person.id)
    checkPassword(next, slot.name)
    const dataKey = await tryPassword(context, keyring, slot, current)
    const sealed = await sealForPerson(
      dataKey,
      keyring.workspaceId,
      context.person,
      next,
      slot.version + 1,
    )
    dataKey.fill(0)
    context.commit({ action: 'account.password-changed', object: context.person.id }, () =>
      replaceSlot(context, sealed),
    )
    return {}
  }),
  'accounts.list': ({ db }) => listAccounts(db),
  'accounts.add': inTurn(async (context, { name, role, password }) => {
    const keyring = keyringOf(context)
    if (listAccounts(context.db).some((p) => p.name.toLowerCase() === name.toLowerCase()))
      throw new Refusal('name-taken', say('name-taken', { name }))
    checkPassword(password, name)
    const person: Person = { id: newId(), name, role }
    const dataKey = context.vault.copyDataKey()
    const slot = await sealForPerson(dataKey, keyring.workspaceId, person, password, 1)
    dataKey.fill(0)
    context.commit({ action: 'account.added', object: person.id, detail: { role } }, (db) => {
      insertPerson(db, person, context.clock.now())
      const latest = keyringOf(context)
      context.vault.saveKeyring({ ...latest, people: [...latest.people, slot] })
    })
    return { id: person.id }
  }),
  'accounts.setActive': inTurn(async (context, { id, active }) => {
    if (id === context.person.id) throw new Refusal('own-account', say('own-account'))
    const row = personRow(context.db, id)
    if (!row) throw new Refusal('no-person', say('no-person'))
    context.commit(
      { action: active ? 'account.activated' : 'account.deactivated', object: id },
      (db) => {
        const keyring = keyringOf(context)
        const current = keyring.people.find((p) => p.id === id)
        const slot = current ?? (JSON.parse(row.parked_slot ?? 'null') as PersonSlot | null)
        if (!slot) return
        parkSlot(db, id, active ? null : JSON.stringify(slot))
        const others = keyring.people.filter((p) => p.id !== id)
        // Switching on also opens an account that too many wrong passwords had shut.
        const fresh = { ...slot, failures: 0, waitUntil: null }
        context.vault.saveKeyring({ ...keyring, people: active ? [...others, fresh] : others })
      },
    )
    if (!active)
      for (const connection of context.sessions.endPerson(id)) lockConnection(context, connection)
    return {}
  }),
}

function refuseExisting({ vault }: Services): void {
  if (vault.keyring()) throw new Refusal('exists', say('workspace-exists'))
  if (vault.hasDatabase()) throw new Refusal('keyring-missing', say('keyring-missing'))
}

/** Says in the key ring that the database is there, and which file it is. */
function rememberDatabase(services: Services): void {
  const keyring = keyringOf(services)
  const salt = services.vault.salt()
  if (!keyring.created || keyring.salt !== salt)
    services.vault.saveKeyring({ ...keyring, created: true, salt })
}
