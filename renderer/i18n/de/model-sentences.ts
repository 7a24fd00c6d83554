import type {
  modelFaults as englishModel,
  trainerFaults as englishTrainer,
} from '../../../contract/model-sentences'
import type { Words } from '../words'

export const modelFaults: Words<typeof englishModel> = {
  'gguf-empty': 'Die Datei ist leer.',
  'gguf-magic': 'Das ist keine GGUF-Datei. Modelle müssen im Format GGUF sein.',
  'gguf-byte-order': 'Diese Datei wurde für Big-Endian-Maschinen gemacht.',
  'gguf-version':
    'Diese Datei hat die GGUF-Version {{version}}. Gelesen werden die Versionen 2 und 3.',
  'gguf-no-tensors': 'Diese Datei enthält keine Gewichte.',
  'gguf-truncated':
    'Die Datei ist zu kurz: Es fehlen {{missing, number}} Byte oder mehr. Kopieren Sie sie noch einmal.',
  'gguf-trailing':
    'Die Datei geht nach ihren letzten Gewichten weiter. Kopieren Sie sie noch einmal.',
  'gguf-tokenizer': 'Der Tokenizer dieser Datei ist keiner, der hier läuft.',
  'get-file-again':
    'Nichts wurde behalten. Holen Sie die Datei noch einmal, oder wählen Sie eine andere.',
}

export const trainerFaults: Words<typeof englishTrainer> = {
  'trainer-wrong-library':
    'Der Trainer passt nicht zu den installierten Bibliotheken. Nichts wurde verändert. Führen Sie die Einrichtung noch einmal aus.',
  'trainer-unsupported':
    'Dieses Modell lässt sich hier nicht trainieren: {{detail}}. Nichts wurde verändert. Wählen Sie ein Modell von LLaMA, Mistral oder Qwen.',
  'trainer-truncated':
    'Die Modelldatei ist nicht ganz. Nichts wurde verändert. Holen Sie das Modell noch einmal von seiner Quelle.',
  'trainer-unreadable':
    'Eine Datei ließ sich nicht lesen. Nichts wurde verändert. Prüfen Sie die Festplatte, und versuchen Sie es noch einmal.',
  'trainer-model-missing':
    'Die Modelldatei ist nicht mehr da. Importieren Sie das Modell noch einmal.',
  'trainer-model-changed':
    'In die Modelldatei wurde geschrieben, oder sie ließ sich nicht weiterlesen, während sie verwendet wurde. Der letzte Zwischenstand ist erhalten. Stellen Sie die Datei wieder her, und beginnen Sie noch einmal.',
  'trainer-adapter-missing':
    'Der Adapter, mit dem begonnen werden soll, ist nicht mehr da. Wählen Sie einen anderen.',
  'trainer-bad-adapter':
    'Der Adapter passt nicht zu diesem Modell. Nichts wurde verändert. Wählen Sie einen anderen.',
  'trainer-bad-settings':
    'Diese Einstellungen sind nicht brauchbar: {{detail}}. Ändern Sie sie, und beginnen Sie noch einmal.',
  'trainer-bad-data':
    'Die Trainingsdaten sind nicht ganz oder enthalten nichts zu lernen. Machen Sie sie noch einmal.',
  'trainer-data-missing': 'Die Trainingsdaten kamen nicht an. Machen Sie sie noch einmal.',
  'trainer-empty-sample':
    'Eines der Beispiele ist leer. Nehmen Sie es heraus, und beginnen Sie noch einmal.',
  'trainer-too-long':
    'Eines der Beispiele ist länger als der Kontext. Verwenden Sie einen längeren Kontext, oder kürzen Sie es.',
  'trainer-token-out-of-range':
    'Die Daten wurden für ein anderes Modell gemacht: Sie enthalten Token, die dieses nicht hat. Machen Sie sie noch einmal.',
  'trainer-out-of-memory':
    'Für dieses Training ist zu wenig Speicher da. Gespeichertes ist erhalten. Verwenden Sie einen kürzeren Kontext oder ein kleineres Modell.',
  'trainer-no-device': 'Das Gerät ist nicht verwendbar: {{detail}}. Wählen Sie ein anderes.',
  'trainer-no-bfloat16':
    'Training in bfloat16 ist hier nicht möglich: {{detail}}. Nichts wurde verändert. Verwenden Sie einfache Genauigkeit.',
  'trainer-no-operation':
    'Das Gerät kann nicht alles, was das Training braucht. Wählen Sie ein anderes.',
  'trainer-compute':
    'Das Gerät hörte auf zu rechnen. Der letzte Zwischenstand ist erhalten. Beginnen Sie noch einmal, dann geht es von dort weiter.',
  'trainer-disk-full':
    'Die Festplatte ist voll. Der letzte Zwischenstand ist erhalten. Schaffen Sie Platz, und beginnen Sie noch einmal.',
  'trainer-write-failed':
    'Die Ergebnisse ließen sich nicht schreiben. Der letzte Zwischenstand ist erhalten. Prüfen Sie die Festplatte, und beginnen Sie noch einmal.',
  'trainer-locked':
    'Ein anderes Training schreibt an dieselbe Stelle. Warten Sie darauf, oder halten Sie es an.',
  'trainer-base-changed':
    'Das Basismodell ist nicht mehr das, mit dem dieses Training begann. Der Zwischenstand ist erhalten. Stellen Sie das Modell wieder her, oder beginnen Sie neu.',
  'trainer-data-changed':
    'Die Daten sind nicht mehr die, mit denen dieses Training begann. Der Zwischenstand ist erhalten. Stellen Sie sie wieder her, oder beginnen Sie neu.',
  'trainer-settings-changed':
    'Die Einstellungen sind nicht mehr die, mit denen dieses Training begann. Der Zwischenstand ist erhalten. Stellen Sie sie wieder her, oder beginnen Sie neu.',
  'trainer-checkpoint-damaged': 'Kein Zwischenstand dieses Trainings ist ganz. Beginnen Sie neu.',
  'trainer-loss-not-finite':
    'Das Training lief davon: Der Verlust ist keine Zahl mehr. Der letzte Zwischenstand ist erhalten. Verwenden Sie eine kleinere Lernrate.',
  'trainer-self-test':
    'Der Trainer und der Modellleser stimmen bei diesem Modell nicht überein. Es wurde nichts trainiert. Wählen Sie ein anderes Modell.',
  'trainer-unknown':
    'Der Trainer hielt aus einem Grund an, den er nicht kennt. Gespeichertes ist erhalten. Beginnen Sie noch einmal, dann geht es von dort weiter.',
  'trainer-stopped': 'Angehalten. Gespeichertes ist erhalten.',
  'trainer-answer-unreadable':
    'Der Trainer antwortete mit etwas Unbekanntem und wurde beendet. Gespeichertes ist erhalten. Führen Sie die Einrichtung noch einmal aus, und machen Sie dann weiter.',
  'trainer-not-installed':
    'Der Trainer ist nicht installiert. Führen Sie die Einrichtung noch einmal aus.',
}
