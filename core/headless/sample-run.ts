import { smallModelSampling, synthesisSampling } from '../../contract/common'
import type { Answer } from '../../contract/query'
import { inEnglish } from '../../contract/sentences'
import type { Board, NoteFull } from '../../contract/synthesis'
import { sampleQueries } from '../projects/sample'
import type { Workspace } from '../workspace'
import { follow } from './follow'
import { type LearningReport, learn } from './learning-run'
import type { ProgressPrinter } from './progress'

export interface SampleRunReport {
  readonly kind: 'Asclepius Workstation sample run'
  readonly researchOnly: string
  readonly at: string
  readonly appVersion: string
  readonly machine: { readonly statement: string; readonly cpu: string; readonly cores: number }
  readonly model: {
    readonly name: string
    readonly sha256: string
    readonly quantisation: string
    readonly family: string
  } | null
  readonly collections: readonly {
    readonly name: string
    readonly records: number
    readonly confidential: boolean
  }[]
  readonly board: Board | null
  readonly notes: readonly NoteFull[]
  /** Null where there is no model, or no trainer was built. */
  readonly learning: LearningReport | null
  readonly answers: readonly Answer[]
  readonly audit: { readonly intact: boolean; readonly entries: number }
  readonly seconds: Readonly<Record<string, number>>
}

interface SampleRunOptions {
  readonly password: string
  readonly reports: number
  /** The longest note. */
  readonly tokens: number
  /** How many of the eight tasks are asked about one note. */
  readonly questions: number
  /** A file of public case reports to write notes from, instead of the fictional ones. */
  readonly cases: string | null
  readonly printer: ProgressPrinter
}

const person = 'Sample administrator'

/** Runs the whole path of the sample project and gathers what it made. */
export async function runSampleProject(
  workspace: Workspace,
  { password, reports, tokens, questions, cases, printer }: SampleRunOptions,
): Promise<SampleRunReport> {
  const seconds: Record<string, number> = {}
  const timed = async <T>(step: string, work: () => Promise<T>): Promise<T> => {
    const started = performance.now()
    const value = await work()
    seconds[step] = Math.round((performance.now() - started) / 100) / 10
    return value
  }
  await timed('unlock', () => unlock(workspace, password))
  printer.line('1 Sources: importing the fictional case reports and local notes')
  const project = await timed('import', () => importSample(workspace, printer))
  const given =
    cases === null
      ? null
      : await timed('import', () => importCases(workspace, project.id, cases, printer))
  const collections = await workspace.ask('sources.collections', { projectId: project.id })
  for (const one of collections)
    printer.line(
      `  ${one.records} records in ${one.name}${one.confidential ? ', confidential' : ''}`,
    )
  const modelId = await timed('model', () => importModel(workspace, printer))
  if (modelId === null)
    return gather(workspace, project.id, { answers: [], learning: null }, seconds)
  await timed('synthesis', () =>
    synthesise(
      workspace,
      { projectId: project.id, modelId, collection: given, reports, tokens },
      printer,
    ),
  )
  const learning = await learn({ workspace, projectId: project.id, modelId, printer, timed })
  const answers = await timed('query', () =>
    askAll(workspace, { projectId: project.id, modelId, count: questions }, printer),
  )
  return gather(workspace, project.id, { answers, learning }, seconds)
}

async function unlock(workspace: Workspace, password: string): Promise<void> {
  const state = await workspace.ask('session.state', {})
  const known = state.people[0]
  if (known) await workspace.ask('session.unlock', { personId: known.id, password })
  else await workspace.ask('session.create', { name: person, password })
}

async function importSample(
  workspace: Workspace,
  printer: ProgressPrinter,
): Promise<{ id: string }> {
  const project = await workspace.ask('projects.openSample', {})
  for (const job of await workspace.ask('jobs.list', {}))
    if (job.projectId === project.id && job.kind === 'import')
      await follow(workspace, job.id, printer)
  return project
}

/** @returns the collection's id. */
async function importCases(
  workspace: Workspace,
  projectId: string,
  path: string,
  printer: ProgressPrinter,
): Promise<string> {
  const tokens = [workspace.services.files.register(path)]
  const { mapping, suggestedName } = await workspace.ask('sources.inspect', { tokens })
  const { jobId } = await workspace.ask('sources.import', {
    projectId,
    tokens,
    name: suggestedName,
    confidential: false,
    mapping,
    onProblem: 'keep-good',
  })
  const job = await follow(workspace, jobId, printer)
  if (job.resultId === null) throw new Error('The import left no collection.')
  return job.resultId
}

async function importModel(workspace: Workspace, printer: ProgressPrinter): Promise<string | null> {
  const known = (await workspace.ask('models.list', {}))[0]
  if (known) return known.id
  const offer = await workspace.ask('models.sampleOffer', {})
  if (!offer.available) {
    printer.line(
      '2 Model: set-up could not get the sample model, so synthesis and questions are left out. Give one with ASCLEPIUS_SAMPLE_MODEL=FILE.gguf',
    )
    return null
  }
  printer.line(`2 Model: copying and hashing ${Math.round(offer.bytes / 1024 ** 2)} MB`)
  const { jobId } = await workspace.ask('models.importSample', {})
  const job = await follow(workspace, jobId, printer)
  printer.line(`  ${job.message}`)
  return job.resultId
}

async function synthesise(
  workspace: Workspace,
  wish: {
    projectId: string
    modelId: string
    collection: string | null
    reports: number
    tokens: number
  },
  printer: ProgressPrinter,
): Promise<void> {
  const { projectId, modelId, collection, reports, tokens } = wish
  const board = await workspace.ask('synthesis.board', { projectId })
  if (board.notes > 0) return printer.line(`3 Synthesis: ${board.notes} notes are here already`)
  const templates = await workspace.ask('templates.list', {})
  const template = templates.find((one) => /small/i.test(one.name)) ?? templates[0]
  if (!template) throw new Error('No template came with the app.')
  printer.line(`3 Synthesis: writing discharge notes with "${template.name}"`)
  const { jobId } = await workspace.ask('synthesis.start', {
    projectId,
    collectionIds: collection === null ? null : [collection],
    limit: reports,
    templateId: template.id,
    modelId,
    sampling: template.headings.length > 0 ? smallModelSampling : synthesisSampling,
    seed: 1,
    maxTokens: tokens,
  })
  const job = await follow(workspace, jobId, printer)
  printer.line(`  ${job.message}`)
  const { drawn } = await workspace
    .ask('spotCheck.draw', { projectId, count: 3, seed: 1 })
    .catch(() => ({ drawn: 0 }))
  printer.line(`  ${drawn} kept notes drawn for a person's spot check`)
}

/** One instruction for each of the eight tasks, all about one fictional local note. */
async function askAll(
  workspace: Workspace,
  wish: { projectId: string; modelId: string; count: number },
  printer: ProgressPrinter,
): Promise<Answer[]> {
  const { projectId, modelId, count } = wish
  const collections = await workspace.ask('sources.collections', { projectId })
  const local = collections.find((one) => one.confidential) ?? collections[0]
  const page = await workspace.ask('documents.page', {
    filter: { projectId, collectionId: local?.id ?? null },
    limit: 1,
  })
  const note = page.rows[0]
  if (!note) return []
  const questions = sampleQueries(workspace.services.resources).slice(0, count)
  printer.line(`7 Query: ${questions.length} questions about "${note.title}"`)
  const answers: Answer[] = []
  for (const [index, { task, instruction }] of questions.entries()) {
    printer.progress(`  question ${index + 1} of ${questions.length}: ${task}`)
    answers.push(
      await workspace.ask('query.ask', {
        projectId,
        modelId,
        note: { kind: 'document', id: note.id },
        task,
        instruction,
        maxTokens: 160,
      }),
    )
  }
  const second = answers[1]
  const first = answers[0]
  if (first && second)
    printer.line(
      `  first token after ${first.firstTokenSeconds.toFixed(2)} s, for the second question ${second.firstTokenSeconds.toFixed(2)} s (${second.reusedTokens} tokens were not read again)`,
    )
  return answers
}

async function gather(
  workspace: Workspace,
  projectId: string,
  made: Pick<SampleRunReport, 'answers' | 'learning'>,
  seconds: Readonly<Record<string, number>>,
): Promise<SampleRunReport> {
  const [model] = await workspace.ask('models.list', {})
  const devices = await workspace.ask('models.devices', {})
  const rows = (await workspace.ask('notes.page', { filter: { projectId }, limit: 200 })).rows
  const notes = await Promise.all(rows.map(({ id }) => workspace.ask('notes.get', { id })))
  const audit = await workspace.ask('audit.verify', {})
  return {
    kind: 'Asclepius Workstation sample run',
    researchOnly: 'Research use only. Not for patient care.',
    at: new Date().toISOString(),
    appVersion: workspace.services.appVersion,
    machine: {
      statement: inEnglish(devices.statement),
      cpu: devices.cpuName,
      cores: devices.cores,
    },
    model: model
      ? {
          name: model.name,
          sha256: model.sha256,
          quantisation: model.quantisation,
          family: model.family,
        }
      : null,
    collections: (await workspace.ask('sources.collections', { projectId })).map(
      ({ name, records, confidential }) => ({ name, records, confidential }),
    ),
    board: notes.length > 0 ? await workspace.ask('synthesis.board', { projectId }) : null,
    notes,
    ...made,
    audit: { intact: audit.intact, entries: audit.entries },
    seconds,
  }
}
