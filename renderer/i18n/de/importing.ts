import type { importing as english } from '../en/importing'
import type { Words } from '../words'

export const importing: Words<typeof english> = {
  chooseFiles: 'Dateien wählen',
  chooseFolder: 'Ordner wählen',
  files: '1 · Dateien',
  keep: '3 · Wie sie behalten werden',
  other: 'Andere Dateien wählen',
  looking: 'Die Dateien werden angesehen …',
  recognised: 'Erkannt als {{format}}',
  file: 'Datei',
  line: 'Zeile',
  reason: 'Warum',
  noLine: 'ganze Datei',
  keepGood: 'Die lesbaren behalten und die anderen aufführen',
  allOrNothing: 'Gar nichts importieren',
  go: 'Importieren',
  missingKind: 'Sagen Sie zuerst, ob sie öffentlich oder vertraulich sind.',
}
