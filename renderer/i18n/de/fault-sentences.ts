import type { fileFaults as english } from '../../../contract/fault-sentences'
import type { Words } from '../words'

export const fileFaults: Words<typeof english> = {
  'quote-not-doubled':
    'Ein Anführungszeichen in einem Wert in Anführungszeichen ist nicht verdoppelt.',
  'value-too-large': 'Wert {{value, number}} der Zeile ist größer als {{most, number}} Byte.',
  'row-too-wide': 'Die Zeile hat mehr als {{most, number}} Werte.',
  'quote-not-closed':
    'Das Anführungszeichen, das hier beginnt, wird nie geschlossen: Der Rest der Datei wurde ausgelassen.',
  'row-too-large': 'Die Zeile ist größer als {{most, number}} Byte.',
  'row-too-large-in-quotes':
    'Die Zeile ist größer als {{most, number}} Byte. Vielleicht wird das Anführungszeichen, das hier beginnt, nie geschlossen.',
  'bracket-mismatch': 'Eine schließende Klammer passt nicht zur öffnenden.',
  'text-not-closed': 'Ein Text wird auf der Zeile, auf der er beginnt, nicht geschlossen.',
  'no-record-after':
    'Nach dieser Zeile ließ sich kein Datensatz mehr finden: Der Rest der Datei wurde ausgelassen.',
  'ends-within-record': 'Die Datei endet mitten im Datensatz, der hier beginnt.',
  'no-list': 'Die Datei enthält keine Liste von Datensätzen.',
  'list-not-closed': 'Die Datei endet, bevor ihre Liste von Datensätzen geschlossen ist.',
  'line-ends-within-record': 'Die Zeile endet mitten in ihrem Datensatz.',
  'record-too-deep': 'Der Datensatz ist tiefer als {{most, number}} Ebenen verschachtelt.',
  'record-no-characters': 'Einige Bytes des Datensatzes sind keine Zeichen.',
  'record-not-json': 'Der Datensatz ist an dieser Stelle kein wohlgeformtes JSON.',
  'name-twice': 'Der Datensatz enthält denselben Namen zweimal.',
  'record-too-large': 'Der Datensatz ist größer als {{most, number}} Byte.',
  'more-faults_one': 'Noch ein Fehler dieser Art.',
  'more-faults_other': '{{count, number}} weitere Fehler dieser Art.',
  'fhir-no-object': 'Eine FHIR-Ressource ist ein Objekt; das hier ist keines.',
  'fhir-no-type': 'Das Objekt nennt keinen FHIR-Ressourcentyp.',
  'fhir-no-content': 'Das Dokument hat keinen Inhalt.',
  'attachment-of-type': 'Ein Anhang ist {{type}}: Gelesen wird nur text/plain.',
  'attachment-no-text': 'Ein Anhang ist etwas anderes: Gelesen wird nur text/plain.',
  'attachment-elsewhere': 'Ein Anhang liegt anderswo: Sein Text ist nicht in dieser Datei.',
  'attachment-no-base64': 'Die Daten eines Anhangs sind kein Base64.',
  'attachment-not-decoded': 'Der Text eines Anhangs lässt sich nicht entziffern.',
  'no-characters-in-column':
    'Einige Bytes in der Spalte „{{column}}“ sind in der Kodierung der Datei keine Zeichen.',
  'text-empty': 'Der Text ist leer (Spalte „{{column}}“).',
  'member-not-taken':
    'Der Datensatz enthält ein Glied namens „__proto__“, das nicht genommen wird.',
  'nul-in-column': 'In der Spalte „{{column}}“ steht ein NUL-Zeichen.',
  'half-character-in-column':
    'In der Spalte „{{column}}“ steht ein halbes Zeichen (ein einzelnes Surrogat).',
  'value-too-long': 'Der Wert in der Spalte „{{column}}“ ist länger als {{most, number}} Zeichen.',
  'number-too-long':
    'Die Zahl in der Spalte „{{column}}“ hat mehr Stellen, als sich behalten lassen: Schreiben Sie sie in Anführungszeichen.',
  'file-too-large': 'Die Datei ist größer als {{most, number}} Byte.',
  'file-became-shorter':
    'Die Datei ist kürzer geworden, seit sie gewählt wurde: Vielleicht wird sie noch kopiert.',
  'this-file-not-opened': 'Die Datei ließ sich nicht öffnen ({{reason}}).',
  'file-not-read-to-end': 'Die Datei ließ sich nicht zu Ende lesen ({{reason}}).',
  'heading-without-text':
    'Die erste Zeile nennt keine Spalte „{{column}}“: Die Datei wurde ausgelassen.',
  'row-of-other-width':
    'Die Zeile hat {{values, number}} Werte, die erste Zeile nennt {{columns, number}} Spalten.',
  'no-row': 'Die Datei enthält keine Zeile.',
  'record-no-object':
    'Ein Datensatz ist ein Objekt mit Namen und Werten; das hier ist etwas anderes.',
  'text-too-large': 'Der Text ist größer als {{most, number}} Byte.',
  'file-no-characters': 'Einige Bytes der Datei sind keine Zeichen.',
  'json-fault-at': 'Sie beginnt wie JSON, aber Zeile {{line}}:',
  'json-without-record': 'Sie beginnt wie JSON, enthält aber keinen Datensatz.',
  'not-recognised': '„{{file}}“ wurde nicht erkannt.',
  'plain-text-without-columns': 'Sie sieht aus wie reiner Text ohne Spalten.',
  'formats-known':
    'Nichts wurde importiert. Bekannt sind: PMC-Patients (JSON und CSV), die Asclepius-CSV, die MTSamples-CSV, andere CSV-Dateien, JSON-Listen und JSON-Zeilen, FHIR R4 DocumentReference und Bundle, und Textdateien oder Ordner damit.',
  'looks-like-gzip': '„{{file}}“ sieht aus wie ein gzip-Archiv: Entpacken Sie es zuerst.',
  'looks-like-zip':
    '„{{file}}“ sieht aus wie ein ZIP-Archiv oder ein Office-Dokument (DOCX, XLSX): Speichern Sie es als Text oder CSV.',
  'looks-like-old-office':
    '„{{file}}“ sieht aus wie ein altes Office-Dokument: Speichern Sie es als Text oder CSV.',
  'looks-like-pdf': '„{{file}}“ sieht aus wie ein PDF: Speichern Sie es als Text.',
  'looks-like-parquet':
    '„{{file}}“ sieht aus wie eine Parquet-Tabelle: Speichern Sie sie als CSV oder JSON-Zeilen.',
  'looks-like-sqlite': '„{{file}}“ sieht aus wie eine SQLite-Datenbank.',
  'looks-like-model':
    '„{{file}}“ sieht aus wie ein Sprachmodell (GGUF): Importieren Sie es unter Modelle.',
  'looks-like-7zip': '„{{file}}“ sieht aus wie ein 7-Zip-Archiv: Entpacken Sie es zuerst.',
  'looks-like-xz': '„{{file}}“ sieht aus wie ein xz-Archiv: Entpacken Sie es zuerst.',
  'looks-like-zstandard': '„{{file}}“ sieht aus wie ein Zstandard-Archiv: Entpacken Sie es zuerst.',
  'looks-like-program': '„{{file}}“ sieht aus wie ein Programm.',
  'looks-like-picture': '„{{file}}“ sieht aus wie ein Bild.',
  'looks-like-utf-32': '„{{file}}“ sieht aus wie Text in UTF-32: Speichern Sie ihn als UTF-8.',
  'looks-like-rtf':
    '„{{file}}“ sieht aus wie formatierter Text (RTF): Speichern Sie ihn als reinen Text.',
  'looks-like-markup':
    '„{{file}}“ sieht aus wie XML oder HTML: Speichern Sie es als Text, CSV oder JSON.',
  'looks-unlike-text': '„{{file}}“ sieht nicht wie Text aus.',
  'in-file': 'In der Datei {{file}}:',
  'in-line': '{{file}}, Zeile {{line}}:',
  'all-or-nothing': 'Sie wollten alles oder nichts, darum wurde nichts importiert.',
  'question-empty': 'Die Frage ist leer (Spalte „{{column}}“).',
  'note-not-chosen':
    'Der Bericht dieser Frage ist nicht unter den gewählten Textdateien. Wählen Sie den Ordner der Entlassberichte zusammen mit den Fragen.',
  'casi-values': 'Die Zeile hat {{values, number}} Werte, CASI hat sieben.',
  'casi-text-empty': 'Der Text ist leer.',
  'casi-abbreviation-empty': 'Die Abkürzung ist leer.',
  'casi-no-sense': 'Es ist keine Bedeutung der Abkürzung angegeben.',
  'no-questions': 'Aus diesen Dateien ließ sich keine Frage nehmen. Nichts wurde importiert.',
  'question-answered': 'Diese Frage hat schon eine Antwort; die erste bleibt.',
  'answers-without-columns':
    'Diese Datei braucht eine Spalte „answer“ und eine Spalte „question“ oder „number“, die sagt, welche Frage des Vergleichs sie beantwortet. Nichts wurde importiert.',
  'no-answers':
    'Keine Zeile dieser Datei beantwortet eine Frage dieses Vergleichs. Nichts wurde importiert.',
  'number-not-asked': 'Eine Frage mit dieser Nummer hat der Vergleich nicht.',
  'question-not-asked': 'Diese Frage stellt der Vergleich nicht.',
  'question-asked-often':
    'Diese Frage stellt der Vergleich zu mehreren Berichten; fügen Sie eine Spalte „number“ hinzu.',
  'value-empty': '„{{column}}“ ist leer.',
  'heading-without': 'Die erste Zeile nennt nicht: {{columns}}.',
  'value-no-characters': 'Ein Wert enthält Bytes, die keine Zeichen sind.',
  'line-no-json': 'Die Zeile ist kein JSON.',
  'line-of-no-shape':
    'Die Zeile hat keine der bekannten Formen: note, question, answer; instruction, input, output; conversations; messages.',
  'turn-missing': 'Im Gespräch fehlt, was gefragt oder was geantwortet wurde.',
  'note-end-unknown': 'Es ist nicht zu erkennen, wo der Bericht endet und die Frage beginnt.',
  'rows-known_one': 'Die eine Zeile dieser Datei ist schon im Projekt. Nichts wurde importiert.',
  'rows-known_other':
    'Alle {{count, number}} Zeilen dieser Datei sind schon im Projekt. Nichts wurde importiert.',
  'no-rows': 'Aus dieser Datei ließ sich keine Zeile nehmen. Nichts wurde importiert.',
  'only-faulty-rows_one':
    'Aus dieser Datei ließ sich keine Zeile nehmen: Die einzige war nicht lesbar. Nichts wurde importiert.',
  'only-faulty-rows_other':
    'Aus dieser Datei ließ sich keine Zeile nehmen: {{count, number}} waren nicht lesbar. Nichts wurde importiert.',
}
