import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll } from 'vitest'
import { inEnglish } from '../../../../contract/sentences'
import type { ColumnMapping } from '../../../../contract/sources'
import { recognise } from '../../../../core/sources/formats/detect'
import { readRecords } from '../../../../core/sources/formats/read'
import type {
  ReadLimits,
  RecognisedSource,
  SourceProblem,
  SourceRecord,
} from '../../../../core/sources/formats/types'

const folders: string[] = []

afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true })
})

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'asclepius-formats-'))
  folders.push(folder)
  return folder
}

/** Writes a file into a new temporary folder and gives its path. */
export async function fileOf(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(await temporaryFolder(), name)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, content)
  return path
}

export interface WholeRead {
  readonly records: readonly SourceRecord[]
  /** With the reason in English. */
  readonly problems: readonly (Omit<SourceProblem, 'reason'> & { readonly reason: string })[]
  readonly passedOver: number
}

export async function readWholeSource(
  source: RecognisedSource,
  mapping: ColumnMapping = source.suggestedMapping,
  limits: Partial<ReadLimits> = {},
): Promise<WholeRead> {
  const records: SourceRecord[] = []
  const problems: WholeRead['problems'][number][] = []
  let passedOver = 0
  for await (const batch of readRecords(source, mapping, { limits })) {
    records.push(...batch.records)
    for (const problem of batch.problems)
      problems.push({ ...problem, reason: inEnglish([problem.reason]) })
    passedOver += batch.passedOver
  }
  return { records, problems, passedOver }
}

/** Recognises a path and reads all of it by the suggested mapping. */
export async function importWhole(
  path: string,
  limits: Partial<ReadLimits> = {},
): Promise<WholeRead & { readonly format: string }> {
  const source = await recognise([path], { limits })
  return { format: source.format, ...(await readWholeSource(source, undefined, limits)) }
}
