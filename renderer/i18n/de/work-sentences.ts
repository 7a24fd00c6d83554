import type { workRefusals as english } from '../../../contract/work-sentences'
import type { Words } from '../words'

export const workRefusals: Words<typeof english> = {
  'comparison-not-here': 'Diesen Vergleich gibt es hier nicht mehr.',
  'arm-changed':
    '{{name}} ist nicht mehr die Datei, mit der dieser Vergleich begann. Beantwortetes ist erhalten. Beginnen Sie einen neuen Vergleich.',
  'answer-stopped': 'Das Modell hörte mitten in der Antwort auf.',
  'no-statement': 'Diese Aussage gibt es hier nicht mehr. Öffnen Sie die Antwort noch einmal.',
  'comparison-not-over':
    'Dieser Vergleich läuft noch. Warten Sie, bis er fertig ist, oder brechen Sie ihn bei den Aufträgen ab.',
  'comparison-in-study':
    'Die Studie „{{name}}“ bewertet Antworten dieses Vergleichs, darum wurde nichts entfernt.',
  'comparison-with-answers':
    'Zu diesem Vergleich wurden Antworten von anderswo geholt, darum wurde nichts entfernt.',
  'question-not-in-comparison': 'Diese Frage gehört nicht zum Vergleich.',
  'judge-changed':
    'Das urteilende Modell ist nicht mehr die Datei, mit der die Beurteilung begann. Beurteiltes ist erhalten. Beginnen Sie eine neue Beurteilung.',
  'nothing-to-judge': 'Kein Arm hat diese Frage beantwortet.',
  'answers-too-long':
    'Schon die Antworten sind länger, als das urteilende Modell auf einmal liest.',
  'no-judge-prompt': 'Diese Vorgabe für das urteilende Modell gibt es nicht.',
  'collection-gone': 'Diese Sammlung gibt es hier nicht mehr. Wählen Sie eine andere.',
  'no-untrained-notes':
    'Aus jedem Bericht von „{{name}}“ wurde gelernt, oder er wurde zurückgezogen. Wählen Sie eine andere Sammlung, oder holen Sie eine herein.',
  'too-many-questions':
    'Diese Berichte ergäben {{questions, number}} Fragen. Sagen Sie, wie viele zu ziehen sind, höchstens {{most, number}}.',
  'no-complaints':
    'Noch hat niemand eine Antwort falsch genannt. Beanstandungen kommen aus den Fragen, mit „Das ist falsch“.',
  'no-test-split':
    'Noch ist keine Frage zurückgehalten. Teilen Sie zuerst die Anweisungen in Training, Validierung und Test auf, oder importieren Sie Fragen.',
  'question-set-gone': 'Diese Fragensammlung gibt es hier nicht mehr. Wählen Sie eine andere.',
  'no-question-set': 'Diese Fragensammlung gibt es hier nicht mehr.',
  'no-check': 'Diese Prüfung gibt es hier nicht mehr.',
  'ability-set-changed':
    'Die Aufgaben zum allgemeinen Können sind nicht mehr die, mit denen diese Prüfung begann. Beginnen Sie eine neue.',
  'no-ability-set': 'Die Aufgaben zum allgemeinen Können gehören nicht zu dieser Fassung.',
  'no-texts':
    'Die gewählten Sammlungen enthalten keinen Text. Importieren Sie zuerst Berichte, oder schreiben Sie Entlassberichte.',
  'no-table': 'Diese Tabelle gibt es hier nicht mehr.',
  'question-set-too-large':
    'Die Dateien enthalten mehr als {{most, number}} Fragen. Nichts wurde importiert. Wählen Sie einen Teil davon.',
  'set-not-casi':
    '„{{file}}“ hat keine Zeilen mit sieben Werten zwischen senkrechten Strichen. Nichts wurde importiert.',
  'set-unknown-layout':
    '„{{file}}“ wurde als {{format}} gelesen, hat aber keine Spalte für eine Frage. Bekannt sind: Spalten für Bericht und Frage, die Zeilen von CASI, die Fragen von DiSCQ mit ihren Berichten, MTSamples.',
  'same-arm-twice':
    'Dasselbe Modell ist zweimal gewählt. Wählen Sie jedes Modell mit jedem Adapter einmal.',
  'model-answer-unreadable':
    'Der Modellprozess gab eine Antwort, die keinen Sinn ergibt. Sie wurde nicht verwendet.',
  'model-process-stopped': 'Der Modellprozess wurde beendet. Fertiges ist erhalten.',
  'model-process-closed': 'Der Modellprozess wurde geschlossen.',
  'model-process-disabled':
    'Der Modellprozess wurde zu oft beendet. Wählen Sie ein anderes Modell, oder starten Sie ihn noch einmal.',
  'no-model-loaded': 'Es ist kein Modell geladen. Wählen Sie zuerst eines.',
  'model-put-aside':
    'Dieses Modell hat den Modellprozess zweimal beendet und wurde beiseitegelegt. Wählen Sie ein anderes, oder geben Sie es auf seiner Seite wieder frei.',
  'no-sample-model':
    'Das Beispielmodell ließ sich beim Einrichten nicht auf diesen Rechner holen. Wählen Sie stattdessen eine GGUF-Datei.',
  'model-in-use': 'Ein Auftrag verwendet ein Modell. Halten Sie ihn zuerst an.',
  'no-model': 'Dieses Modell gibt es hier nicht mehr.',
  'chosen-file-gone': 'Die Datei ist nicht mehr da. Wählen Sie sie noch einmal.',
  'no-disk-for-model':
    'Das Modell braucht {{needed, bytes}}, und auf der Festplatte sind {{free, bytes}} frei; {{spare, bytes}} müssen frei bleiben. Nichts wurde kopiert.',
  'model-gone': 'Dieses Modell gibt es hier nicht mehr. Wählen Sie ein anderes.',
  'model-shut-off':
    'Dieses Modell ist abgeschaltet: Es hat den Modellprozess zweimal beendet. Geben Sie es auf der Seite Modelle wieder frei, um es noch einmal zu versuchen.',
  'model-file-gone':
    'Die Datei dieses Modells ist nicht mehr im Arbeitsbereich. Importieren Sie das Modell noch einmal.',
  'model-file-changed':
    'Die Datei dieses Modells ist nicht die importierte: Ihre Prüfsumme ist anders. Es wurde nicht geladen. Entfernen Sie das Modell, und importieren Sie es noch einmal.',
  'no-project': 'Dieses Projekt gibt es hier nicht. Wählen Sie ein anderes.',
  'no-export-folder': 'Das ist kein Ordner. Wählen Sie den Ordner, in den geschrieben wird.',
  'no-rows-file':
    'Darin ist keine Datei mit Zeilen. Wählen Sie eine CSV, eine Datei mit JSON-Zeilen oder den Ordner eines Exports.',
  'one-file-gone': 'Eine gewählte Datei ist nicht mehr da. Wählen Sie sie noch einmal.',
  'manifest-differs':
    'Die Datei „{{file}}“ ist nicht die, die das Verzeichnis dieses Exports nennt. Nichts wurde gelesen. Kopieren Sie den Export noch einmal, oder wählen Sie die Dateien selbst ohne ihren Ordner.',
  'manifest-unreadable':
    'Das Verzeichnis dieses Exports ist nicht lesbar. Nichts wurde gelesen. Wählen Sie die Dateien selbst ohne ihren Ordner.',
  'confidential-rows_one':
    'Eine der behaltenen Zeilen kommt aus eigenen Berichten und ist vertraulich. Nichts wurde geschrieben. Lassen Sie sie weg, oder schreiben Sie einen Export, der im Haus bleibt.',
  'confidential-rows_other':
    '{{count, number}} der behaltenen Zeilen kommen aus eigenen Berichten und sind vertraulich. Nichts wurde geschrieben. Lassen Sie sie weg, oder schreiben Sie einen Export, der im Haus bleibt.',
  'nothing-to-export': 'Es gibt keine behaltene Zeile zu schreiben. Nichts wurde geschrieben.',
  'no-run': 'Diesen Lauf gibt es hier nicht mehr.',
  'no-task': 'Diese Aufgabe ist nicht bekannt.',
  'seed-twice': 'Eine der Beispielfragen ist zweimal da. Ändern Sie eine davon.',
  'no-task-chosen': 'Jede Aufgabe hat das Gewicht 0. Geben Sie mindestens einer ein Gewicht.',
  'nothing-changed': 'Der Text ist derselbe wie vorher.',
  'no-edit': 'Diesen früheren Text gibt es hier nicht mehr.',
  'no-row-here': 'Diese Zeile gibt es hier nicht mehr.',
  'no-prompt': 'Diese Vorgabe gehört nicht zu dieser Fassung der App.',
  'no-notes-to-ask':
    'Es gibt keinen behaltenen Entlassbericht, zu dem gefragt werden könnte. Schreiben Sie zuerst welche in der Synthese, oder holen Sie welche zurück.',
  'no-new-notes':
    'Jeder behaltene Entlassbericht hat schon seine Fragen. Wählen Sie alle, um noch einmal zu fragen.',
  'too-few-cases':
    'Eine Aufteilung braucht mindestens zwei Fälle mit einem behaltenen Entlassbericht. Schreiben Sie zuerst mehr, oder holen Sie welche zurück.',
  'nothing-split': 'Noch gibt es keine Aufteilung zu prüfen. Teilen Sie zuerst die Fälle auf.',
  'nothing-to-override': 'Dieser Aufteilung steht nichts im Weg.',
  'split-changed-since-seen':
    'Die Aufteilung hat sich geändert, seit Sie sie gesehen haben. Nichts wurde übergangen; sehen Sie sie noch einmal an.',
  'split-not-checked':
    'Bevor jemand die Verantwortung übernimmt, muss die Aufteilung auf Überschneidungen geprüft werden.',
  'split-changed-while-checked':
    'Während der Prüfung haben sich Zeilen oder Berichte geändert. Die Aufteilung ist erhalten; prüfen Sie sie noch einmal.',
  'no-template': 'Diese Vorlage gibt es hier nicht mehr.',
  'no-reports':
    'Es gibt keinen Bericht, aus dem geschrieben werden könnte. Importieren Sie zuerst Fallberichte.',
  'note-gone': 'Diesen Entlassbericht gibt es hier nicht mehr.',
  'no-lineage': 'Woraus dieser Entlassbericht entstand, gibt es hier nicht mehr.',
  'no-notes-to-draw':
    'Es ist kein behaltener Entlassbericht zum Ziehen übrig. Schreiben Sie zuerst welche.',
  'no-placeholder':
    'Die Vorlage muss {{placeholder}} genau einmal enthalten: Dorthin kommt der Fallbericht.',
  'no-training': 'Dieses Training gibt es hier nicht mehr.',
  'training-over': 'Dieses Training ist schon zu Ende; sein Adapter ist im Verzeichnis.',
  'no-checkpoint-yet':
    'Noch gibt es keinen Zwischenstand dieses Trainings, also nichts zu behalten. Warten Sie auf den ersten, oder brechen Sie es ab.',
  'no-checkpoint':
    'Das Training wurde vor seinem ersten Zwischenstand beendet, also gibt es nichts zu behalten. Seine Einstellungen und Kurven sind erhalten.',
  'no-training-notes':
    'Auf der Trainingsseite ist kein Entlassbericht mehr. Es wurde nichts trainiert. Behalten Sie welche, und teilen Sie noch einmal auf.',
  'no-pair-fits':
    'Kein Paar der Trainingsseite passt in den Kontext. Es wurde nichts trainiert. Verwenden Sie einen längeren Kontext.',
  'trainer-ended-early':
    'Der Trainer endete, bevor er fertig war. Der letzte Zwischenstand ist erhalten. Beginnen Sie noch einmal, dann geht es von dort weiter.',
  'trainer-silent':
    'Der Trainer antwortete nicht mehr und wurde beendet. Der letzte Zwischenstand ist erhalten. Beginnen Sie noch einmal, dann geht es von dort weiter.',
  'no-trainer':
    'Der Trainer ist auf diesem Rechner nicht installiert. Nichts wurde begonnen. Führen Sie die Einrichtung noch einmal aus; alles außer dem Training geht ohne ihn.',
  'pre-flight-said-no':
    'Die Vorprüfung dieses Plans sagte nein. Nichts wurde begonnen. Sehen Sie die Gründe an, ändern Sie den Plan, und messen Sie noch einmal.',
  'no-disk-for-training':
    'Dieses Training braucht {{needed, bytes}} auf der Festplatte, und {{free, bytes}} sind frei; {{spare, bytes}} müssen frei bleiben. Nichts wurde begonnen.',
  'no-private-memory':
    'Dieses Training braucht {{needed, bytes}} Platz im Arbeitsspeicher, und {{free, bytes}} sind frei. Nichts wurde begonnen. Verwenden Sie einen kleineren Rang oder weniger Projektionen, oder bitten Sie um mehr Platz in /dev/shm.',
  'adapter-gone': 'Diesen Adapter gibt es hier nicht mehr. Wählen Sie einen anderen.',
  'no-adapter': 'Diesen Adapter gibt es hier nicht mehr.',
  'adapter-changed':
    'Die Datei des Adapters „{{name}}“ ist nicht die, die entstand: Ihre Prüfsumme ist anders. Er wurde nicht verwendet. Spielen Sie Ihre letzte Sicherung ein.',
  'adapter-confidential':
    'Der Adapter „{{name}}“ lernte aus vertraulichem Text und lässt sich nicht zum Teilen exportieren. Nichts wurde geschrieben. Die Administration kann ihn mit einem Grund herausnehmen, zur Verwendung im eigenen Haus.',
  'adapter-removed':
    'Der Adapter „{{name}}“ wurde entfernt. Holen Sie ihn in der Liste der Adapter zurück, oder wählen Sie einen anderen.',
  'adapter-of-other-model':
    'Der Adapter „{{name}}“ gehört zu einem anderen Modell. Wählen Sie sein eigenes Modell, oder einen anderen Adapter.',
  'adapter-blocked':
    'Der Adapter „{{name}}“ lernte aus einem Datensatz, der zurückgezogen wurde, darum wird er nicht mehr verwendet. Wählen Sie einen anderen, oder trainieren Sie einen ohne diesen Datensatz.',
  'adapter-file-exists':
    'In diesem Ordner gibt es schon eine Datei {{file}}. Nichts wurde geschrieben. Wählen Sie einen anderen Ordner, oder benennen Sie den Adapter um.',
  'no-private-room':
    'Dieser Rechner hat keinen Ordner im Arbeitsspeicher (/dev/shm), darum könnte ein Adapter nur offen auf der Festplatte entstehen. Nichts wurde geschrieben. Bitten Sie die Administration, einen einzurichten, und beginnen Sie noch einmal.',
  'private-room-open':
    'Der Ordner dieses Arbeitsbereichs im Arbeitsspeicher steht anderen offen. Nichts wurde geschrieben. Starten Sie den Rechner neu, oder bitten Sie die Administration, ihn zu entfernen.',
  'sealed-damaged':
    'Eine verschlüsselte Datei dieses Arbeitsbereichs ist nicht ganz oder steht an der Stelle einer anderen. Sie wurde nicht verwendet. Spielen Sie Ihre letzte Sicherung ein, oder machen Sie sie noch einmal.',
  'split-not-fit':
    'Das Training wurde nicht begonnen. Sehen Sie zuerst die Aufteilung in den Anweisungen an.',
  'plan-both-stages-off':
    'Beide Stufen sind ausgeschaltet, also gibt es nichts zu trainieren. Schalten Sie eine ein.',
  'plan-no-notes':
    'Auf der Trainingsseite ist kein Entlassbericht für die erste Stufe. Behalten Sie welche, und teilen Sie noch einmal auf, oder schalten Sie die Stufe aus.',
  'plan-no-pairs':
    'Auf der Trainingsseite ist kein Paar für die zweite Stufe. Schreiben Sie zuerst Anweisungen, und teilen Sie sie auf, oder schalten Sie die Stufe aus.',
  'plan-stopped': 'Dieser Plan lässt sich nicht beginnen. Sehen Sie seine Warnungen an.',
  'rows-not-split': 'Die Zeilen sind noch nicht in Training, Validierung und Test aufgeteilt.',
  'leakage-answered-for': '{{who}} hat die Verantwortung übernommen: {{reason}}',
  'leakage-not-checked': 'Die Aufteilung ist noch nicht auf Überschneidungen geprüft.',
  'leakage-outdated':
    'Nach der Prüfung auf Überschneidungen haben sich Berichte oder Seiten geändert. Prüfen Sie noch einmal.',
  'leakage-none': 'Kein Fall und kein Text ist auf zwei Seiten.',
  'leakage-found_one': 'Ein Fall oder Text ist auf zwei Seiten der Aufteilung.',
  'leakage-found_other': '{{count, number}} Fälle oder Texte sind auf zwei Seiten der Aufteilung.',
  'entry-before-first': 'Eintrag {{entry}} steht vor dem ersten.',
  'entry-missing': 'Eintrag {{entry}} fehlt.',
  'log-cut': 'Das Ende des Protokolls ist nicht das zuletzt geschriebene.',
  'entry-changed': 'Eintrag {{entry}} wurde verändert, oder der davor.',
  'layout-by-hand': 'Der Aufbau wurde von Hand gewählt.',
  'layout-casi':
    'Die Zeilen haben sieben Werte zwischen senkrechten Strichen, der vierte und fünfte sind Zahlen: Abkürzung, Bedeutung, Schreibweise, Anfang, Ende, Abschnitt, Text.',
  'layout-discq': 'Die Spalten sind die von DiSCQ: eine Nummer, eine Frage und was zu ihr führte.',
  'layout-csv': 'Es gibt eine Spalte für den Bericht und eine für die Frage.',
  'layout-mtsamples':
    'Die Spalten sind die von MTSamples: Berichte ohne Fragen. Zu jedem werden die Anweisungen der gewählten Aufgaben gestellt.',
}
