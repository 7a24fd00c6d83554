import type { sources as english } from '../en/sources'
import type { Words } from '../words'

export const sources: Words<typeof english> = {
  title: 'Quellen',
}
