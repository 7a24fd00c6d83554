import { randomBytes } from 'node:crypto'
import { say } from '../../contract/sentences'
import type { FileTokens } from './context'
import { Refusal } from './refusal'

export function createFileTokens(): FileTokens {
  const paths = new Map<string, string>()
  return {
    register: (path) => {
      const token = randomBytes(16).toString('hex')
      paths.set(token, path)
      return token
    },
    path: (token) => {
      const path = paths.get(token)
      if (path === undefined) throw new Refusal('unknown-file', say('unknown-file'))
      return path
    },
  }
}
