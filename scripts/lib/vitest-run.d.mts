export interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  readonly notes: readonly string[]
}
export function countsOf(report: unknown, code: number, name: string): Counts
export function runVitest(
  projects: readonly string[],
  options: { readonly env: NodeJS.ProcessEnv; readonly filters: readonly string[] },
): Promise<Counts>
