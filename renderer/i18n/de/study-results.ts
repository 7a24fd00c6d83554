import type { studyResults as english } from '../en/study-results'
import type { Words } from '../words'

export const studyResults: Words<typeof english> = {
  title: 'Ergebnisse',
}
