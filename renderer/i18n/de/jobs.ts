import type { jobs as english } from '../en/jobs'
import type { Words } from '../words'

export const jobs: Words<typeof english> = {
  title: 'Aufträge',
  empty: {
    title: 'Noch keine Aufträge',
    text: 'Hier stehen Importe, Syntheseläufe und Messungen mit ihrem Ergebnis. Sie laufen weiter, während Sie anderswo arbeiten.',
  },
  parts: { now: 'Jetzt', next: 'Wartend', over: 'Beendet' },
  status: {
    waiting: 'Wartet',
    running: 'Läuft',
    paused: 'Angehalten',
    interrupted: 'Unterbrochen',
    done: 'Fertig',
    cancelled: 'Abgebrochen',
    failed: 'Stehen geblieben',
  },
  interruptedText:
    'Die App wurde währenddessen beendet. Fertiges ist erhalten: setzen Sie den Auftrag fort.',
  pause: 'Anhalten',
  resume: 'Fortsetzen',
  cancel: 'Abbrechen',
  show: 'Ergebnis zeigen',
  clear: 'Beendete ausräumen',
  startedBy: 'Begonnen von {{who}}',
  ended: '{{when}}, {{who}}',
}
