import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { openTestCore } from '../../fixtures/core'
import { addRatedStudy } from '../../fixtures/rated-study'

/**
 * Usage: study-pages-child FOLDER. A study of 1,000 questions and five raters in a real encrypted
 * workspace, and what each call of its pages takes. Prints one line of JSON.
 */
const folder = process.argv[2]!
const core = await openTestCore({ folder })
await core.signIn('administrator')
const { studyId, projectId, simulated } = await addRatedStudy(core, {
  questions: 1000,
  arms: [2.6, 3.2],
  raters: [-0.2, -0.1, 0, 0.1, 0.2].map((bias) => ({ bias, noise: 0.4 })),
  controlsEvery: 20,
})
const out = join(folder, 'reports')
mkdirSync(out)

const calls: { name: string; milliseconds: number }[] = []
async function timed<T>(name: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now()
  const value = await work()
  calls.push({ name, milliseconds: performance.now() - start })
  return value
}

await timed('list of studies', () => core.ask('studies.list', { projectId }))
await timed('the study', () => core.ask('studies.get', { studyId }))
await timed('results, first time', () => core.ask('studyResults.get', { studyId }))
await timed('results, again', () => core.ask('studyResults.get', { studyId }))
await timed('ten worst answers', () => core.ask('studyResults.worst', { studyId, limit: 10 }))
const report = await timed('report made', () => core.ask('studyResults.makeReport', { studyId }))
await timed('reports', () => core.ask('studyResults.reports', { studyId }))
for (const format of ['html', 'csv'] as const)
  await timed(`report as ${format}`, () =>
    core.ask('studyResults.export', { reportId: report.id, format, folder: core.token(out) }),
  )
await core.workspace.close()
process.stdout.write(`${JSON.stringify({ ratings: simulated.ratings.length, calls })}\n`)
