import { resolve } from 'node:path'
import { openWorkspace } from '../../../core/workspace'
import { addPastRun, type Place } from '../../fixtures/training-history'

/**
 * `training-child.mjs FOLDER STEPS PASSWORD`: a workspace with a run of 100 steps and one of STEPS in
 * its history. Prints one line of JSON: whom to unlock it for, and what to look at.
 */
const [folder = '', steps = '', password = ''] = process.argv.slice(2)
const workspace = openWorkspace({
  folder,
  resources: resolve('resources'),
  launchModelHost: () => {
    throw new Error('No model is needed here.')
  },
  sampleModel: null,
  appVersion: 'bench',
})
await workspace.ask('session.create', { name: 'Bench', password })
const project = await workspace.ask('projects.create', { name: 'Bench' })
const modelId = 'model'
// A model that was removed since: the history of its runs stays.
workspace.services.vault.stage((db) => {
  db.run(
    `INSERT INTO model (id, name, file_name, bytes, sha256, stamp, inspection, family,
       family_reason, created_at, removed_at)
     VALUES (?, 'Bench', 'bench.gguf', 1, ?, '', '{}', 'asclepius', '', ?, ?)`,
    modelId,
    'e'.repeat(64),
    workspace.services.clock.now(),
    workspace.services.clock.now(),
  )
})
const place: Place = { core: { workspace }, projectId: project.id, modelId }
addPastRun(place, { id: 'short', name: 'Short', steps: 100 }, 0)
addPastRun(place, { id: 'long', name: 'Long', steps: Number(steps) }, 30)
const [person] = (await workspace.ask('session.state', {})).people
await workspace.close()
process.stdout.write(`${JSON.stringify({ personId: person?.id, projectId: project.id })}\n`)
process.exit(0)
