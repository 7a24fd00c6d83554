export type ElectronKind = 'official' | 'registry fallback'
export interface ElectronFound {
  readonly electron: string
  readonly electronKind: ElectronKind
  readonly electronVersion: string
}
export function ensureElectron(log: (line: string) => void): Promise<ElectronFound>
export function findElectron(): ElectronFound | null
export function electronFor(
  appDir: string,
  found: { readonly electron: string; readonly electronKind: ElectronKind },
): { executable: string; args: string[] }
export function developmentSwitches(): string[]
export function runsElectron(electron: string): Promise<boolean>
