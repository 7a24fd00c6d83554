import type { units as english } from '../en/units'
import type { Words } from '../words'

export const units: Words<typeof english> = {
  records_one: '{{number}} Datensatz',
  records_other: '{{number}} Datensätze',
  notes_one: '{{number}} Bericht',
  notes_other: '{{number}} Berichte',
  rows_one: '{{number}} Zeile',
  rows_other: '{{number}} Zeilen',
  steps_one: '{{number}} Schritt',
  steps_other: '{{number}} Schritte',
  words_one: '{{number}} Wort',
  words_other: '{{number}} Wörter',
  questions_one: '{{number}} Frage',
  questions_other: '{{number}} Fragen',
  answers_one: '{{number}} Antwort',
  answers_other: '{{number}} Antworten',
  items_one: '{{number}} Aufgabe',
  items_other: '{{number}} Aufgaben',
  'answers and judgements_one': '{{number}} Antwort oder Urteil',
  'answers and judgements_other': '{{number}} Antworten und Urteile',
  texts_one: '{{number}} Text',
  texts_other: '{{number}} Texte',
  adapters_one: '{{number}} Adapter',
  adapters_other: '{{number}} Adapter',
  parts_one: '{{number}} Teil',
  parts_other: '{{number}} Teile',
}
