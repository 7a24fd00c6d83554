import type { query as english } from '../en/query'
import type { Words } from '../words'

export const query: Words<typeof english> = {
  title: 'Frage',
}
