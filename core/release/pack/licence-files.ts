import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type CreativeCommons, creativeCommons } from '../../../contract/licences'
import type { SourceLicence } from '../../../contract/share-pack'
import { licenceAddresses, licenceNames } from '../../sources/terms-words'

/** Lays every licence of a source into a folder, with what applies to what. */
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
  for (const id of creativeCommons)
    if (sources.some(({ terms }) => terms.licence === id))
      await put(`${id}.txt`, licenceText(resources, id))
}

/** The legal text where it comes with the app, or where it is to be read. */
function licenceText(resources: string, id: CreativeCommons): string | Buffer {
  const path = join(resources, 'licences', `${id}.txt`)
  if (existsSync(path)) return readFileSync(path)
  return `${licenceNames[id]} (${id})\n\nThe legal text is at ${licenceAddresses[id]}\n`
}
