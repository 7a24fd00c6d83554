import type { studies as english } from '../en/studies'
import type { Words } from '../words'

export const studies: Words<typeof english> = {
  title: 'Validierung',
}
