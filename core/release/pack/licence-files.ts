import { mkdirSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SourceLicence } from '../../../contract/share-pack'

/** Lays the text of every licence that a source asks for into a folder, with what applies to what. */
export async function copyLicences(
  resources: string,
  folder: string,
  sources: readonly SourceLicence[],
  lines: readonly string[],
): Promise<void> {
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  const put = (name: string, content: string | Buffer): Promise<void> =>
    writeFile(join(folder, name), content, { mode: 0o644, flush: true })
  await put('README.md', ['# Licences', '', ...lines, ''].join('\n'))
  for (const licence of new Set(sources.flatMap((one) => one.licence ?? [])))
    await put(`${licence}.txt`, readFileSync(join(resources, 'licences', `${licence}.txt`)))
}
