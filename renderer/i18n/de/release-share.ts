import type { releaseShare as english } from '../en/release-share'
import type { Words } from '../words'

export const releaseShare: Words<typeof english> = {
  title: 'Paket zum Teilen',
  text: 'Was das Haus verlassen darf, in einem Ordner: die synthetischen Daten, der Adapter, zu beiden eine Karte, der Bericht und die Lizenzen, so unterschrieben, dass Fremde prüfen können, dass nichts verändert wurde.',
  none: {
    title: 'Es gibt noch keinen Adapter zum Weitergeben',
    text: 'Ein Paket enthält einen Adapter dieses Projekts mit den Daten, aus denen er gelernt hat.',
    action: 'Zum Training',
  },
  notYours: 'Aufbau, Leitung Validierung und Administration packen, was weitergegeben wird.',
  adapter: 'Adapter',
  heart: {
    title: 'Auswendig gelernt',
    help: 'Erfundene Zeichenfolgen wurden zwischen die Trainingsdaten gelegt. Hält der Adapter eine davon für wahrscheinlicher als alle anderen ihrer Art, hat er sie auswendig gelernt, und echten Text vielleicht auch.',
    start: 'Messen',
    again: 'Noch einmal messen',
    running: 'Was er auswendig weiß, wird gemessen',
    missing: 'Noch nicht gemessen',
    missingText:
      'Der Test ordnet die eingestreuten Zeichenfolgen unter andere ihrer Art ein und sucht nach Trainingstext in dem, was der Adapter schreibt. Er dauert Minuten; bei einem großen Modell ohne Grafikkarte eine Stunde oder länger.',
    stopped: 'Der Test wurde beendet',
    measured: 'Gemessen {{when}} von {{name}}.',
    none: 'Keine eingestreute Zeichenfolge ist unter dem wahrscheinlichsten Zwanzigstel ihrer Art.',
    some_one:
      '{{count}} von {{of}} eingestreuten Zeichenfolgen ist unter dem wahrscheinlichsten Zwanzigstel ihrer Art: sie ist auswendig gelernt.',
    some_other:
      '{{count}} von {{of}} eingestreuten Zeichenfolgen sind unter dem wahrscheinlichsten Zwanzigstel ihrer Art: sie sind auswendig gelernt.',
    copied:
      'Seine Antworten enthalten Trainingstext, der ihm nicht gezeigt wurde: bis zu {{longest}} Wörter hintereinander; das Modell allein {{base}}.',
    notCopied:
      'Seine Antworten enthalten keine Folge von 13 Wörtern aus Trainingstext, der ihm nicht gezeigt wurde.',
    notPlanted:
      'In dieses Training wurde keine Zeichenfolge eingestreut, daher wurden nur die Antworten angesehen.',
    string: 'Eingestreute Zeichenfolge',
    times: 'Im Training gesehen',
    timesOf_one: '{{number}}-mal',
    timesOf_other: '{{number}}-mal',
    base: 'Modell allein',
    tuned: 'Mit Adapter',
    rank: '{{rank}} von {{of}}',
    bits: '{{bits}} Bit',
    copies: 'Trainingstext in seinen Antworten',
    copiesText:
      'Gebeten, {{beginnings}} Notizen des Trainings fortzusetzen, und {{questions}} Fragen des Trainings ohne ihre Notiz; verglichen mit {{texts}} Texten.',
    longest: 'Längste Folge gemeinsamer Wörter',
    shared: 'Gemeinsame Folgen von 13 Wörtern',
    sharedOf: '{{shared}} von {{windows}}',
    words: 'Geschriebene Wörter',
    run: 'Die längste Folge: „{{text}}“',
  },
  obstacles: {
    title: 'Was im Weg steht',
    none: 'In der Herkunft ist nichts Vertrauliches, und alles, was in ein Paket gehört, ist da.',
    'adapter-confidential': 'Der Adapter „{{subject}}“ hat aus vertraulichem Text gelernt',
    'adapter-confidential-records_one':
      'Der Adapter hat aus {{number}} vertraulichen Datensatz gelernt',
    'adapter-confidential-records_other':
      'Der Adapter hat aus {{number}} vertraulichen Datensätzen gelernt',
    'adapter-unknown':
      '„{{subject}}“ oder worauf er aufbaut kam aus einer Datei: niemand hier weiß, woraus er gelernt hat',
    'records-withdrawn_one': 'Der Adapter hat aus {{number}} zurückgezogenen Datensatz gelernt',
    'records-withdrawn_other': 'Der Adapter hat aus {{number}} zurückgezogenen Datensätzen gelernt',
    'rows-confidential_one': '{{number}} behaltene Zeile ist vertraulich',
    'rows-confidential_other': '{{number}} behaltene Zeilen sind vertraulich',
    'notes-confidential_one': '{{number}} behaltene Notiz ist vertraulich',
    'notes-confidential_other': '{{number}} behaltene Notizen sind vertraulich',
    'questions-confidential_one': '{{number}} Frage der Studie betrifft eine vertrauliche Notiz',
    'questions-confidential_other': '{{number}} Fragen der Studie betreffen vertrauliche Notizen',
    'report-confidential': 'Der Bericht der Studie ist vertraulich',
    'report-altered': 'Der gespeicherte Bericht ist nicht, was seine Prüfsumme sagt',
    'no-report':
      'Es gibt keinen Bericht einer beendeten Studie, in der dieser Adapter bewertet wurde',
    'no-memorisation': 'Was dieser Adapter auswendig weiß, ist nicht gemessen',
    'no-rows': 'Es gibt keine behaltene Zeile zum Weitergeben',
    confidential: 'vertraulich',
    missing: 'fehlt',
    stop: 'nicht weiterzugeben',
  },
  pack: {
    title: 'Paket',
    report: 'Bericht',
    reportOf: '{{study}}, Fassung {{version}}, {{when}}',
    formats: 'Die Daten als',
    rows_one: '{{number}} Zeile',
    rows_other: '{{number}} Zeilen',
    licences: 'Lizenzen der Quellen',
    rowsSource: '{{name}} ({{format}}, importierte Zeilen)',
    removedSource: '{{name}} ({{format}}, entfernt; Notizen daraus bleiben)',
    source: '{{name}} ({{format}})',
    nobody: 'Wer zu nennen ist, ist nicht festgehalten',
    record: 'In den Quellen festhalten',
    whole: {
      published: 'Das Paket steht unter {{licence}}',
      own: 'Alle Rechte am Paket bleiben beim Krankenhaus',
      ownBeside: 'Für das, was von anderswo kommt, gilt {{licence}}.',
      open: 'Unter welcher Lizenz das Paket steht, ist offen',
      doubts: {
        'no-source': 'Es ist keine Quelle festgehalten.',
        'not-recorded': 'Die Bedingungen mindestens einer Quelle sind nicht festgehalten.',
        'other-terms': 'Mindestens eine Quelle steht unter eigenen Bedingungen.',
        'share-alike-narrowed':
          'Eine Quelle verlangt gleiche Bedingungen, die kommerziellen Gebrauch erlauben; eine andere erlaubt keinen.',
        'own-beside-share-alike':
          'Eine Quelle verlangt, dass das Ganze unter ihren Bedingungen weitergegeben werden darf; hier Geschriebenes steht nicht darunter.',
      },
      atLeast: 'Was bekannt ist, verlangt mindestens {{licence}}.',
      assumed:
        'Mindestens eine Lizenz ist aus dem Format angenommen; niemand hat sie festgehalten.',
      unnamed: 'Eine Lizenz verlangt, die Autoren zu nennen; wer sie sind, ist nicht festgehalten.',
      openText: 'Das Paket kann geschrieben werden und sagt es in seinen Karten.',
      rule: 'Die strengste der Quellen entscheidet. Das ist eine Lesart dessen, was festgehalten ist, und keine Rechtsberatung.',
    },
    key: 'Fingerabdruck des Schlüssels',
    keyHelp:
      'Geben Sie ihn den Empfängern auf anderem Weg, am Telefon oder gedruckt: einen Ordner kann jeder machen, dieser Schlüssel gehört Ihnen.',
    noKey: 'Ein Schlüssel entsteht mit der ersten Unterschrift.',
    write: 'Paket schreiben …',
    writing: 'Das Paket wird geschrieben',
    stopped: 'Das Paket wurde nicht geschrieben',
    written: 'Das Paket ist geschrieben',
    check: 'Fremde prüfen es mit sha256sum und openssl; README.md im Paket sagt, wie.',
  },
}
