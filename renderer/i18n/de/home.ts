import type { home as english } from '../en/home'
import type { Words } from '../words'

export const home: Words<typeof english> = {
  title: 'Start',
  purpose:
    'Macht auf dieser Maschine aus künstlichen Berichten klinische Sprachmodelle und prüft, ob man sie benutzen darf.',
  continue: 'Weiter',
  jobs: 'Aufträge',
  lately: 'Zuletzt',
  seal: 'Netzsiegel',
  machine: 'Diese Maschine',
  waiting: {
    title: 'Was auf Sie wartet',
    nothing: 'Nichts wartet auf Sie.',
    spotCheck_one: '{{count}} Bericht zur Sichtprüfung',
    spotCheck_other: '{{count}} Berichte zur Sichtprüfung',
    rate_one: '{{count}} Antwort zu bewerten',
    rate_other: '{{count}} Antworten zu bewerten',
    settle_one: '{{count}} Uneinigkeit zu entscheiden',
    settle_other: '{{count}} Uneinigkeiten zu entscheiden',
    sign_one: '{{count}} Freigabe zu unterschreiben',
    sign_other: '{{count}} Freigaben zu unterschreiben',
    close_one: '{{count}} Studie ist bewertet und kann geschlossen werden',
    close_other: '{{count}} Studien sind bewertet und können geschlossen werden',
    other_one: '{{count}} Sache: {{what}}',
    other_other: '{{count}} Sachen: {{what}}',
    open: 'Öffnen',
  },
  workspace: {
    title: 'Arbeitsbereich',
    models_zero: 'Keine Modelle',
    models_one: '{{count}} Modell',
    models_other: '{{count}} Modelle',
    database: 'Datenbank',
    encrypted: '{{size}}, verschlüsselt',
    folder: 'Ordner',
    backup: 'Letzte Sicherung',
    noBackup:
      'Sicherungen bringt eine spätere Version: kopieren Sie den Ordner bei geschlossener App',
    version: 'Version',
  },
  next: {
    noProject: {
      title: 'Mit dem Beispielprojekt beginnen',
      text: 'Erfundene Fallberichte und Klinikberichte, an denen Sie alles ausprobieren können.',
      action: 'Beispielprojekt öffnen',
    },
    sources: {
      title: 'Fallberichte hereinholen',
      text: 'Mehrere Dateiformate werden von selbst erkannt; Sie sehen sie, bevor sie gespeichert werden.',
      action: 'Zu den Quellen',
    },
    models: {
      title: 'Ein Modell wählen',
      text: 'Die Fallberichte sind da. Ein Modell auf dieser Maschine kann daraus Entlassungsberichte machen.',
      action: 'Zu den Modellen',
    },
    synthesis: {
      title: 'Entlassungsberichte herstellen',
      text: 'Fallberichte und Modell sind da. Wählen Sie, mit wie vielen Sie beginnen.',
      action: 'Zur Synthese',
    },
    running: {
      title: 'Berichte entstehen gerade',
      text: 'Fertige können Sie schon lesen, während die anderen kommen.',
      action: 'Lauf ansehen',
    },
    check: {
      title: 'Einige Berichte selbst prüfen',
      text: 'Die Stufe gilt als fertig, wenn eine zufällige Auswahl gelesen und abgehakt ist.',
      action: 'Zur Synthese',
    },
    training: {
      title: 'Einen Adapter trainieren',
      text: 'Die Paare sind aufgeteilt. Ein Plan, einige gemessene Schritte, und Sie wissen vor dem Start, was es braucht.',
      action: 'Zum Training',
    },
    trained: {
      title: 'Ein Adapter wird trainiert',
      text: 'Sie können den Verlust und die Antworten verfolgen. Es läuft weiter, während Sie anderes tun.',
      action: 'Training ansehen',
    },
    halted: {
      title: 'Ein Training steht still',
      text: 'Bis zum letzten Zwischenstand ist nichts verloren. Setzen Sie es fort oder behalten Sie das Gelernte.',
      action: 'Ansehen',
    },
    evaluation: {
      title: 'Mit der Basis vergleichen',
      text: 'Dieselben Fragen an beide, beurteilt ohne zu wissen, wer antwortet: so zeigt sich, was das Training geändert hat.',
      action: 'Zur Auswertung',
    },
    instructions: {
      title: 'Fragen und Antworten schreiben',
      text: 'Behaltene Notizen sind da. Ein Modell fragt nach ihnen und antwortet: die Beispiele fürs Feintuning.',
      action: 'Zu den Anweisungen',
    },
    asking: {
      title: 'Fragen und Antworten werden geschrieben',
      text: 'Fertige können Sie lesen, während die anderen kommen.',
      action: 'Lauf ansehen',
    },
    split: {
      title: 'Zeilen aufteilen und prüfen',
      text: 'Aus einem Teil lernt das Training, an einem anderen wird es beurteilt. Eine Prüfung zeigt, dass nichts durchsickert.',
      action: 'Zu den Anweisungen',
    },
    study: {
      title: 'Klinisch beurteilen lassen',
      text: 'Die Antworten sind da. Planen Sie eine Studie: welche Fragen, wer bewertet, und was herauskommen muss.',
      action: 'Zur Validierung',
    },
    rating: {
      title: 'Es wird bewertet',
      text: 'Sie sehen, wie weit alle sind. Was ein Modell erreicht hat, ist zu lesen, wenn die Studie geschlossen ist.',
      action: 'Stand ansehen',
    },
    results: {
      title: 'Eine Studie braucht eine Entscheidung',
      text: 'Ein Plan ist noch nicht festgelegt, Bewertungen liegen weit auseinander, oder alles ist bewertet und wartet auf den Bericht.',
      action: 'Zur Validierung',
    },
    release: {
      title: 'Eine Freigabe aufsetzen',
      text: 'Eine Studie ist geschlossen. Eine Prüfliste zeigt, welches Modell die Kriterien erfüllt und geöffnet werden darf.',
      action: 'Zur Freigabe',
    },
    sign: {
      title: 'Eine Freigabe braucht jemanden',
      text: 'Sie wartet auf eine Unterschrift, oder nichts ist mehr in Kraft.',
      action: 'Zur Freigabe',
    },
    query: {
      title: 'Zu einem Bericht fragen',
      text: 'Ein Bericht, eine Frage, eine Antwort, mit den Stellen, aus denen sie stammt.',
      action: 'Zur Frage',
    },
  },
}
