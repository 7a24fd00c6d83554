import type {
  entryRefusals as englishEntryRefusals,
  ratingRefusals as englishRatingRefusals,
  releaseRefusals as englishReleaseRefusals,
  sourceRefusals as englishSourceRefusals,
} from '../../../contract/refusal-sentences'
import type { Words } from '../words'

export const entryRefusals: Words<typeof englishEntryRefusals> = {
  'wrong-password_one':
    'Dieses Passwort passt nicht. In {{count, number}} Sekunde können Sie es wieder versuchen.',
  'wrong-password_other':
    'Dieses Passwort passt nicht. In {{count, number}} Sekunden können Sie es wieder versuchen.',
  wait_one: 'Zu viele falsche Passwörter. Versuchen Sie es in {{count, number}} Sekunde wieder.',
  wait_other: 'Zu viele falsche Passwörter. Versuchen Sie es in {{count, number}} Sekunden wieder.',
  'account-shut':
    'Dieses Konto ist nach {{failures, number}} falschen Passwörtern hintereinander gesperrt. Jemand anderes aus der Administration kann es wieder einschalten, oder der Wiederherstellungsschlüssel öffnet es.',
  'workspace-empty': 'Dieser Arbeitsbereich ist noch nicht eingerichtet.',
  'no-person-here': 'Diese Person gibt es in diesem Arbeitsbereich nicht.',
  'no-person': 'Diese Person gibt es nicht.',
  'recovery-key-wrong':
    'Dieser Wiederherstellungsschlüssel gehört nicht zu diesem Arbeitsbereich, oder er wurde schon verwendet. Nehmen Sie das neueste Blatt.',
  'recovery-key-length':
    'Der Schlüssel auf dem Blatt hat 13 Gruppen zu 5 Zeichen; getippt wurden {{typed, number}}.',
  'recovery-key-typo':
    'In Gruppe {{group, number}} des Schlüssels ist ein Tippfehler. Sehen Sie sie noch einmal an.',
  'password-repeats': 'Dieses Passwort wiederholt wenige Zeichen. Wählen Sie ein anderes.',
  'password-guessed-first':
    'Dieses Passwort gehört zu denen, die zuerst geraten werden. Vier beliebige Wörter ergeben ein gutes.',
  'password-holds-name': 'Dieses Passwort enthält Ihren Namen. Wählen Sie ein anderes.',
  'name-taken': 'Eine Person mit dem Namen {{name}} gibt es schon. Wählen Sie einen anderen.',
  'own-account':
    'Das eigene Konto lässt sich nicht ausschalten. Bitten Sie jemand anderen aus der Administration.',
  'workspace-exists': 'Diesen Arbeitsbereich gibt es schon. Entsperren Sie ihn.',
  'keyring-missing':
    'Hier liegt eine Datenbank, aber nicht die Datei keyring.json, die sie öffnet. Nichts wurde verändert. Legen Sie keyring.json aus Ihrer letzten Sicherung zurück, oder wählen Sie einen anderen Ordner.',
  'keyring-damaged':
    'Die Datei keyring.json dieses Arbeitsbereichs ist beschädigt. Legen Sie die Kopie aus Ihrer letzten Sicherung zurück; die Datenbank selbst wurde nicht angerührt.',
  'database-missing':
    'Die Datei workspace.db dieses Arbeitsbereichs fehlt oder ist leer. Nichts wurde verändert. Legen Sie die Kopie aus Ihrer letzten Sicherung neben keyring.json zurück, und entsperren Sie dann wieder.',
  locked: 'Der Arbeitsbereich ist gesperrt. Entsperren Sie ihn, um weiterzumachen.',
  'other-workspace-open':
    'Hier ist ein anderer Arbeitsbereich offen. Starten Sie die App neu, und entsperren Sie dann wieder.',
  'locked-meanwhile':
    'Der Arbeitsbereich wurde gesperrt, bevor das fertig war. Fertiges ist erhalten; entsperren Sie ihn, um es zu sehen.',
  'signed-out': 'Niemand ist angemeldet. Entsperren Sie den Arbeitsbereich.',
  'not-your-role':
    'Ihre Rolle ({{role, roles}}) schließt das nicht ein. Bitten Sie jemanden mit einer dieser Rollen: {{others, roles}}.',
  'unknown-operation': 'Diese Fassung der App kennt diese Anfrage nicht.',
  'unknown-file': 'Die App kennt diese Datei nicht mehr. Wählen Sie sie noch einmal.',
  'database-damaged':
    'Die Datenbank dieses Arbeitsbereichs ist beschädigt. Nichts wurde verändert. Kopieren Sie den Ordner des Arbeitsbereichs, und spielen Sie dann Ihre letzte Sicherung ein.',
  'database-of-other-keyring':
    'Die Datei workspace.db gehört nicht zu dieser keyring.json. Nichts wurde verändert. Legen Sie beide Dateien aus derselben Sicherung zurück.',
  'database-of-other-program':
    'Die Datei workspace.db ist die Datenbank eines anderen Programms. Nichts wurde verändert. Legen Sie die Kopie aus Ihrer letzten Sicherung zurück.',
  'database-unreadable':
    'Die Datenbank ließ sich mit diesem Schlüssel nicht lesen. Sie ist beschädigt oder gehört zu einem anderen Arbeitsbereich. Nichts wurde verändert.',
  'database-newer':
    'Diesen Arbeitsbereich hat eine neuere Fassung der App geschrieben (Schema {{found, number}}; diese Fassung kennt {{known, number}}). Nichts wurde verändert. Installieren Sie die neuere Fassung, um ihn zu öffnen.',
  'copy-not-verified':
    'Die Sicherungskopie vor der Umstellung ließ sich nicht prüfen. Der Arbeitsbereich blieb, wie er war.',
  stopped: 'Angehalten. Fertiges ist erhalten.',
  unexpected:
    'Die App traf auf Unerwartetes und brach diesen Schritt ab. Nichts davon wurde gespeichert. Versuchen Sie es noch einmal; kommt es wieder, nennen Sie der Administration Zeit und Seite.',
  'disk-full':
    'Die Festplatte ist voll. Was vorher fertig war, ist erhalten. Schaffen Sie Platz, und tun Sie es noch einmal.',
  'not-writable':
    'Dorthin darf die App nicht schreiben. Nichts wurde verändert. Prüfen Sie die Rechte des Ordners.',
  'file-gone': 'Eine Datei, die gebraucht wird, ist nicht mehr da. Wählen Sie sie noch einmal.',
  'database-part-damaged':
    'Ein Teil der Datenbank ließ sich nicht lesen: Die Datei ist beschädigt. Nichts wurde verändert. Kopieren Sie den Ordner des Arbeitsbereichs, und spielen Sie dann Ihre letzte Sicherung ein.',
  'disk-trouble':
    'Die Festplatte antwortete nicht, wie sie soll. Was vorher fertig war, ist erhalten. Prüfen Sie die Festplatte, und tun Sie es noch einmal.',
  'core-starts-again':
    'Der Teil der App, der Ihre Daten hält, wurde beendet und startet neu. Alles Fertige ist erhalten. Entsperren Sie, um weiterzumachen; unterbrochene Aufträge lassen sich fortsetzen.',
  'core-stays-off':
    'Der Teil der App, der Ihre Daten hält, wurde mehrmals beendet und bleibt aus. Alles Fertige ist erhalten. Schließen Sie die App, und öffnen Sie sie wieder; kommt es wieder, verständigen Sie die Administration.',
  'core-ended':
    'Der Teil der App, der Ihre Daten hält, wurde beendet. Alles Fertige ist erhalten. Er startet neu; entsperren Sie, um weiterzumachen.',
  'model-process-ended': 'Der Modellprozess wurde beendet. Fertiges ist erhalten; er startet neu.',
  'model-process-off':
    'Der Modellprozess wurde zu oft beendet und bleibt aus. Geben Sie das Modell auf der Seite Modelle wieder frei, um es noch einmal zu versuchen.',
  'no-job': 'Diesen Auftrag gibt es nicht.',
  'cannot-pause': 'Dieser Auftrag lässt sich nicht anhalten, aber abbrechen.',
  'job-over': 'Dieser Auftrag ist schon zu Ende; es gibt nichts anzuhalten.',
  'cannot-resume': 'Fortsetzen lässt sich nur ein angehaltener oder unterbrochener Auftrag.',
}

export const sourceRefusals: Words<typeof englishSourceRefusals> = {
  'no-record': 'Diesen Datensatz gibt es hier nicht mehr.',
  'no-collection': 'Diese Sammlung gibt es hier nicht mehr.',
  'source-not-a-file': '„{{file}}“ ist weder eine Datei noch ein Ordner.',
  'file-not-opened': '„{{file}}“ ließ sich nicht öffnen ({{reason}}).',
  'folder-not-read': 'Der Ordner „{{folder}}“ ließ sich nicht lesen.',
  'source-none-chosen': 'Es wurde keine Datei gewählt.',
  'source-empty': '„{{file}}“ ist leer. Nichts wurde importiert.',
  'no-records': 'Aus dieser Datei ließ sich kein Datensatz nehmen. Nichts wurde importiert.',
  'only-faulty-records_one':
    'Aus dieser Datei ließ sich kein Datensatz nehmen: Der einzige war nicht lesbar. Nichts wurde importiert.',
  'only-faulty-records_other':
    'Aus dieser Datei ließ sich kein Datensatz nehmen: {{count, number}} waren nicht lesbar. Nichts wurde importiert.',
  'source-too-large':
    '„{{file}}“ ist größer als {{gibibytes, number}} GiB. Teilen Sie die Datei, und importieren Sie die Teile.',
  'folder-with-other':
    'Ein Ordner mit Texten und „{{file}}“ wurden zusammen gewählt. Importieren Sie eines nach dem anderen.',
  'files-not-alike':
    'Die gewählten Dateien gleichen sich nicht: „{{file}}“ ist {{its}}, die erste ist {{first}}, oder ihre Spalten sind verschieden. Importieren Sie eine nach der anderen.',
  'folder-too-full':
    'Der Ordner enthält mehr als {{most, number}} Textdateien. Wählen Sie einen Teil davon.',
  'folder-without-text': 'Der Ordner „{{folder}}“ enthält keine .txt-Datei.',
  'folder-empty': 'Er ist leer.',
  'folder-holds': 'Gesehen: {{seen}}.',
  'folder-of-texts-only':
    'Nichts wurde importiert. Aus einem Ordner werden nur Textdateien gelesen; wählen Sie Dateien anderer Art selbst.',
  'no-column': 'Eine Spalte „{{name}}“ gibt es nicht. Wählen Sie eine von diesen: {{columns}}.',
  'record-withdrawn': 'Dieser Datensatz ist schon zurückgezogen. Nichts wurde verändert.',
  'record-confidential': 'Dieser Datensatz ist schon vertraulich. Nichts wurde verändert.',
}

export const releaseRefusals: Words<typeof englishReleaseRefusals> = {
  'no-answer': 'Diese Antwort gibt es hier nicht mehr.',
  'no-note': 'Diesen Bericht gibt es hier nicht mehr. Wählen Sie einen anderen.',
  'unknown-zone': 'Diese Zeitzone ist hier nicht bekannt. Nichts wurde unterschrieben.',
  'withdrawn-already': 'Diese Freigabe war schon zurückgezogen. Nichts hat sich geändert.',
  'no-candidate':
    'Diesen Arm mit einem Modell dieses Rechners gibt es in keiner offenen oder abgeschlossenen Studie. Wählen Sie einen anderen.',
  'report-not-newest':
    'Das ist nicht der neueste Bericht der abgeschlossenen Studie. Es wurde nichts aufgesetzt. Sehen Sie zuerst den neuesten an.',
  'checks-not-fulfilled':
    'Die Prüfliste dieser Freigabe ist nicht erfüllt. Es wurde nichts aufgesetzt. Sehen Sie die offenen Punkte an.',
  'release-exists':
    'Auf diesen Bericht gibt es schon eine Freigabe. Es wurde nichts aufgesetzt. Unterschreiben Sie jene, oder ziehen Sie sie zuerst zurück.',
  'release-altered':
    'Der Bericht oder die Freigabe ist nicht mehr, was aufgesetzt wurde. Nichts wurde unterschrieben. Ziehen Sie sie zurück, und setzen Sie eine andere auf.',
  'signed-already':
    'Sie haben diese Freigabe unterschrieben. Die andere Unterschrift muss von jemand anderem sein.',
  'release-not-waiting':
    'Diese Freigabe wartet auf keine Unterschrift. Nichts wurde unterschrieben.',
  'checks-not-fulfilled-now':
    'Die Prüfliste dieser Freigabe ist nicht mehr erfüllt. Nichts wurde unterschrieben. Sehen Sie die offenen Punkte an.',
  'no-release': 'Diese Freigabe gibt es hier nicht. Wählen Sie eine andere.',
  'not-released': 'Dieses Modell ist nicht zur Verwendung freigegeben.',
  'release-withdrawn': 'Die Freigabe dieses Modells wurde zurückgezogen: {{reason}}',
  'release-expired': 'Die Freigabe dieses Modells endete am {{day, day}}.',
  'release-unsigned': 'Die Freigabe dieses Modells haben noch nicht zwei Menschen unterschrieben.',
  'release-not-holding':
    'Die Freigabe dieses Modells gilt nicht: Was unterschrieben wurde, wurde nachher verändert.',
  'other-than-released': 'Dieses Modell oder sein Adapter ist nicht das, was freigegeben wurde.',
  'nothing-asked':
    'Es wurde nichts gefragt. Wählen Sie ein freigegebenes Modell, oder fragen Sie die Leitung der Validierung.',
  'model-busy':
    'Ein Auftrag verwendet das Modell gerade. Halten Sie ihn bei den Aufträgen an, oder warten Sie, bis er fertig ist:',
}

export const ratingRefusals: Words<typeof englishRatingRefusals> = {
  'shown-already': 'Diese Antwort wird schon gezeigt. Nichts wurde verändert.',
  'answer-not-shown':
    'Notieren Sie zuerst, was Sie erwarten, und sehen Sie dann die Antwort an. Nichts ging verloren.',
  'nothing-to-take-back': 'Noch ist nichts fertig, also gibt es nichts zurückzunehmen.',
  'rating-not-finished': 'Diese Antwort ist nicht fertig: Sie lässt sich ändern, wie sie ist.',
  'rating-not-yours': 'Diese Antwort gehört nicht zu denen, die Sie bewerten sollen.',
  'study-closed':
    'Diese Studie ist abgeschlossen. Was Sie fertig haben, ist erhalten; ändern lässt sich nichts mehr.',
  'rating-finished':
    'Diese Antwort ist fertig. Öffnen Sie sie mit Rückgängig wieder, und ändern Sie sie dann.',
  'place-outside':
    'Eine markierte Stelle liegt nicht im Text. Nichts wurde verändert. Nehmen Sie die Markierung weg, und markieren Sie noch einmal.',
  'own-verdict': 'Sie haben diese Antwort selbst bewertet. Eine dritte Person muss entscheiden.',
  'nothing-to-settle':
    'Die Urteile über diese Antwort liegen nicht so weit auseinander: Es gibt nichts zu entscheiden.',
  'still-rated':
    'Noch haben nicht alle diese Antwort fertig bewertet, darum wurde nichts entschieden. Warten Sie auf sie, oder entscheiden Sie, ohne zu warten.',
  'answer-not-in-study': 'Diese Antwort ist nicht in der Studie.',
  'correction-decided': 'Über diese Korrektur ist schon entschieden.',
  'not-ratings':
    'Diese Datei enthält keine Bewertungen, die zurückkommen. Nichts wurde verändert. Wählen Sie die Datei, die zurückgegeben wurde.',
  'foreign-packet':
    'Diese Datei antwortet auf ein Paket, das nicht hier gemacht wurde. Nichts wurde verändert.',
  'other-study':
    'Diese Bewertungen gehören zu einer anderen Studie dieses Arbeitsbereichs. Nichts wurde verändert. Öffnen Sie jene Studie, und nehmen Sie sie dort auf.',
  'return-altered':
    'Diese Datei wurde unterwegs verändert und wird nicht aufgenommen. Nichts wurde verändert. Lassen Sie sich die Bewertungen noch einmal geben.',
  'other-answers':
    'Diese Bewertungen betreffen andere Antworten als die verschickten. Nichts wurde verändert.',
  'answers-not-sent':
    'Diese Bewertungen betreffen Antworten, die nicht verschickt wurden. Nichts wurde verändert.',
  'no-rater': 'Diese Person bewertet in der Studie nicht.',
  'packet-made-here':
    'Dieses Paket wurde auf diesem Rechner gemacht: Die Studie ist schon hier und lässt sich ohne es bewerten.',
  'packet-taken-already':
    'Dieses Paket wurde schon aufgenommen. Nichts wurde verändert: Was Sie davon bewertet haben, steht in Ihrer Liste.',
  'no-packet': 'Diese Studie kam nicht in einem Paket, das Sie aufgenommen haben.',
  'nothing-to-give-back':
    'Noch ist nichts fertig, also gibt es nichts zurückzugeben. Es wurde keine Datei geschrieben.',
  'no-conflict': 'Hier ist nichts mehr zu entscheiden.',
  'packets-need-open-study':
    'Diese Studie ist nicht offen. Nichts wurde verändert: Pakete gehen hinaus und kommen zurück, solange sie es ist.',
  'packet-too-large': 'Diese Datei ist zu groß für ein Paket. Wählen Sie eine andere.',
  'packet-of-other-version':
    'Dieses Paket hat eine andere Fassung der App gemacht. Nichts wurde aufgenommen. Bitten Sie um eines derselben Fassung.',
  'not-a-packet':
    'Diese Datei ist kein Paket zum Bewerten. Nichts wurde aufgenommen. Wählen Sie die Datei, die die Leitung der Validierung für Sie gemacht hat.',
  'packet-not-opened':
    'Dieses Paket ließ sich nicht öffnen: Die Passphrase passt nicht, oder die Datei wurde unterwegs verändert. Nichts wurde aufgenommen. Tippen Sie die Passphrase noch einmal, oder bitten Sie um ein neues Paket.',
  'packet-for-another':
    'Dieses Paket ist für {{rater}}, und Sie sind als {{person}} angemeldet. Nichts wurde aufgenommen. Sind Sie dieselbe Person, sagen Sie es, und nehmen Sie es auf.',
  'correction-held-back':
    'Der Bericht dieser Korrektur ist nicht auf der Trainingsseite der Aufteilung. Ein Modell, das daraus lernte, ließe sich daran nicht mehr prüfen, darum entstand kein Trainingspaar. Die Korrektur bleibt, wie sie ist.',
  'correction-unsplit':
    'Der Bericht dieser Korrektur ist nicht auf der Trainingsseite der Aufteilung, darum entstand kein Trainingspaar. Die Korrektur bleibt, wie sie ist.',
}
