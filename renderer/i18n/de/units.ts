import type { units as english } from '../en/units'
import type { Words } from '../words'

export const units: Words<typeof english> = {
  records_one: '{{number}} Datensatz',
  records_other: '{{number}} Datensätze',
  notes_one: '{{number}} Bericht',
  notes_other: '{{number}} Berichte',
  steps_one: '{{number}} Schritt',
  steps_other: '{{number}} Schritte',
  words_one: '{{number}} Wort',
  words_other: '{{number}} Wörter',
}
