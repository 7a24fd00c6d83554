import type { studies as english } from '../en/studies'
import type { Words } from '../words'

export const studies: Words<typeof english> = {
  title: 'Validierung',
  parts: {
    studies: 'Studien',
    progress: 'Fortschritt',
    settle: 'Uneinigkeit',
    results: 'Ergebnisse',
    corrections: 'Korrekturen',
  },
  purposes: {
    studies:
      'Wie oft erfindet es etwas, bei Ihren Berichten? Das sagen Klinikerinnen und Kliniker, ohne zu wissen, wen sie bewerten.',
    progress: 'Wer wie viel bewertet hat, und was vor der ersten Bewertung festgelegt wurde.',
    settle:
      'Wo Bewertungen weit auseinanderliegen, liest eine dritte Person beide und entscheidet.',
    results: 'Was herauskam, mit seinen Intervallen, und was es nicht zeigt.',
    corrections:
      'Antworten, wie sie lauten sollten. Wer Modelle baut, entscheidet, welche davon Trainingspaare werden.',
  },
  choose: 'Studie',
  states: { draft: 'Entwurf', open: 'Wird bewertet', closed: 'Abgeschlossen' },
  version: 'Fassung {{version}}',
  option: '{{name}} · {{state}}',
  empty: {
    title: 'Hier werden Studien stehen',
    text: 'In einer Studie bewerten Klinikerinnen und Kliniker Antworten verblindet: jede ohne ihr Modell, in gemischter Reihenfolge. Was herauskommen muss, steht vor der ersten Bewertung fest.',
    action: 'Die erste Studie planen',
    look: 'Die erste Studie plant die Leitung der Validierung.',
  },
  noComparison: {
    title: 'Es gibt noch keine Antworten zu bewerten',
    text: 'Eine Studie bewertet die Antworten eines Vergleichs. Machen Sie zuerst einen unter Auswertung: Er stellt einem Basismodell und seinen Adaptern dieselben Fragen.',
    action: 'Zur Auswertung',
  },
  noStudy: {
    title: 'Noch ist keine Studie offen',
    text: 'Sobald eine Studie festgelegt und begonnen ist, steht hier, wie weit sie ist.',
    action: 'Zu den Studien',
  },
  list: {
    plan: 'Studie planen',
    doneOf: '{{done}} von {{total}}',
    edit: 'Weiter planen',
    open: 'Ansehen',
    remove: 'Entwurf verwerfen',
    removed: 'Der Entwurf „{{name}}“ ist verworfen.',
    since: {
      draft: 'geplant {{when}}',
      open: 'begonnen {{when}}',
      closed: 'abgeschlossen {{when}}',
    },
    packet: 'Kam als Paket',
  },
  form: {
    titleNew: 'Eine neue Studie',
    back: 'Zurück zu den Studien',
    save: 'Entwurf sichern',
    saved: 'Der Entwurf ist gesichert.',
    start: 'Festlegen und beginnen',
    paper: 'Wie in der Veröffentlichung',
    paperHelp:
      'Kweon u. a., „Publicly Shareable Clinical Large Language Model Built on Synthetic Clinical Notes“ (2024): 100 Fragen, zwei Arme, vier Stufen, alle bewerten alles; gepaarter t-Test, Übereinstimmung, Zusammenhang mit dem Richtermodell.',
    name: 'Name',
    purpose: 'Was sie herausfinden soll',
    purposeHint: 'Darf unsere Klinik es für Entlassberichte benutzen?',
    purposeHelp: 'Ein oder zwei Sätze; mit ihnen beginnt der Bericht über die Studie.',
    replaces: 'Fassung {{version}} dieser Studie. Warum sie geändert wird: {{reason}}',
    questions: '1 · Fragen und Antworten',
    comparison: 'Vergleich',
    comparisonOption: '{{name}} ({{questions}}, {{source}})',
    arms: 'Wer antritt',
    armsHelp:
      'Wer bewertet, sieht keinen dieser Namen. Die Basis ist das unveränderte Modell, mit dem die anderen verglichen werden.',
    base: 'Basis',
    file: 'aus einer Datei',
    importFile: 'Antworten von anderswo einlesen',
    importFileHelp:
      'Eine Datei als CSV oder JSON Lines mit einer Spalte „answer“, und „ordinal“ oder „question“, die sagt, zu welcher Frage sie gehört. Sie wird ein weiterer Arm.',
    imported: 'Die Datei gab {{answers}}.',
    howMany: 'Wie viele Fragen',
    howManyHelp:
      'Mit dem Startwert zufällig gezogen, zu gleichen Teilen über das, was Sie unten wählen.',
    tasks: 'Nur diese Aufgaben',
    tasksHelp: 'Ist keine angekreuzt, sind es Fragen aller Aufgaben.',
    strata: 'Zu gleichen Teilen über',
    strataHelp:
      'Ohne gleiche Teile können seltene Berichte zufällig fehlen. Mit zu vielen wird jeder Teil dünn.',
    raters: '2 · Wer bewertet',
    ratersMeans:
      'Nur Personen mit der Rolle Bewertung: Wer ein Modell fragen kann, könnte herausfinden, von welchem eine Antwort stammt.',
    noReviewers: 'Noch hat niemand die Rolle Bewertung. Personen legt die Verwaltung an.',
    overlap: 'Von allen bewertet',
    overlapHelp:
      'Der Anteil der Fragen, die alle bewerten. Nur von ihnen lässt sich sagen, wie einig man sich ist. Jede andere geht an eine Person.',
    askExpected:
      'Erst den Bericht lesen und sagen, was die Antwort enthalten soll, dann die Antwort sehen',
    askExpectedHelp: 'Nur so fällt auf, was eine Antwort auslässt. Es dauert etwa doppelt so lang.',
    controls: '3 · Verborgene Kontrollen',
    controlsMeans:
      'Wer bewertet, weiß nicht, welche es sind. Sie zeigen, wie weit man den Bewertungen selbst trauen kann.',
    planted: 'Mit eingebautem Fehler',
    plantedHelp:
      'Antworten, die das Programm verändert hat: eine falsche Zahl, eine umgedrehte Verneinung, ein Mittel oder ein Befund, der nicht im Bericht steht. Wie viele davon werden gefunden?',
    repeats: 'Noch einmal gezeigt',
    repeatsHelp: 'Dieselbe Antwort später noch einmal. Stimmt jemand mit sich selbst überein?',
    disagreement: 'Eine dritte Person entscheidet ab',
    disagreementOption_one: '{{count}} Punkt Abstand',
    disagreementOption_other: '{{count}} Punkten Abstand',
    criteria: '4 · Was herauskommen muss',
    criteriaMeans:
      'Steht mit der Stichprobe fest, vor der ersten Bewertung. Daran misst sich eine Freigabe.',
    maxUnacceptableUpper: 'Unannehmbare Antworten höchstens',
    maxUnacceptableUpperHelp:
      'Nicht der gefundene Anteil, sondern das obere Ende seines 95-%-Intervalls (einseitig): was sich ausschließen lässt.',
    minMeanScore: 'Mittelwert mindestens',
    minAlpha: 'Übereinstimmung mindestens',
    minAlphaHelp:
      'Krippendorffs Alpha: 1 ist volle Einigkeit, 0 ist Zufall. Unter 0,4 meint man kaum dasselbe.',
    minSensitivity: 'Eingebaute Fehler gefunden mindestens',
    maxWorseThanBase: 'Mittelwert unter der Basis um höchstens',
    maxWorseThanBaseHelp: 'Nach dem unteren Ende des Intervalls der Differenz.',
    noSevereHarm: 'Keine Antwort, die schwer schaden könnte',
    asked: 'gefordert',
    notAsked: 'nicht gefordert',
    judging: 'Vergleich mit dem Richtermodell',
    judgingHelp:
      'Wie weit das Richtermodell mit den Bewertungen übereinstimmt, gehört zum Ergebnis.',
    newestJudging: 'das neueste',
    seed: 'Startwert',
    seedHelp: 'Zieht die Fragen und jede Reihenfolge. Derselbe Startwert zieht dasselbe.',
    details: '5 · Einzelheiten',
    detailsNote: 'Gut so, wie sie sind',
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
  answer: {
    percent: '{{value}} %',
    title: 'Was das ergibt',
    working: 'Wird gezählt …',
    headline_one:
      '{{number}} Frage: Ist sie nicht unannehmbar, liegt der wahre Anteil mit 95 % Sicherheit unter {{bound}}.',
    headline_other:
      '{{number}} Fragen: Ist keine unannehmbar, liegt der wahre Anteil mit 95 % Sicherheit unter {{bound}}.',
    most_one:
      'Ihre Grenze von {{limit}} hält mit {{number}} unannehmbaren Antwort je Arm, mit mehr nicht.',
    most_other:
      'Ihre Grenze von {{limit}} hält mit bis zu {{number}} unannehmbaren Antworten je Arm.',
    mostNone: 'Ihre Grenze von {{limit}} hält nur, wenn keine Antwort unannehmbar ist.',
    findable:
      'Zwischen zwei Armen fiele ein Unterschied von {{points}} Standardabweichungen auf (Trennschärfe 80 %).',
    cases:
      'Zu bewerten: {{answers}}, dazu {{planted}} mit eingebautem Fehler und {{repeats}} noch einmal.',
    fewer: 'Nur {{available}} lassen sich ziehen: Jeder Arm muss geantwortet haben.',
    each: 'Für jede Person',
    rater: '{{cases}}, etwa {{duration}}',
    strata: 'Gezogen',
    stratum: '{{drawn}} von {{available}}',
    confidential: 'Mit vertraulichen Berichten: Das sind dann auch Pakete und Studienbericht.',
  },
  remarks: {
    'few-questions': 'Mit weniger als 30 Fragen sind die Intervalle weit.',
    'one-rater': 'Mit einer Person lässt sich über Übereinstimmung nichts sagen.',
    'no-overlap':
      'Niemand bewertet dieselben Antworten: Über Übereinstimmung lässt sich nichts sagen.',
    'no-controls': 'Ohne verborgene Kontrollen weiß niemand, wie aufmerksam bewertet wurde.',
    'no-judging':
      'Kein Richtermodell hat diese Antworten beurteilt: Die Bewertungen lassen sich mit keinem vergleichen.',
    'one-arm': 'Ein Arm allein wird mit nichts verglichen.',
    'bound-out-of-reach':
      'Zu wenige Fragen für Ihre Grenze: Auch ganz ohne unannehmbare Antwort ließe sie sich nicht zeigen.',
    'long-sitting':
      'Mehr als vier Stunden für eine Person. Teilen Sie auf, oder fragen Sie weniger.',
  },
  size: {
    title: 'Wie viele brauche ich?',
    bound: 'Auszuschließen ist mehr als',
    events: 'Unannehmbare, die vorkommen dürfen',
    forBound: '{{questions}} für jeden Arm',
    boundFormula:
      'Das kleinste n mit P(X ≤ {{events}} | n, {{bound}}) ≤ 5 %. Exakt; Clopper & Pearson, Biometrika 26 (1934).',
    difference: 'Sichtbarer Unterschied (Punkte)',
    deviation: 'Standardabweichung der Differenzen',
    forDifference: '{{questions}}, die beide Arme beantworten',
    differenceFormula:
      '((z₀,₉₇₅ + z₀,₈₀) / (Unterschied / Standardabweichung))² + z₀,₉₇₅² / 2. Guenther, Am. Stat. 35 (1981); Trennschärfe 80 %.',
    take: '{{number}} nehmen',
  },
  confirm: {
    title: 'Diese Studie festlegen und beginnen?',
    text: 'Die Fragen werden jetzt gezogen, und {{raters}} können gleich anfangen. Danach lassen sich weder die Stichprobe noch die Kriterien ändern; eine Änderung ist eine neue Fassung, und der Studienbericht nennt sie.',
    raters_one: 'eine Person',
    raters_other: '{{count}} Personen',
    yes: 'Festlegen und beginnen',
    no: 'Noch nicht',
    started: 'Die Studie ist offen. Wer bewertet, findet sie in der eigenen Liste.',
  },
  progress: {
    raters: 'Wer bewertet',
    name: 'Name',
    rated: 'Bewertet',
    pace: 'Braucht je',
    left: 'Noch',
    last: 'Zuletzt',
    away: 'bewertet anderswo, mit einem Paket',
    notBegun: 'Nicht begonnen',
    finished: 'Fertig',
    overall: '{{done}} von {{total}} Bewertungen',
    label: 'Fertige Bewertungen',
    unit: 'Bewertungen',
    apart_one: '{{count}} Antwort mit weit entfernten Bewertungen wartet auf eine dritte Person.',
    apart_other:
      '{{count}} Antworten mit weit entfernten Bewertungen warten auf eine dritte Person.',
    settle: 'Entscheiden',
    packets: 'Wer auf einem anderen Rechner bewertet',
    fixed: 'Was festgelegt wurde',
    comparison: 'Vergleich',
    arms: 'Arme',
    sample: 'Stichprobe',
    sampleText: '{{questions}}, zu bewerten {{cases}}',
    opened: 'Begonnen',
    openedText: '{{when}} von {{who}}',
    closed: 'Abgeschlossen',
    criteria: 'Muss herauskommen',
    hash: 'SHA-256 von Plan und Stichprobe',
    asFixed: 'Eben neu berechnet: Nichts wurde geändert.',
    altered: 'Verändert: Neu berechnet ist sie eine andere.',
    copyHash: 'Prüfsumme kopieren',
    copied: 'Die Prüfsumme ist kopiert.',
    notCopied:
      'Das Kopieren war nicht möglich. Markieren Sie die Zeichen und kopieren Sie sie selbst.',
    reason: 'Warum sie Fassung {{version}} ersetzt',
    close: 'Bewertung beenden',
    closeTitle: 'Die Bewertung jetzt beenden?',
    closeAll:
      'Alles ist bewertet. Danach lässt sich keine Bewertung mehr ändern, und der Studienbericht kann entstehen.',
    closeText_one:
      '{{number}} Bewertung fehlt. Sie bleibt offen, und der Studienbericht sagt es; danach lässt sich nichts mehr ändern.',
    closeText_other:
      '{{number}} Bewertungen fehlen. Sie bleiben offen, und der Studienbericht sagt es; danach lässt sich nichts mehr ändern.',
    closeYes: 'Bewertung beenden',
    closeNo: 'Weiter bewerten',
    closedNow: 'Die Bewertung ist beendet. Der Studienbericht kann entstehen.',
    newVersion: 'In neuer Fassung ändern',
    newVersionText:
      'Diese Fassung und ihre Bewertungen bleiben, wie sie sind. Die neue beginnt mit demselben Plan, und ihr Bericht sagt, was geändert wurde und warum.',
    newVersionReason: 'Warum sie geändert werden muss',
    newVersionYes: 'Neue Fassung planen',
    cancel: 'Abbrechen',
  },
  altered: {
    title: 'Verändert: Was beim Beginn festgelegt wurde, ist nicht, was jetzt gespeichert ist',
    text: 'Ein Plan, eine Frage, ein Bericht oder eine Antwort wurde am Programm vorbei geändert. Die Bewertungen bleiben, und aus dieser Studie entsteht kein Studienbericht. Vergleichen Sie mit einer Sicherung und sagen Sie es der Person, die für Sicherheit einsteht. Um weiterzumachen, ändern Sie sie in einer neuen Fassung.',
  },
  criteria: {
    upper: 'Unannehmbar: obere Grenze höchstens {{value}}',
    mean: 'Mittelwert mindestens {{value}}',
    alpha: 'Krippendorffs Alpha mindestens {{value}}',
    sensitivity: 'Mindestens {{value}} der eingebauten Fehler gefunden',
    worse: 'Mittelwert höchstens {{value}} unter der Basis',
    harm: 'Keine Antwort, die schwer schaden könnte',
  },
}
