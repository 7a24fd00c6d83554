import type { machine as english } from '../en/machine'
import type { Words } from '../words'

export const machine: Words<typeof english> = {
  looking: 'Die Maschine wird angesehen …',
  lookingAtNetwork: 'Das Netz wird geprüft …',
  runsOn: 'Modelle rechnen auf',
  backends: {
    cuda: 'Grafikkarte mit CUDA',
    vulkan: 'Grafikkarte mit Vulkan',
    metal: 'Grafikkarte mit Metal',
    none: 'Nur Prozessor',
  },
  gpu: 'Grafikkarte',
  processor: 'Prozessor',
  cores_one: '{{name}}, {{count}} Kern',
  cores_other: '{{name}}, {{count}} Kerne',
  memory: 'Arbeitsspeicher',
  disk: 'Festplatte',
  free: '{{free}} frei',
  freeOf: '{{free}} frei von {{total}}',
  sealed: 'Versiegelt: Nichts verlässt diese Maschine',
  notSealed: 'Nicht versiegelt: Verständigen Sie die Administration',
  checks: {
    sockets: { holds: 'Keine Verbindung ist offen', fails: 'Eine Verbindung ist offen' },
    node: { holds: 'Programme können nicht hinaus', fails: 'Programme könnten hinaus' },
    page: { holds: 'Seiten können nicht hinaus', fails: 'Seiten könnten hinaus' },
    names: { holds: 'Keine Namen werden aufgelöst', fails: 'Namen könnten aufgelöst werden' },
  },
  seen: {
    sockets:
      '{{connections}} Sockets über diese Maschine hinaus, in {{processes}} Prozessen der App',
    node: 'Jede Netzfunktion von Node verweigert sich',
    page: 'Seiten laden nur aus der App; jede andere Adresse wird abgebrochen',
    names: 'Kein Rechnername wird nachgeschlagen',
  },
  uncounted: 'Verbindungen können auf diesem System nicht gezählt werden',
  connections_zero: 'Keine Netzverbindung offen',
  connections_one: '{{count}} Netzverbindung offen',
  connections_other: '{{count}} Netzverbindungen offen',
}
