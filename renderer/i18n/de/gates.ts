import type { GateId, ThresholdKey } from '../../../contract/gates'

/** The German words of the gates; the English ones stand in the contract beside their thresholds. */
export const gateWords: Readonly<Record<GateId, { readonly name: string; readonly help: string }>> =
  {
    unfinished: {
      name: 'Unvollständig',
      help: 'Fängt Berichte ab, die an die Längengrenze stießen (1), oder bei 0,5 auch solche, die mitten im Satz enden.',
    },
    length: {
      name: 'Zu kurz oder zu lang',
      help: 'Fängt Berichte mit weniger oder mehr Wörtern ab, als Sie erlauben.',
    },
    headings: {
      name: 'Zu wenige Überschriften',
      help: 'Fängt Berichte mit weniger Überschriften ab, als ein Entlassbericht braucht.',
    },
    'model-talk': {
      name: 'Rede über das Modell',
      help: 'Fängt Berichte ab, in denen das Modell von sich oder seiner Aufgabe spricht, und zeigt die Stelle.',
    },
    'near-copy': {
      name: 'Abgeschrieben',
      help: 'Fängt Berichte ab, von deren Folgen aus acht Wörtern dieser Anteil wörtlich im Fallbericht steht.',
    },
    'near-duplicate': {
      name: 'Fast wie ein anderer',
      help: 'Fängt Berichte ab, die so viele ihrer Folgen aus fünf Wörtern mit einem anderen Bericht des Projekts teilen.',
    },
    'unsupported-numbers': {
      name: 'Unbelegte Zahlen',
      help: 'Fängt Berichte mit mehr Zahlen, Daten oder Altersangaben ab als erlaubt, die der Fallbericht nicht nennt.',
    },
    'unsupported-doses': {
      name: 'Unbelegte Dosen',
      help: 'Fängt Berichte mit mehr Dosen ab als erlaubt, die der Fallbericht nicht oder für eine andere Arznei nennt.',
    },
    'unsupported-drugs': {
      name: 'Unbelegte Arzneien',
      help: 'Fängt Berichte mit mehr Arzneien ab als erlaubt, die der Fallbericht nicht nennt; Handelsnamen zählen als ihr Wirkstoff.',
    },
    'unsupported-units': {
      name: 'Unbelegte Einheiten',
      help: 'Fängt Berichte ab, in denen mehr Zahlen als erlaubt mit einer anderen Einheit stehen als im Fallbericht.',
    },
  }

export const thresholdWords: Readonly<Record<ThresholdKey, string>> = {
  unfinished: 'Abgefangen ab',
  minWords: 'Mindestens',
  maxWords: 'Höchstens',
  minHeadings: 'Überschriften mindestens',
  modelTalk: 'Erlaubte Stellen',
  nearCopy: 'Abgefangen ab',
  nearDuplicate: 'Abgefangen ab',
  unsupportedNumbers: 'Erlaubte Zahlen',
  unsupportedDoses: 'Erlaubte Dosen',
  unsupportedDrugs: 'Erlaubte Arzneien',
  unsupportedUnits: 'Erlaubte Einheiten',
}
