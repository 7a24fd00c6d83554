import { counted } from './counted'
import { deviations, limits, methods, seal } from './de-closing'
import { agreement, controls, judge, worst } from './de-raters'
import type { ReportWords } from './en'

const questions = (n: number): string =>
  n === 1 ? 'Bei derselben Frage' : `Bei denselben ${n} Fragen`

/** Every word of a report in German, in the terms of the app's pages. */
export const german: ReportWords = {
  frame: {
    kind: 'Studienbericht',
    title: (name, version) => `Studienbericht: ${name}, Fassung ${version}`,
    facts: (facts) =>
      `Fassung ${facts.version} der Studie, im Projekt ${facts.project}. Begonnen am ${facts.opened} von ${facts.openedBy}, geschlossen am ${facts.closed} von ${facts.closedBy}. Der Studienbericht entstand am ${facts.made}, gemacht von ${facts.madeBy} (${facts.role}).`,
    research:
      'Nur für die Forschung. Nicht für die Versorgung von Patientinnen und Patienten. Dieser Studienbericht ist kein Zertifikat eines Medizinprodukts.',
    confidential: 'VERTRAULICH',
    confidentialNotice:
      'Dieser Studienbericht zitiert Text, der aus vertraulichen Berichten entstand. Er darf das Krankenhaus nicht verlassen.',
    fileName: 'studienbericht',
    unnamed: 'studie',
  },
  figures: {
    range: (low, high) => `${low} bis ${high}`,
    points: (value) => `${value} Prozentpunkte`,
    found: (found, among, share) => `${found} von ${among}: ${share}`,
    none: 'keine',
    day: (year, month, day) => `${day}.${month}.${year}`,
    unknown: 'unbekannt',
    between: '; ',
    alone: (value) => `${value}; kein Intervall`,
    quote: (text) => `„${text}“`,
    reasons: {
      'no-values': 'Es gibt nichts zu zählen.',
      'too-few-values': 'Ein Wert allein hat kein Intervall und keinen Test.',
      'no-differences': 'Alle Paare sind gleich: es gibt nichts zu testen.',
      'no-variation':
        'Alle Werte sind gleich, daher ist Übereinstimmung nicht vom Zufall zu trennen.',
      'no-overlap': 'Keine Antwort wurde von zweien bewertet.',
      'one-rater': 'Es gab nur eine bewertende Person.',
      'one-category': 'Nur eine Kategorie kam vor.',
      'unsuitable-input': 'Die Werte passen nicht zu dieser Zahl.',
    },
    effects: { 'cohens-dz': 'Cohens dz', 'rank-biserial': 'rangbiseriale Korrelation' },
  },
  scores: {
    1: 'Unannehmbar',
    2: 'Schwach',
    3: 'Ordentlich',
    4: 'Ausgezeichnet',
  },
  allTasks: 'Alle Aufgaben',
  tasks: {
    'named-entity-recognition': 'Begriffe finden',
    'abbreviation-expansion': 'Abkürzungen auflösen',
    'relation-extraction': 'Zusammenhänge finden',
    'temporal-information-extraction': 'Zeitangaben finden',
    'coreference-resolution': 'Bezüge auflösen',
    paraphrasing: 'Umschreiben',
    summarization: 'Zusammenfassen',
    'question-answering': 'Frage beantworten',
  },
  errors: {
    fabrication: 'Erfundenes',
    negation: 'Verneinung',
    causality: 'Ursache',
    contextual: 'Kontext',
    omission: 'Auslassung',
    other: 'Anderes',
  },
  harm: {
    none: 'Kein Schaden',
    minor: 'Leichter Schaden',
    moderate: 'Mäßiger Schaden',
    severe: 'Schwerer Schaden',
  },
  notGraded: 'Ohne Grad',
  relations: {
    contradicted: 'der Bericht widerspricht',
    'not-in-note': 'steht nicht im Bericht',
    supported: 'der Bericht trägt es',
  },
  roles: {
    administrator: 'Administration',
    'validation-lead': 'Leitung Validierung',
  },
  strata: {
    task: 'Aufgabe',
    'note-length': 'Länge des Berichts',
    doses: 'Dosen im Bericht',
    allergies: 'Allergien im Bericht',
    negations: 'Verneinungen im Bericht',
  },
  stratumParts: {
    'no task': 'ohne Aufgabe',
    'short note': 'kurzer Bericht',
    'middling note': 'mittlerer Bericht',
    'long note': 'langer Bericht',
    doses: 'Dosen',
    'no doses': 'keine Dosen',
    allergies: 'Allergien',
    'no allergies': 'keine Allergien',
    negations: 'Verneinungen',
    'no negations': 'keine Verneinungen',
  },
  summary: {
    title: 'Die Antwort in Kürze',
    asked: (purpose) => `Gefragt war: ${purpose}`,
    meets: {
      met: (arm, _met, all) => `${arm} erfüllt alle ${all} Kriterien.`,
      'not-met': (arm, met, all) => `${arm} erfüllt ${met} von ${all} Kriterien.`,
      'cannot-be-said': (arm, met, all) =>
        `${arm} erfüllt ${met} von ${all} Kriterien; von den übrigen lässt es sich nicht sagen.`,
    },
    unrated: 'Keine seiner Antworten wurde bewertet.',
    rate: (bad, rated, share) =>
      `${bad} von ${counted(rated, 'bewerteten Antwort', 'bewerteten Antworten')} ${bad === 1 ? 'war' : 'waren'} unannehmbar: ${share}`,
    upper: (bound) => `; mit 95 % Sicherheit sind es höchstens ${bound}`,
    mean: (figure) => `Die mittlere Note ist ${figure} von 4.`,
    better: (n, base, figure) =>
      `${questions(n)} ist der Arm besser als ${base}: ${figure} Punkte.`,
    worse: (n, base, figure) =>
      `${questions(n)} ist der Arm schlechter als ${base}: ${figure} Punkte.`,
    unclear: (n, base, figure) =>
      `${questions(n)} ist kein Unterschied zu ${base} gezeigt: ${figure} Punkte.`,
    criteria: 'Kriterien, vor der ersten Bewertung festgelegt',
    asks: 'Was verlangt war',
    notAsked: 'nicht verlangt',
  },
  verdicts: {
    met: 'erfüllt',
    'not-met': 'nicht erfüllt',
    'cannot-be-said': 'lässt sich nicht sagen',
  },
  criteria: {
    asks: {
      'unacceptable-upper': (required) =>
        `Mit 95 % Sicherheit höchstens ${required} der Antworten unannehmbar`,
      'mean-score': (required) => `Mittlere Note von mindestens ${required}`,
      alpha: (required) => `Krippendorffs Alpha der Bewertenden von mindestens ${required}`,
      sensitivity: (required) => `Bewertende finden mindestens ${required} der eingebauten Fehler`,
      'not-worse': (required) =>
        `Mittlerer Unterschied zur Basis, unteres Ende des Intervalls: mindestens ${required}`,
      'no-severe-harm': () => 'Keine Antwort, die schweren Schaden anrichten könnte',
    },
    came: {
      'unacceptable-upper': (figure, n) =>
        `höchstens ${figure}, aus ${counted(n, 'Antwort', 'Antworten')}`,
      'mean-score': (figure, n) => `${figure} aus ${counted(n, 'Antwort', 'Antworten')}`,
      alpha: (figure, n) =>
        `${figure} aus ${counted(n, 'mehrfach bewerteten Antwort', 'mehrfach bewerteten Antworten')}`,
      sensitivity: (figure, n) => `${figure} von ${counted(n, 'Begegnung', 'Begegnungen')}`,
      'not-worse': (figure, n) => `${figure} aus ${counted(n, 'Paar', 'Paaren')}`,
      'no-severe-harm': (figure, n) => `${figure} von ${counted(n, 'Antwort', 'Antworten')}`,
    },
    noFigure: 'keine Zahl',
    harmOpen: 'schlechte Antworten ohne Schadensgrad lassen es offen',
  },
  sample: {
    title: 'Stichprobe, Bewertende und Verblindung',
    study: 'Diese Studie',
    questions: 'Fragen',
    aboutNotes: (n, notes) => `${n}, zu ${counted(notes, 'Bericht', 'Berichten')}`,
    source: 'Woher sie kommen',
    ofComparison: (from, comparison) => `${from} (Vergleich „${comparison}“)`,
    testSplit: 'Testteil des Projekts',
    sources: { Complaints: 'Beanstandungen' },
    notKnown: 'nicht bekannt',
    drawn: 'Wie sie gezogen wurden',
    bySeed: (seed) => `mit dem Startwert ${seed}`,
    overStrata: (strata) => `, zu gleichen Teilen über: ${strata}`,
    tasks: 'Aufgaben',
    everyTask: 'alle, die der Vergleich hat',
    byStratum: 'Fragen nach Schichten',
    answers: 'Zu bewertende Antworten',
    withOutcome: (answers, rated) => `${answers}, davon ${rated} mit einem Ergebnis`,
    ratings: 'Bewertungen',
    done: (done, assigned) =>
      `${done} von ${assigned} zugeteilten, verborgene Kontrollen inbegriffen`,
    overlap: 'Von allen bewertet',
    overlapShare: (share) => `${share} der Fragen; die übrigen von je einer Person`,
    apart: 'Weit auseinander',
    apartOf: (answers, distance, settled) =>
      `${counted(answers, 'Antwort', 'Antworten')} mit Noten im Abstand von ${distance} oder mehr, davon ${settled} von einer dritten Person entschieden`,
    compared: 'Was verglichen wurde',
    base: 'Basis',
    arm: 'Arm',
    model: 'Modell, SHA-256',
    adapter: 'Adapter, SHA-256',
    raters: 'Bewertende',
    rater: 'Name',
    rated: 'Bewertet',
    ratedOf: (done, assigned) => `${done} von ${assigned}`,
    meanGiven: 'Mittlere gegebene Note',
    medianTime: 'Mittlere Zeit je Antwort (Median)',
    blinding: 'Verblindung',
    blinded:
      'Bewertende sahen den Bericht, die Frage und jeweils eine Antwort, in einer für jede Person gemischten Reihenfolge. Sie sahen weder das Modell noch den Arm, weder die Note des urteilenden Modells noch die Bewertungen der anderen; der Kern der App verweigert sie allen, die nur bewerten. Antworten mit einem eingebauten Fehler und Wiederholungen waren ungekennzeichnet daruntergemischt.',
    expectedFirst: 'Bevor sie eine Antwort sahen, schrieben sie auf, was sie enthalten soll.',
    armsHidden: 'Zahlen je Arm sah niemand, bevor die Studie geschlossen war.',
  },
  results: {
    title: 'Ergebnisse',
    note: (level) =>
      `Konfidenzintervalle zum Niveau ${level}. Das Ergebnis einer Antwort ist die Note, die eine dritte Person entschied, sonst der abgerundete Median der Noten ihrer Bewertenden.`,
    noMean: 'Es gibt keine mittlere Note: nichts wurde bewertet.',
    meanPlot: 'Mittlere Note, 1 (Unannehmbar) bis 4 (Ausgezeichnet)',
    outcomePlot: 'Antworten nach Ergebnis',
    unacceptablePlot: 'Anteil unannehmbarer Antworten, exakte Intervalle',
    differencePlot: (arm, base) =>
      `${arm} gegen ${base}: Unterschied der mittleren Noten; rechts der Linie ist besser`,
    noDifference: 'kein Unterschied',
    against: (base) => `Gegen ${base}, Frage für Frage`,
    arm: 'Arm',
    figure: 'Zahl',
    came: 'Was herauskam',
    difference: 'Mittlerer Unterschied',
    tTest: 'Gepaarter t-Test',
    wilcoxon: 'Vorzeichen-Rang-Test von Wilcoxon',
    outcomes: 'Besser, gleich, schlechter',
    oneSide: 'Nur auf einer Seite unannehmbar',
    oneSideOf: (fixed, made, test) =>
      `${fixed} nur bei der Basis, ${made} nur bei diesem Arm; McNemar ${test}`,
    rateDifference: 'Unterschied der Anteile unannehmbarer Antworten',
    byTask: 'Nach Aufgaben',
    task: 'Aufgabe',
    rated: 'Bewertet',
    mean: 'Mittlere Note',
    unacceptable: 'Unannehmbar',
    noneRated: 'keine bewertet',
    mistakes: 'Fehler und Schaden',
    mistakesNote:
      'Eine Antwort zählt, wenn jemand beim Bewerten den Fehler genannt hat oder wer entschieden hat. Als Schaden gilt der schwerste Grad, den jemand gab.',
    error: 'Fehler',
    couldFollow: 'Was folgen könnte',
  },
  agreement,
  controls,
  judge,
  worst,
  deviations,
  limits,
  methods,
  seal,
}
