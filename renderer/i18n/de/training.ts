import type { training as english } from '../en/training'
import type { Words } from '../words'

export const training: Words<typeof english> = {
  title: 'Training',
}
