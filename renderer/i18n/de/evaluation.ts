import type { evaluation as english } from '../en/evaluation'
import type { Words } from '../words'

export const evaluation: Words<typeof english> = {
  title: 'Bewertung',
}
