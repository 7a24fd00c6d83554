import { say } from '../../contract/sentences'
import type { Services } from '../kernel/context'
import { Refusal } from '../kernel/refusal'
import { type Keyring, longestFailures, openSlot, type PersonSlot, waitSeconds } from './keyring'

export function keyringOf(services: Services): Keyring {
  const keyring = services.vault.keyring()
  if (!keyring) throw new Refusal('empty', say('workspace-empty'))
  return keyring
}

export function slotOf(
  services: Services,
  personId: string,
): { keyring: Keyring; slot: PersonSlot } {
  const keyring = keyringOf(services)
  const slot = keyring.people.find((p) => p.id === personId)
  if (!slot) throw new Refusal('no-person', say('no-person-here'))
  return { keyring, slot }
}

export function replaced(people: readonly PersonSlot[], slot: PersonSlot): PersonSlot[] {
  return people.map((other) => (other.id === slot.id ? slot : other))
}

export function replaceSlot(services: Services, slot: PersonSlot): void {
  const keyring = keyringOf(services)
  services.vault.saveKeyring({ ...keyring, people: replaced(keyring.people, slot) })
}

/**
 * Opens a slot, and counts the attempt before it is made: neither many calls at once nor a killed
 * process gets a free try (S-24).
 */
export async function tryPassword(
  services: Services,
  keyring: Keyring,
  slot: PersonSlot,
  password: string,
): Promise<Buffer> {
  refuseWhileWaiting(services, slot)
  const failures = slot.failures + 1
  const seconds = waitSeconds(failures)
  replaceSlot(services, { ...slot, failures, waitUntil: later(services, seconds) })
  const dataKey = await openSlot(slot, keyring.workspaceId, password)
  if (dataKey) {
    replaceSlot(services, { ...slot, failures: 0, waitUntil: null })
    return dataKey
  }
  services.log.warn('wrong password', { failures })
  if (failures >= longestFailures) throw accountShut()
  throw new Refusal('wrong-password', say('wrong-password', { count: seconds }))
}

function refuseWhileWaiting(services: Services, slot: PersonSlot): void {
  if (slot.failures >= longestFailures) throw accountShut()
  if (slot.waitUntil === null) return
  const asked = waitSeconds(slot.failures)
  const left = Math.ceil((Date.parse(slot.waitUntil) - Date.parse(services.clock.now())) / 1000)
  if (left <= 0) return
  // A clock that was set back makes the wait begin anew, neither shorter nor a year long.
  if (left > asked) replaceSlot(services, { ...slot, waitUntil: later(services, asked) })
  throw new Refusal('wait', say('wait', { count: Math.min(left, asked) }))
}

function later({ clock }: Services, seconds: number): string {
  return new Date(Date.parse(clock.now()) + seconds * 1000).toISOString()
}

function accountShut(): Refusal {
  return new Refusal('account-shut', say('account-shut', { failures: longestFailures }))
}

/**
 * Asks for the password of a person who is signed in already, as under a signature. It is counted
 * and throttled like unlocking; call it in turn with the other users of the key ring.
 * @throws Refusal `wrong-password`, `wait`, `account-shut`
 */
export async function confirmPassword(
  services: Services,
  personId: string,
  password: string,
): Promise<void> {
  const { keyring, slot } = slotOf(services, personId)
  const dataKey = await tryPassword(services, keyring, slot, password)
  dataKey.fill(0)
}
