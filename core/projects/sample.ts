import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { noTerms, type SourceTerms } from '../../contract/licences'
import { taskIds } from '../../contract/tasks'

/** The files of the sample project that comes with the app. */
export function sampleFiles(resources: string): { reports: string; notes: string } {
  const folder = join(resources, 'sample-project')
  return { reports: join(folder, 'case-reports.json'), notes: join(folder, 'local-notes.csv') }
}

/** Its reports were made up for it, and are free. */
export const sampleTerms: SourceTerms = { ...noTerms, licence: 'CC0-1.0' }

const sampleQuery = z.object({ task: z.enum(taskIds), instruction: z.string() })

/** One instruction for each of the eight tasks, for the headless run and the installation check. */
export function sampleQueries(resources: string): z.infer<typeof sampleQuery>[] {
  const path = join(resources, 'sample-project', 'queries.json')
  return z.array(sampleQuery).parse(JSON.parse(readFileSync(path, 'utf8')))
}
