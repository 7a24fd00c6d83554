import type { Project } from '../../contract/projects'
import { evaluationStage } from '../evaluation/stage'
import { instructionStage } from '../instructions/stage'
import type { Handlers, Services } from '../kernel/context'
import { newId } from '../kernel/ids'
import { listModels } from '../models/queries'
import { releaseStage } from '../release/stage'
import { importRequest } from '../sources/import-request'
import { stageFacts } from '../synthesis/queries'
import { trainingStage } from '../training/stage'
import { validationStage } from '../validation/stage'
import { insertProject, listProjects, projectById, renameProject } from './queries'
import { railOf } from './rail'
import { sampleFiles, sampleTerms } from './sample'

type Names =
  | 'projects.list'
  | 'projects.create'
  | 'projects.rename'
  | 'projects.openSample'
  | 'projects.rail'

export const projectHandlers: Handlers<Names> = {
  'projects.list': ({ db }) => listProjects(db),
  'projects.create': (context, { name }) => {
    const project = newProject(context, name, false)
    context.commit({ action: 'project.created', object: project.id }, (db) =>
      insertProject(db, project),
    )
    return project
  },
  'projects.rename': (context, { id, name }) => {
    projectById(context.db, id)
    context.commit({ action: 'project.renamed', object: id }, (db) => renameProject(db, id, name))
    return {}
  },
  'projects.openSample': async (context) => {
    const known = listProjects(context.db).find((project) => project.isSample)
    if (known) {
      context.commit({ action: 'project.opened', object: known.id }, () => undefined)
      return known
    }
    const project = newProject(context, 'Sample project', true)
    const files = sampleFiles(context.resources)
    const reports = await importRequest(context, project.id, [files.reports], {
      name: 'Sample case reports',
      confidential: false,
      terms: sampleTerms,
    })
    const notes = await importRequest(context, project.id, [files.notes], {
      name: 'Sample local notes',
      confidential: true,
    })
    context.commit(
      { action: 'project.created', object: project.id, detail: { sample: true } },
      (db) => {
        insertProject(db, project)
        reports(db)
        notes(db)
      },
    )
    context.jobs.kick()
    return project
  },
  'projects.rail': (context, { projectId }) => {
    projectById(context.db, projectId)
    const early = railOf({
      ...stageFacts(context.db, projectId),
      models: listModels(context.db).length,
      importing: isRunning(context, projectId, 'import'),
      synthesising: isRunning(context, projectId, 'synthesis'),
    })
    return [
      ...early,
      instructionStage(context, projectId),
      trainingStage(context, projectId),
      evaluationStage(context, projectId),
      validationStage(context, projectId),
      releaseStage(context, projectId),
    ]
  },
}

function newProject(context: Services, name: string, isSample: boolean): Project {
  return { id: newId(), name, isSample, createdAt: context.clock.now() }
}

function isRunning(services: Services, projectId: string, kind: string): boolean {
  return services.jobs
    .list()
    .some(
      (job) =>
        job.kind === kind &&
        job.projectId === projectId &&
        (job.status === 'running' || job.status === 'waiting'),
    )
}
