import { counted } from './counted'
import type { ReportWords } from './en'

/* What a report says of deviations, limits, methods and hashes, in German. */

export const deviations: ReportWords['deviations'] = {
  title: 'Was nicht wie geplant lief',
  none: 'Nichts: alles Geplante wurde getan, und der Plan blieb, wie er war.',
  noReason: 'ein Grund wurde nicht genannt',
  newVersion: (version, reason) =>
    `Der Plan wurde geändert, nachdem er festgelegt war (Fassung ${version}): ${reason}. Bewertungen früherer Fassungen sind in keiner Zahl.`,
  fewerQuestions: (planned, drawn) =>
    `${counted(planned, 'Frage war', 'Fragen waren')} geplant, und es gab genug für ${drawn}.`,
  notRated: (missing, assigned) =>
    `${missing} von ${counted(assigned, 'zugeteilten Bewertung', 'zugeteilten Bewertungen')} ${missing === 1 ? 'wurde' : 'wurden'} nicht fertig.`,
  withoutOutcome: (answers) =>
    `${counted(answers, 'Antwort', 'Antworten')} ohne Bewertung ${answers === 1 ? 'ist' : 'sind'} in keiner Zahl.`,
  idle: (names) => `Zum Bewerten vorgesehen und ohne fertige Bewertung: ${names}.`,
  notSettled: (answers) =>
    `Bei ${counted(answers, 'Antwort', 'Antworten')} liegen die Bewertungen weit auseinander, ohne dass eine dritte Person entschied; dort zählt der abgerundete Median.`,
  settledLate: (answers) =>
    `${counted(answers, 'Antwort wurde', 'Antworten wurden')} erst entschieden, als die Bewertung beendet war und Zahlen je Arm schon zu sehen waren.`,
  otherName: (rater, name) =>
    `Die Bewertungen von ${rater} kamen in einem Paket von jemandem zurück, der als ${name} angemeldet war; die Leitung nahm sie als die von ${rater} auf.`,
  changed: (ratings) =>
    `${counted(ratings, 'Bewertung wurde', 'Bewertungen wurden')} nach dem Abschließen wieder geöffnet und anders benotet; das zuletzt Gesagte zählt, frühere Noten sind aufbewahrt.`,
  conflicts: (conflicts) =>
    conflicts === 1
      ? '1 Bewertung, die in einem Paket zurückkam, wich von einer ab, die schon hier war; die Leitung hat entschieden.'
      : `${conflicts} Bewertungen, die in einem Paket zurückkamen, wichen von solchen ab, die schon hier waren; die Leitung hat jede entschieden.`,
  conflictsOpen: (conflicts, open) =>
    conflicts === 1
      ? '1 Bewertung, die in einem Paket zurückkam, wich von einer ab, die schon hier war, und ist nicht entschieden.'
      : `${conflicts} Bewertungen, die in einem Paket zurückkamen, wichen von solchen ab, die schon hier waren; ${open} davon ${open === 1 ? 'ist' : 'sind'} nicht entschieden.`,
  versions: 'Fassungen',
  version: 'Fassung',
  opened: 'Begonnen',
  ratings: 'Bewertungen',
  why: 'Warum',
  notOpened: 'nicht begonnen',
  firstPlan: 'erster Plan',
}

export const limits: ReportWords['limits'] = {
  title: 'Was dieser Studienbericht nicht zeigt',
  care: 'Er zeigt nicht, dass der Einsatz in der Versorgung sicher ist. Antworten wurden einzeln bewertet, von Menschen, die nach Fehlern suchten; wer in Eile liest, sucht vielleicht nicht.',
  rare: (share, answers) =>
    `Er zeigt keine seltenen Fehler: einer, der in weniger als ${share} der Antworten vorkommt, kann unter ${answers} leicht ganz fehlen.`,
  sameRaters:
    'Intervalle sprechen von anderen Fragen wie diesen, bewertet von denselben Personen. Andere können strenger oder milder sein; wie weit diese auseinanderliegen, zeigt die Tabelle der Bewertenden.',
  strata:
    'Die Fragen wurden zu gleichen Teilen über die Schichten gezogen; Zahlen über alles gelten für diese Mischung und nicht für die tägliche Arbeit.',
  ownSplit:
    'Die Berichte sind aus dem Testteil des Projekts selbst. Von Berichten anderer Art, etwa Ihren eigenen, wo sie anders geschrieben sind, sagt er nichts.',
  sameNotes: (n, notes) =>
    `${n} Fragen gelten ${counted(notes, 'Bericht', 'Berichten')}. Mittelwerte und ihre Unterschiede berücksichtigen das; die Tests und die exakten Intervalle nehmen Fragen als unabhängig und sind etwas zu sicher.`,
  seenFirst:
    'Bewertende sahen die Antwort, bevor sie gesagt hatten, was sie enthalten soll; Auslassungen sind daher wohl zu niedrig gezählt.',
  nothingPlanted:
    'Kein Fehler wurde eingebaut, daher ist nicht bekannt, wie viele Fehler Bewertende übersehen.',
  overlooked: (missed, planted) =>
    `Bewertende übersahen ${missed} von ${counted(planted, 'eingebauten Fehler', 'eingebauten Fehlern')}; echte sind also wohl mehr, als gezählt wurden.`,
  looks:
    'Die Intervalle zu eingebauten Fehlern und Wiederholungen nehmen jede Begegnung als unabhängig, obwohl mehrere derselben Antwort gelten können.',
  noAgreement:
    'Keine Antwort wurde von zweien bewertet, daher ist über Übereinstimmung nichts bekannt.',
  noBase: 'Es gab keine Basis, mit der zu vergleichen wäre.',
  manyTests:
    'Mehrere Tests wurden gemacht, und keiner ist für die anderen korrigiert: ein einzelnes kleines p unter vielen ist kein Beweis.',
  imported:
    'Antworten aus einer Datei sind, wie die Datei sie nennt; diese App sah sie nicht entstehen.',
}

export const methods: ReportWords['methods'] = {
  title: 'Methoden',
  note: (draws) =>
    `Jeder Bootstrap hat ${draws} Ziehungen und einen festen Startwert: dieselben Bewertungen geben dieselben Zahlen.`,
  scale:
    'Skala: 1 Unannehmbar, 2 Schwach, 3 Ordentlich, 4 Ausgezeichnet, wie in der veröffentlichten Methode (Kweon u. a. 2024).',
  mean: 'Intervall eines Mittelwerts und eines mittleren Unterschieds: Perzentil-Bootstrap, Berichte als Ganzes gezogen (Efron & Tibshirani, An Introduction to the Bootstrap, 1993, Kapitel 13).',
  share:
    'Intervall eines Anteils: exakt, Clopper & Pearson (Biometrika 26, 1934). Seine einseitige obere Grenze ohne Ereignis unter n ist 1 − 0,05^(1/n), etwa 3/n (Hanley & Lippman-Hand, JAMA 249, 1983).',
  tTest:
    'Gepaarter t-Test (Student, Biometrika 6, 1908) mit Cohens dz = mittlerer Unterschied / seine Standardabweichung (Lakens, Front. Psychol. 4, 2013).',
  wilcoxon:
    'Vorzeichen-Rang-Test von Wilcoxon (Biometrics Bulletin 1, 1945), exakt bis zu 50 verschiedenen Paaren; Effekt: rangbiseriale Korrelation (W⁺ − W⁻)/(W⁺ + W⁻) (Kerby, Compr. Psychol. 3, 2014).',
  mcNemar:
    'Test von McNemar (Psychometrika 12, 1947), Mid-p (Fagerland u. a., BMC Med. Res. Methodol. 13:91, 2013); Unterschied gepaarter Anteile: Score-Intervall nach Tango (Stat. Med. 17, 1998).',
  alpha:
    'Krippendorffs Alpha, ordinal: 1 − beobachtete / erwartete Abweichung (Computing Krippendorff’s Alpha-Reliability, 2011); Bootstrap über Antworten.',
  ac2: 'Gwets AC2, quadratische Gewichte über die ganze Skala (Handbook of Inter-Rater Reliability, 4. Auflage, 2014); Bootstrap über Antworten.',
  kappa:
    'Cohens gewichtetes Kappa, quadratisch (Psychol. Bull. 70, 1968); Bootstrap über Antworten.',
  correlations:
    'Pearson (Intervall über Fishers z), Kendalls Tau‑b, Spearman (Intervall nach Bonett & Wright, Psychometrika 65, 2000).',
}

export const seal: ReportWords['seal'] = {
  title: 'Siegel und Prüfsummen',
  notLooked: 'Der Studienbericht entstand ohne Fenster, also hat niemand nach dem Siegel gesehen.',
  sealed:
    'Als dieser Studienbericht entstand, war die App versiegelt: keine Verbindung verließ die Maschine.',
  notSealed: 'Als dieser Studienbericht entstand, war das Siegel der App nicht ganz; siehe unten.',
  madeWith: (version) => `Gemacht mit Version ${version}.`,
  state: 'Siegel',
  looked: 'Wonach gesehen wurde',
  holds: 'hält',
  fails: 'hält nicht',
  sockets: (connections, processes) =>
    `${counted(connections, 'Socket', 'Sockets')} über die Maschine hinaus, in ${counted(processes, 'Prozess', 'Prozessen')} der App`,
  socketsUncounted: 'Sockets der App; dieses System lässt sie nicht zählen',
  checks: {
    node: 'Netzfunktionen der Programme der App',
    page: 'Adressen, von denen Seiten laden dürfen',
    names: 'Nachschlagen von Rechnernamen',
    app: 'Der Blick der App auf ihr eigenes Siegel',
  },
  data: 'Die Daten dieses Studienberichts',
  plan: 'Plan und Fälle, vor der ersten Bewertung festgelegt',
  note: (lines) =>
    `Unterschriften werden in der App gegeben, jede mit Name, Zeit und Bedeutung, und gelten der ersten Prüfsumme: ein geändertes Byte der gespeicherten Daten, und sie gelten nicht mehr. ${counted(lines, 'Zeile', 'Zeilen')} mit Bewertungen ${lines === 1 ? 'ist' : 'sind'} mit ihm gespeichert; daraus lässt sich jede Zahl neu berechnen.`,
}
