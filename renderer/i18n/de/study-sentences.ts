import type { studyRefusals as english } from '../../../contract/study-sentences'
import type { Words } from '../words'

export const studyRefusals: Words<typeof english> = {
  'study-blocked-run':
    'Wählen Sie einen Vergleich dieses Projekts: Seine Fragen und Antworten werden bewertet.',
  'study-blocked-arm': 'Wählen Sie mindestens einen Arm, dessen Antworten bewertet werden.',
  'study-blocked-question':
    'Zu keiner Frage gibt es eine Antwort von jedem gewählten Arm. Wählen Sie andere Arme oder Aufgaben, oder warten Sie, bis der Vergleich fertig ist.',
  'study-blocked-rater':
    'Wählen Sie mindestens eine Person, die bewertet. Sie hat die Rolle Bewertung; die Verwaltung legt Personen an.',
  'study-blocked-purpose': 'Sagen Sie in einem Satz, was die Studie herausfinden soll.',
  'study-gone': 'Diese Studie ist nicht mehr da.',
  'study-fixed':
    'Diese Studie ist festgelegt: Plan und Stichprobe ändern sich nicht mehr. Machen Sie eine neue Fassung, mit einem Grund.',
  'study-closes-open': 'Nur eine offene Studie lässt sich abschließen.',
  'study-is-draft': 'Ein Entwurf braucht keine neue Fassung: Ändern Sie ihn, wo er steht.',
  'comparison-gone': 'Dieser Vergleich ist nicht mehr da. Wählen Sie einen anderen.',
  'comparison-elsewhere':
    'Dieser Vergleich gehört zu einem anderen Projekt. Wählen Sie einen aus diesem.',
  'no-comparison':
    'Noch gibt es keinen Vergleich. Machen Sie einen unter Auswertung: Seine Fragen und Antworten werden bewertet.',
  'target-out-of-reach': 'Keine Zahl von Fragen erreicht dieses Ziel. Wählen Sie ein anderes.',
  'study-elsewhere':
    'Diese Studie kam in einem Paket und kennt keine Arme. Der Studienbericht entsteht, wo sie geplant wurde.',
  'study-open':
    'Die Studie ist noch nicht abgeschlossen, darum entstand nichts. Schließen Sie sie erst ab: Danach sieht man Zahlen nach Armen.',
  'study-altered':
    'Was beim Beginn dieser Studie festgelegt wurde, ist danach geändert worden, darum entstand kein Studienbericht. Die Bewertungen bleiben. Vergleichen Sie mit einer Sicherung und sagen Sie es der Person, die für Sicherheit einsteht.',
  'report-gone': 'Dieser Studienbericht ist nicht mehr da.',
  'report-file-there':
    'In diesem Ordner gibt es schon eine Datei {{name}}. Nichts wurde geschrieben. Wählen Sie einen anderen Ordner.',
  'report-altered':
    'Dieser Studienbericht ist nicht mehr, was er war, als er entstand; darum wurde nichts geschrieben. Machen Sie einen neuen, und sagen Sie es der Verwaltung.',
  'report-needs-window':
    'Ein PDF druckt das Programm mit seinem Fenster, und das gibt es hier nicht. Nehmen Sie den Studienbericht als HTML; darin steht dasselbe.',
}
