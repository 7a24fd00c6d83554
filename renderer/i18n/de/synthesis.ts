import type { synthesis as english } from '../en/synthesis'
import type { Words } from '../words'

export const synthesis: Words<typeof english> = {
  title: 'Synthese',
}
