import type { release as english } from '../en/release'
import type { Words } from '../words'

export const release: Words<typeof english> = {
  title: 'Freigabe',
}
