/** Words of every page that takes files in. */
export const importing = {
  chooseFiles: 'Choose files',
  chooseFolder: 'Choose a folder',
  files: '1 · Files',
  keep: '3 · How to keep them',
  other: 'Choose other files',
  looking: 'Looking at the files …',
  recognised: 'Recognised as {{format}}',
  file: 'File',
  line: 'Line',
  reason: 'Why',
  noLine: 'whole file',
  keepGood: 'Keep the good ones and list the others',
  allOrNothing: 'Import nothing at all',
  go: 'Import',
  missingKind: 'Say first whether they are public or confidential.',
}
