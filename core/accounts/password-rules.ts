import { say } from '../../contract/sentences'
import { Refusal } from '../kernel/refusal'

/** Roots of the passwords that are guessed first; a password that is one of them with a tail is refused. */
const guessedFirst = [
  'password',
  'passwort',
  'qwerty',
  'qwertz',
  'letmein',
  'welcome',
  'iloveyou',
  'administrator',
  'hospital',
  'asclepius',
  'changeme',
  '123456789',
  '987654321',
  'abcdefgh',
]

/**
 * Length is asked for by the contract; here, what no length cures: a guessed-first root with little
 * else, one character over and over, or the person's own name.
 * @throws Refusal `weak-password`
 */
export function checkPassword(password: string, name: string): void {
  const plain = password.normalize('NFC').toLowerCase()
  const rest = (root: string): number => [...plain.replaceAll(root, '')].length
  const ownName = name.toLowerCase().replace(/\s/g, '')
  if (new Set(plain).size < 5) throw new Refusal('weak-password', say('password-repeats'))
  if (guessedFirst.some((root) => plain.includes(root) && rest(root) < 8))
    throw new Refusal('weak-password', say('password-guessed-first'))
  if (ownName.length > 3 && plain.replace(/\s/g, '').includes(ownName) && rest(ownName) < 8)
    throw new Refusal('weak-password', say('password-holds-name'))
}
