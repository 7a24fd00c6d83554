import type { instructions as english } from '../en/instructions'
import type { Words } from '../words'

export const instructions: Words<typeof english> = {
  title: 'Anweisungen',
}
