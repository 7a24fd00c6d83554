import { randomBytes } from 'node:crypto'
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
      if (path === undefined)
        throw new Refusal(
          'unknown-file',
          'The app does not know this file any more. Choose it again.',
        )
      return path
    },
  }
}
