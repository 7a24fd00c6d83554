export const librariesFolder: string
export interface NativeBuild {
  readonly trainer: string
  readonly wasBuilt: boolean
}
export function buildNative(options?: {
  log?: (line: string) => void
  cacheDir?: string
}): Promise<NativeBuild>
export function llamaSource(options?: {
  log?: (line: string) => void
  cacheDir?: string
}): Promise<string>
