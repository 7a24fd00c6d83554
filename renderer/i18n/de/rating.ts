import type { rating as english } from '../en/rating'
import type { Words } from '../words'

export const rating: Words<typeof english> = {
  title: 'Bewerten',
  purpose:
    'Sie sehen Bericht, Frage und Antwort und sagen, wie gut die Antwort ist. Woher sie kommt, bleibt allen verborgen, die bewerten.',
  none: {
    title: 'Nichts wartet auf Sie',
    text: 'Sobald die Leitung einer Validierung eine Studie mit Ihnen öffnet, steht sie hier. Eine Studie, die auf einem Stick zu Ihnen kam, nehmen Sie unten auf.',
  },
  version: 'Fassung {{version}}',
  answers: 'Antworten',
  each: 'je {{each}}',
  start: 'Anfangen',
  goOn: 'Weiter bewerten',
  look: 'Durchsehen',
  toQueue: 'Zur Liste',
  gone: {
    title: 'Diese Studie ist für Sie nicht offen',
    text: 'Sie wurde geschlossen oder gehört jemand anderem. Was Sie abgeschlossen haben, bleibt.',
  },
  allDone: {
    title_one: 'Die eine Antwort ist bewertet. Danke.',
    title_other: 'Alle {{count}} Antworten sind bewertet. Danke.',
    text: 'Alles ist gespeichert. Bis die Studie geschlossen wird, können Sie zurückgehen und ändern, was Sie gesagt haben.',
  },
  note: 'Bericht',
  answer: 'Antwort',
  next: 'Nächste',
  back: 'Zurück',
  skip: 'Auslassen',
  undo: 'Rückgängig',
  pause: 'Pause',
  progress: 'Wie weit Sie sind',
  itemOf: '{{at}} von {{total}}',
  done: '{{number}} abgeschlossen',
  pace: 'je {{each}}, {{left}}',
  finished: 'Abgeschlossen. U öffnet sie wieder.',
  keeping: {
    nothing: '',
    typing: 'Wird behalten …',
    kept: 'Behalten',
  },
  scores: {
    title: 'Wie gut ist die Antwort?',
    first: 'Wählen Sie zuerst eine Note: 1 bis 4.',
    Unacceptable: {
      name: 'Unannehmbar',
      means: 'Etwas Falsches oder Sachfremdes, oder eine Antwort, die der Bericht nicht hergibt.',
    },
    Poor: { name: 'Schwach', means: 'Nichts Falsches, aber Wesentliches fehlt.' },
    Satisfactory: { name: 'Ordentlich', means: 'Nichts Falsches; nur Nebensächliches fehlt.' },
    Excellent: {
      name: 'Ausgezeichnet',
      means: 'Vollständig, oder sagt zu Recht, dass es nicht im Bericht steht.',
    },
  },
  errors: {
    title: 'Was ist daran falsch? Beliebig viel oder nichts.',
    fabrication: { name: 'Erfundenes', means: 'Sagt etwas, das nicht im Bericht steht.' },
    negation: { name: 'Verneinung', means: 'Macht aus Ja ein Nein oder aus Nein ein Ja.' },
    causality: { name: 'Ursache', means: 'Nennt eine falsche Ursache oder einen falschen Zweck.' },
    contextual: {
      name: 'Kontext',
      means: 'Richtige Worte, aber falsche Person, Zeit, Stelle oder Umstände.',
    },
    omission: { name: 'Auslassung', means: 'Sagt etwas nicht, das zur Frage gehört.' },
    other: { name: 'Anderes', means: 'Sonst etwas; sagen Sie in der Bemerkung, was.' },
  },
  harm: {
    title: 'Welcher Schaden könnte folgen, wenn jemand danach handelt?',
    none: 'Keiner',
    minor: 'Leicht',
    moderate: 'Mäßig',
    severe: 'Schwer',
  },
  marks: {
    mark: 'Markieren',
    link: 'Stelle im Bericht',
    hint: '← → Satz der Antwort, ↑ ↓ Zeile des Berichts',
    said: 'Markiert: {{relation}}. Nochmals M ändert es.',
    saidWithPlace: 'Markiert: {{relation}}, mit Stelle im Bericht. Nochmals M ändert es.',
    chooseFirst:
      'Gehen Sie mit ← → zu einem Satz der Antwort oder wählen Sie Wörter darin aus, dann markieren Sie.',
    linkFirst:
      'Markieren Sie zuerst eine Stelle der Antwort. Gehen Sie dann mit ↑ ↓ zu einer Zeile des Berichts oder wählen Sie Wörter darin aus.',
    relations: {
      'not-in-note': 'steht nicht im Bericht',
      contradicted: 'der Bericht sagt anderes',
      supported: 'vom Bericht gestützt',
    },
  },
  comment: 'Bemerkung',
  correction: {
    label: 'Bessere Antwort',
    hint: 'Wie sie lauten sollte, vielleicht als Trainingspaar.',
  },
  expected: {
    label: 'Was muss eine gute Antwort sagen?',
    why: 'In dieser Studie lesen Sie zuerst den Bericht. Schreiben Sie auf, was die Antwort braucht, dann sehen Sie sie an. Danach bleiben diese Worte, wie sie sind.',
    keys: 'Ctrl Enter zeigt die Antwort. Esc verlässt das Feld, dann gelten die Tasten unten.',
    show: 'Antwort zeigen',
    yours: 'Sie haben erwartet:',
  },
  packet: {
    title: 'Von einem Stick',
    note: 'Eine Studie, die ohne Modell auf diesem Rechner bewertet und zurückgetragen wird.',
    choose: 'Paket wählen …',
    passphrase: 'Passphrase',
    take: 'Aufnehmen',
    for: 'Für {{name}}',
    forAnother:
      'Sie sind als {{here}} angemeldet. Als Paket von {{name}} aufnehmen? Die Leitung der Validierung sieht beide Namen.',
    takeAnyway: 'Aufnehmen',
    leave: 'Lassen',
    taken_one: 'Für {{name}}: Eine Antwort steht jetzt hier zum Bewerten.',
    taken_other: 'Für {{name}}: {{count}} Antworten stehen jetzt hier zum Bewerten.',
    giveBack: 'Zurückgeben …',
    givenBack_one: 'Eine Bewertung ist in {{file}}. Bringen Sie sie zur Leitung der Validierung.',
    givenBack_other:
      '{{count}} Bewertungen sind in {{file}}. Bringen Sie sie zur Leitung der Validierung.',
  },
  settle: {
    list: 'Zu entscheidende Antworten',
    open_one: 'Eine Antwort ist zu entscheiden',
    open_other: '{{count}} Antworten sind zu entscheiden',
    none: {
      title: 'Nichts zu entscheiden',
      text_one:
        'Hier stehen Antworten, deren abgeschlossene Noten eine Stufe oder mehr auseinander liegen.',
      text_other:
        'Hier stehen Antworten, deren abgeschlossene Noten {{count}} Stufen oder mehr auseinander liegen. Dieser Abstand wurde vor der ersten Bewertung festgelegt.',
    },
    notYours: {
      title: 'Die Leitung der Validierung entscheidet',
      text: 'Jemand, der weder bewertet noch das Modell gebaut hat, liest beide Urteile und sagt, was gilt.',
    },
    waiting_one:
      'Bei einer Antwort liegen die Noten schon weit auseinander, aber es haben sie noch nicht alle bewertet. Danach steht sie hier.',
    waiting_other:
      'Bei {{count}} Antworten liegen die Noten schon weit auseinander, aber es haben sie noch nicht alle bewertet. Danach stehen sie hier.',
    doNotWait: 'Nicht warten',
    missing_one: 'eine Bewertung fehlt',
    missing_other: '{{count}} Bewertungen fehlen',
    missingHere_one:
      'Eine Person hat diese Antwort noch nicht bewertet. Was Sie entscheiden, gilt auch, wenn sie es später tut; ihr Urteil bleibt dann aufgezeichnet.',
    missingHere_other:
      '{{count}} Personen haben diese Antwort noch nicht bewertet. Was Sie entscheiden, gilt auch, wenn sie es später tun; ihre Urteile bleiben dann aufgezeichnet.',
    settledAs: 'entschieden: {{score}}',
    by: 'Als {{score}} entschieden von {{name}}, {{when}}',
    reason: 'Warum (nötig)',
    stays: 'Beide Urteile bleiben erhalten.',
    decide: 'Entscheiden',
    nothingWrong: 'Kein Fehler genannt',
    harm: 'Schaden: {{harm}}',
    expected: 'Erwartet: {{words}}',
    better: 'Besser: {{words}}',
  },
  corrections: {
    none: {
      title: 'Keine Korrektur wartet',
      text: 'Wer bewertet, kann schreiben, wie eine Antwort lauten sollte. Sie steht hier, bis sie als Trainingspaar übernommen oder gelassen wird.',
    },
    given: 'Antwort',
    better: 'Sollte lauten',
    approve: 'Als Trainingspaar übernehmen',
    refuse: 'Lassen',
    approved: 'Übernommen: Ein neues Paar steht bei den Anweisungen.',
    refused: 'Gelassen. Sie bleibt aufgezeichnet.',
    sides: {
      train: 'Der Bericht liegt auf der Trainingsseite.',
      validation:
        'Der Bericht liegt auf der Validierungsseite: Danach werden Modelle gewählt, also lernt keines davon.',
      test: 'Der Bericht liegt auf der Testseite: Damit werden Modelle geprüft, also lernt keines davon.',
      none: 'Der Bericht gehört nicht zu den Anweisungen; daraus lässt sich kein Paar machen.',
    },
  },
  carry: {
    rater: 'Wer bewertet',
    passphrase: 'Mindestens 12 Zeichen. Sagen Sie sie persönlich weiter, nicht auf dem Stick.',
    again: 'Passphrase, noch einmal',
    differs: 'Das ist nicht dieselbe Passphrase.',
    make: 'Paket schreiben …',
    merge: 'Bewertungen zurücknehmen …',
    made: 'erstellt {{when}} von {{name}}',
    away: 'noch nicht zurück',
    back_one: 'eine Bewertung aufgenommen, zuletzt {{when}}',
    back_other: '{{count}} Bewertungen aufgenommen, zuletzt {{when}}',
    written: '{{file}} ist geschrieben. Es öffnet sich nur mit der Passphrase.',
    merged: '{{name}}: {{taken}} neu, {{known}} schon bekannt, {{conflicts}} zu entscheiden.',
    otherName: 'zurückgegeben von {{name}}',
    mergedOther:
      'Die Datei wurde von {{other}} zurückgegeben. Ist das nicht {{name}}, verwenden Sie diese Bewertungen nicht: Der Studienbericht nennt es.',
    conflict: '{{name}} hat zweierlei über dieselbe Antwort gesagt',
    here: 'Hier',
    there: 'In der Datei',
    counts: 'Das gilt',
  },
}
