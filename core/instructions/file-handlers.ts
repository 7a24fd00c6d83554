import { existsSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { ImportInspection } from '../../contract/instructions'
import { say } from '../../contract/sentences'
import type { Handlers } from '../kernel/context'
import { newId } from '../kernel/ids'
import { Refusal } from '../kernel/refusal'
import { projectById } from '../projects/queries'
import { toProblem } from '../sources/problems'
import { chosenRows } from './files/chosen'
import { refuseConfidential } from './files/export-job'
import { formatNames } from './files/file-row'
import { readRows } from './files/read-rows'
import { listImports } from './queries'

export type FileNames =
  | 'instructions.export'
  | 'instructions.inspectImport'
  | 'instructions.import'
  | 'instructions.imports'

const previewRows = 5
const previewCharacters = 600
/** Enough to show what a file is like without reading gigabytes. */
const lookedRows = 500

export const fileHandlers: Handlers<FileNames> = {
  'instructions.export': (context, { token, ...wish }) => {
    const project = projectById(context.db, wish.projectId)
    const folder = context.files.path(token)
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
      throw new Refusal('no-folder', say('no-export-folder'))
    refuseConfidential(context.db, wish)
    const day = context.clock.now().slice(0, 10)
    const target = freePath(folder, `${fileName(project.name)}-${wish.format}-${day}`)
    const jobId = context.commit(
      {
        action: 'instructions.export-asked',
        object: project.id,
        detail: { format: wish.format, shareable: wish.shareable },
      },
      (db) =>
        context.jobs.create(db, context.person, {
          kind: 'instruction-export',
          title: say('export-rows', { format: formatNames[wish.format], name: basename(target) }),
          projectId: project.id,
          params: { ...wish, target },
        }),
    )
    context.jobs.kick()
    return { jobId }
  },
  'instructions.inspectImport': async (context, { tokens }) => {
    const chosen = await chosenRows(tokens.map(context.files.path))
    const firstRows: ImportInspection['firstRows'] = []
    const problems: ImportInspection['looked']['problems'] = []
    let rows = 0
    let isConfidential = chosen.isConfidential
    for (const path of chosen.paths) {
      for await (const batch of readRows(path, {
        task: 'question-answering',
        confidential: isConfidential,
      })) {
        context.signal.throwIfAborted()
        for (const row of batch.rows.slice(0, previewRows - firstRows.length))
          firstRows.push({
            caseId: row.caseId,
            task: row.task,
            note: row.note.slice(0, previewCharacters),
            question: row.question.slice(0, previewCharacters),
            answer: row.answer.slice(0, previewCharacters),
          })
        isConfidential ||= batch.rows.some((row) => row.confidential)
        problems.push(...batch.problems.map(toProblem))
        rows += batch.rows.length + batch.problems.length
        if (rows >= lookedRows) break
      }
      if (rows >= lookedRows) break
    }
    return {
      formatName: chosen.formatName,
      fileNames: chosen.paths.slice(0, 20).map((path) => basename(path)),
      bytes: chosen.bytes,
      manifest: chosen.manifest,
      confidential: isConfidential,
      firstRows,
      looked: { rows, problems: problems.slice(0, 200) },
      suggestedName: chosen.suggestedName,
    }
  },
  'instructions.import': async (context, { projectId, tokens, name, ...wish }) => {
    projectById(context.db, projectId)
    const chosen = await chosenRows(tokens.map(context.files.path))
    const isConfidential = wish.confidential || chosen.isConfidential
    const importId = newId()
    const jobId = context.commit(
      {
        action: 'instructions.import-asked',
        object: importId,
        detail: { confidential: isConfidential, files: chosen.paths.length },
      },
      (db) => {
        const job = context.jobs.create(db, context.person, {
          kind: 'instruction-import',
          title: say('import-rows', { name }),
          projectId,
          params: {
            ...wish,
            importId,
            projectId,
            isMarked: chosen.isConfidential,
            paths: chosen.paths,
            bytes: chosen.bytes,
          },
          resultId: importId,
        })
        db.run(
          `INSERT INTO instruction_import (id, project_id, job_id, name, format, file_name,
             confidential, state, created_at, created_by)
           VALUES (?, ?, ?, ?, ?, ?, ?, 'importing', ?, ?)`,
          importId,
          projectId,
          job,
          name,
          chosen.formatName,
          basename(chosen.paths[0] ?? ''),
          isConfidential ? 1 : 0,
          context.clock.now(),
          context.person.name,
        )
        return job
      },
    )
    context.jobs.kick()
    return { jobId }
  },
  'instructions.imports': ({ db }, { projectId }) => listImports(db, projectId),
}

/** A name that every file system takes. */
function fileName(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase()
  return plain.slice(0, 60) || 'rows'
}

/** An export never writes over another one. */
function freePath(folder: string, name: string): string {
  for (let number = 1; ; number += 1) {
    const path = join(folder, number === 1 ? name : `${name}-${number}`)
    if (!existsSync(path) && !existsSync(`${path}.part`)) return path
  }
}
