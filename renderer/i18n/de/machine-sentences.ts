import type { machineSentences as english } from '../../../contract/machine-sentences'
import type { Words } from '../words'

export const machineSentences: Words<typeof english> = {
  'gpu-used': 'Gefunden: {{names}}, über {{backend}} verwendet.',
  'gpu-not-tried': 'Eine Grafikkarte wurde nicht gesucht.',
  'gpu-not-usable': 'Keine brauchbare Grafikkarte gefunden.',
  'gpu-no-device': '{{backend}}: kein Gerät.',
  'gpu-software-only': '{{backend}}: nur ein Gerät aus Software ({{names}}).',
  'gpu-no-driver': '{{backend}}: kein Treiber oder kein Gerät.',
  'runs-on-processor': 'Modelle rechnen auf dem Prozessor.',
  'needs-memory': 'Braucht etwa {{memory, bytes}} Arbeitsspeicher.',
  'needs-both-memories':
    'Braucht etwa {{memory, bytes}} Arbeitsspeicher und {{gpu, bytes}} auf der Grafikkarte.',
  'free-memory': 'Jetzt frei: {{memory, bytes}} Arbeitsspeicher.',
  'free-both-memories':
    'Jetzt frei: {{memory, bytes}} Arbeitsspeicher und {{gpu, bytes}} auf der Grafikkarte.',
  'fits-not': 'Es passt nicht.',
  'fit-not-known': 'Im Augenblick nicht bekannt.',
  'context-as-trained':
    'Der Kontext wurde auf {{tokens, number}} Token gesetzt: Mehr liest dieses Modell nicht auf einmal.',
  'context-as-fits':
    'Der Kontext wurde auf {{tokens, number}} Token gekürzt, damit er in den freien Speicher passt.',
  'layers-as-fit': '{{layers, number}} von {{all, number}} Schichten passen auf die Grafikkarte.',
}
