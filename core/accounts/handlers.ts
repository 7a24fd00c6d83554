import { randomBytes } from 'node:crypto'
import type { Person } from '../../contract/session'
import type { CallContext, Handlers, Services } from '../kernel/context'
import { newId } from '../kernel/ids'
import { Refusal } from '../kernel/refusal'
import { idleMinutes } from '../settings/queries'
import {
  type Keyring,
  openRecovery,
  openSlot,
  type PersonSlot,
  sealForPerson,
  sealForRecovery,
  waitSeconds,
} from './keyring'
import { afterUnlock, lockConnection } from './lock'
import { checkPassword } from './password-rules'
import { activePeople, insertPerson, listAccounts, markSeen, parkSlot, personRow } from './queries'
import { newRecoveryKey, parseRecoveryKey } from './recovery-key'

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
  'session.create': async (context, { name, password }) => {
    if (context.vault.keyring())
      throw new Refusal('exists', 'This workspace exists already. Unlock it instead.')
    checkPassword(password, name)
    const person: Person = { id: newId(), name, role: 'administrator' }
    const dataKey = randomBytes(32)
    const workspaceId = newId()
    const recovery = newRecoveryKey()
    const keyring: Keyring = {
      format: 1,
      workspaceId,
      people: [await sealForPerson(dataKey, workspaceId, person, password, 1)],
      recovery: sealForRecovery(dataKey, workspaceId, recovery.bytes, 1),
    }
    context.vault.open(dataKey)
    dataKey.fill(0)
    context.sessions.begin(context.connection, person)
    context.commit({ action: 'workspace.created', object: workspaceId }, (db) => {
      insertPerson(db, person, context.clock.now())
      context.vault.saveKeyring(keyring)
    })
    afterUnlock(context)
    return { person, recoveryKey: recovery.text }
  },
  'session.unlock': async (context, { personId, password }) => {
    const { keyring, slot } = slotOf(context, personId)
    refuseWhileWaiting(slot, context.clock.now())
    const dataKey = await openSlot(slot, keyring.workspaceId, password)
    if (!dataKey) throw wrongPassword(context, slot)
    context.vault.open(dataKey)
    dataKey.fill(0)
    const person: Person = { id: slot.id, name: slot.name, role: slot.role }
    context.sessions.begin(context.connection, person)
    context.commit(
      { action: 'session.unlocked', object: person.id, detail: { failures: slot.failures } },
      (db) => {
        markSeen(db, person, context.clock.now())
      },
    )
    if (slot.failures > 0) replaceSlot(context, { ...slot, failures: 0, waitUntil: null })
    afterUnlock(context)
    return { person }
  },
  'session.recover': async (context, { recoveryKey, personId, password, reason }) => {
    const bytes = parseRecoveryKey(recoveryKey)
    const { keyring, slot } = slotOf(context, personId)
    const dataKey = openRecovery(keyring, bytes)
    if (!dataKey)
      throw new Refusal(
        'recovery-key-wrong',
        'This recovery key does not belong to this workspace, or it was used before. Use the newest sheet.',
      )
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
    context.vault.open(dataKey)
    dataKey.fill(0)
    context.sessions.begin(context.connection, person)
    context.commit({ action: 'session.recovered', object: person.id, detail: { reason } }, (db) => {
      markSeen(db, person, context.clock.now())
      context.vault.saveKeyring(next)
    })
    afterUnlock(context)
    return { person, recoveryKey: fresh.text }
  },
  'session.lock': (context) => {
    context.commit({ action: 'session.locked', object: context.person.id }, () => undefined)
    lockConnection(context, context.connection)
    return {}
  },
  'session.touch': (context) => {
    context.sessions.touch(context.connection)
    return {}
  },
  'session.changePassword': async (context, { current, next }) => {
    const { keyring, slot } = slotOf(context, context.person.id)
    refuseWhileWaiting(slot, context.clock.now())
    const dataKey = await openSlot(slot, keyring.workspaceId, current)
    if (!dataKey) throw wrongPassword(context, slot)
    checkPassword(next, slot.name)
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
  },
  'accounts.list': ({ db }) => listAccounts(db),
  'accounts.add': async (context, { name, role, password }) => {
    const keyring = keyringOf(context)
    if (activePeople(context.db).some((p) => p.name.toLowerCase() === name.toLowerCase()))
      throw new Refusal(
        'name-taken',
        `There is a person named ${name} already. Choose another name.`,
      )
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
  },
  'accounts.setActive': (context, { id, active }) => {
    if (id === context.person.id)
      throw new Refusal(
        'own-account',
        'You cannot switch off your own account. Ask another administrator.',
      )
    const row = personRow(context.db, id)
    if (!row) throw new Refusal('no-person', 'There is no such person.')
    context.commit(
      { action: active ? 'account.activated' : 'account.deactivated', object: id },
      (db) => {
        const keyring = keyringOf(context)
        const slot = active
          ? (JSON.parse(row.parked_slot ?? 'null') as PersonSlot | null)
          : keyring.people.find((p) => p.id === id)
        if (!slot) return
        parkSlot(db, id, active ? null : JSON.stringify(slot))
        const others = keyring.people.filter((p) => p.id !== id)
        context.vault.saveKeyring({ ...keyring, people: active ? [...others, slot] : others })
      },
    )
    if (!active)
      for (const connection of context.sessions.endPerson(id)) lockConnection(context, connection)
    return {}
  },
}

function keyringOf(services: Services): Keyring {
  const keyring = services.vault.keyring()
  if (!keyring) throw new Refusal('empty', 'This workspace has not been set up yet.')
  return keyring
}

function slotOf(services: Services, personId: string): { keyring: Keyring; slot: PersonSlot } {
  const keyring = keyringOf(services)
  const slot = keyring.people.find((p) => p.id === personId)
  if (!slot) throw new Refusal('no-person', 'There is no such person in this workspace.')
  return { keyring, slot }
}

function replaced(people: readonly PersonSlot[], slot: PersonSlot): PersonSlot[] {
  return people.map((other) => (other.id === slot.id ? slot : other))
}

function replaceSlot(services: Services, slot: PersonSlot): void {
  const keyring = keyringOf(services)
  services.vault.saveKeyring({ ...keyring, people: replaced(keyring.people, slot) })
}

function refuseWhileWaiting(slot: PersonSlot, now: string): void {
  if (slot.waitUntil === null || slot.waitUntil <= now) return
  const seconds = Math.ceil((Date.parse(slot.waitUntil) - Date.parse(now)) / 1000)
  throw new Refusal('wait', `Too many wrong passwords. Try again in ${seconds} seconds.`)
}

function wrongPassword(context: CallContext<never>, slot: PersonSlot): Refusal {
  const failures = slot.failures + 1
  const seconds = waitSeconds(failures)
  replaceSlot(context, {
    ...slot,
    failures,
    waitUntil: new Date(Date.parse(context.clock.now()) + seconds * 1000).toISOString(),
  })
  context.log.warn('wrong password', { failures })
  return new Refusal(
    'wrong-password',
    `This password does not fit. You can try again in ${seconds} second${seconds === 1 ? '' : 's'}.`,
  )
}
