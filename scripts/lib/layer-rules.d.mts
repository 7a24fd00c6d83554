export interface Finding {
  readonly file: string
  readonly line: number
  readonly problem: string
}
export const layerNames: readonly string[]
export function sourceFindings(file: string, text: string): Finding[]
export function mainProblem(texts: readonly string[]): string | null
export function strayFindings(file: string, text: string): Finding[]
