import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { inEnglish } from '../../contract/sentences'
import { openSlot, readKeyring } from '../accounts/keyring'
import { openDatabase } from '../database/open'
import { sealNetwork } from '../kernel/seal'
import { auditKeyOf, verifyChain } from './chain'

/**
 * Checks the audit chain of a workspace without write access and without the app:
 * `npm run verify-audit -- FILE [--person NAME]`, where FILE is its workspace.db. The password is
 * read from standard input, or from ASCLEPIUS_PASSWORD. Ends with 0 when the chain is intact, 1
 * when it is not, 2 when it could not be checked.
 */
sealNetwork()
main().catch((cause: unknown) => {
  process.stderr.write(`${cause instanceof Error ? cause.message : 'It could not be checked.'}\n`)
  process.exitCode = 2
})

async function main(): Promise<void> {
  const [file, ...rest] = process.argv.slice(2)
  if (file === undefined) throw new Error('Say which file: npm run verify-audit -- FILE')
  const folder = dirname(file)
  const keyring = readKeyring(join(folder, 'keyring.json'))
  if (!keyring)
    throw new Error('There is no keyring.json beside this file; the chain needs its key.')
  const named = rest[0] === '--person' ? rest[1] : undefined
  const slot = named
    ? keyring.people.find((person) => person.name === named)
    : keyring.people.find((person) => person.role === 'administrator')
  if (!slot) throw new Error(`There is no person ${named ?? 'with the role administrator'} here.`)
  const password = process.env.ASCLEPIUS_PASSWORD ?? (await readPassword(slot.name))
  const key = await openSlot(slot, keyring.workspaceId, password)
  if (!key) throw new Error('This password does not fit. Nothing was checked.')
  const db = openDatabase({ path: file, key, readOnly: true })
  const verdict = verifyChain(db, auditKeyOf(key))
  db.close()
  key.fill(0)
  process.stdout.write(
    verdict.intact
      ? `Chain intact, ${verdict.entries.toLocaleString('en')} entries.\n`
      : `Chain broken at entry ${verdict.firstBad}: ${verdict.reason && inEnglish([verdict.reason])}\n`,
  )
  process.exitCode = verdict.intact ? 0 : 1
}

/** Reads one line; on a terminal nothing is echoed. */
async function readPassword(name: string): Promise<string> {
  if (process.stdin.isTTY) return readHidden(name)
  const lines = createInterface({ input: process.stdin, terminal: false })
  for await (const line of lines) {
    lines.close()
    return line
  }
  throw new Error('No password was given.')
}

/** In raw mode the terminal shows nothing by itself, so the few keys that matter are handled here. */
function readHidden(name: string): Promise<string> {
  process.stderr.write(`Password of ${name}: `)
  process.stdin.setRawMode(true).setEncoding('utf8').resume()
  return new Promise((resolve, reject) => {
    let typed = ''
    const end = (settle: () => void): void => {
      process.stdin.setRawMode(false).pause().removeListener('data', onData)
      process.stderr.write('\n')
      settle()
    }
    const onData = (piece: string): void => {
      for (const character of piece) {
        if (character === '\r' || character === '\n') {
          end(() => resolve(typed))
          return
        }
        if (character === '\u0003' || character === '\u0004') {
          end(() => reject(new Error('Stopped. Nothing was checked.')))
          return
        }
        typed = character === '\u007f' ? [...typed].slice(0, -1).join('') : typed + character
      }
    }
    process.stdin.on('data', onData)
  })
}
