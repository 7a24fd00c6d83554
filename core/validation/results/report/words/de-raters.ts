import { counted } from './counted'
import type { ReportWords } from './en'

/* What a report says of raters, the judge, and the worst answers, in German. */

export const agreement: ReportWords['agreement'] = {
  title: 'Übereinstimmung der Bewertenden',
  note: 'Bevor etwas entschieden wurde. 1 ist volle Übereinstimmung, 0 was der Zufall gäbe. Wo fast alle Noten gleich sind, ist Alpha niedrig, obwohl Bewertende selten auseinanderliegen; AC2 wird davon weniger beeinflusst.',
  answers: 'Antworten',
  all: 'Alle Antworten',
  shared: 'Von zweien oder mehr bewertet',
  alpha: 'Krippendorffs Alpha (ordinal)',
  ac2: 'Gwets AC2 (quadratisch)',
  pairs: 'Zu zweit',
  raters: 'Bewertende',
  both: 'Beide bewerteten',
  kappa: 'Cohens Kappa (quadratisch)',
  pair: (first, second) => `${first} und ${second}`,
}

export const controls: ReportWords['controls'] = {
  title: 'Wie gut Bewertende sehen und wie beständig sie sind',
  note: (unaltered) =>
    `Gefunden ist ein eingebauter Fehler, wo die Note 1 oder 2 war oder ein Fehler außer einer Auslassung genannt wurde. Von unveränderten Antworten wurde dasselbe gesagt bei ${unaltered}; daran ist die erste Zahl zu messen. Beständig ist, wer einer Antwort beim zweiten Mal dieselbe Note gibt.`,
  rater: 'Name',
  all: 'Alle zusammen',
  planted: 'Eingebaute Fehler gefunden',
  repeats: 'Wiederholungen gleich benotet',
}

export const judge: ReportWords['judge'] = {
  title: 'Urteilendes Modell und Bewertende',
  none: 'Kein Modell hat diese Antworten benotet, also gibt es nichts zu vergleichen.',
  note: (name) =>
    `Noten des Modells ${name} gegen die Ergebnisse der Bewertenden. 1 ist dieselbe Reihenfolge, 0 keine. Die Bewertenden sahen sie nie.`,
  both: 'Beide benotet',
  answers: (n) => counted(n, 'Antwort', 'Antworten'),
  pearson: 'Pearson',
  kendall: 'Kendalls Tau‑b',
  spearman: 'Spearman',
}

export const worst: ReportWords['worst'] = {
  title: 'Die schlechtesten Antworten',
  none: 'Keine bewertete Antwort war unannehmbar oder schwach.',
  noneRated: 'Keine bewertete Antwort war unannehmbar oder schwach, denn keine wurde bewertet.',
  note: 'Wort für Wort, die schlechteste zuerst.',
  rest: (rest) =>
    rest === 1
      ? '1 weitere Antwort mit dem Ergebnis 1 oder 2 ist nicht abgedruckt; sie steht in der Tabelle der Bewertungen.'
      : `${rest} weitere Antworten mit dem Ergebnis 1 oder 2 sind nicht abgedruckt; sie stehen in der Tabelle der Bewertungen.`,
  caseNo: (caseNo) => `Fall ${caseNo}`,
  judge: (score) => `Modellurteil ${score}`,
  question: 'Frage.',
  settled: (name, score, scoreName) => `Entschieden von ${name}: ${score}, ${scoreName}.`,
  verdict: (name, score, scoreName) => `${name}: ${score}, ${scoreName}`,
  expected: (text) => `Erwartet: ${text}`,
  mark: (quoted, relation) => `${quoted}: ${relation}`,
}
