import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { say } from '../../../../contract/sentences'
import type { ReportFormat, ReportLanguage } from '../../../../contract/study-results'
import { canonicalJson, sha256Hex } from '../../../kernel/canonical-json'
import type { CallContext } from '../../../kernel/context'
import { replaceFileSync } from '../../../kernel/files'
import { Refusal } from '../../../kernel/refusal'
import type { ReportRow } from '../queries'
import { figuresCsv, ratingsCsv } from './csv'
import type { ReportData } from './data'
import { reportHtml } from './html'
import { writingIn } from './writing'

interface ExportWish {
  readonly format: ReportFormat
  readonly language: ReportLanguage
}

interface OutFile {
  readonly name: string
  readonly content: string | Buffer
}

/** Writes a stored report into a folder that a person chose. */
export async function exportReport(
  context: CallContext<never>,
  row: ReportRow,
  wish: ExportWish,
  folderToken: string,
): Promise<{ fileNames: string[]; bytes: number }> {
  const folder = context.files.path(folderToken)
  const data = unchanged(row)
  const files = await filesOf(context, data, row.sha256, wish)
  const taken = files.find((file) => existsSync(join(folder, file.name)))
  if (taken) throw new Refusal('file-exists', say('report-file-there', { name: taken.name }))
  for (const file of files) replaceFileSync(join(folder, file.name), file.content, 0o644)
  const { confidential } = data.study
  context.commit(
    {
      action: confidential ? 'study.confidential-report-exported' : 'study.report-exported',
      object: row.id,
      detail: { ...wish, sha256: row.sha256 },
    },
    () => undefined,
  )
  return {
    fileNames: files.map((file) => file.name),
    bytes: files.reduce((sum, file) => sum + Buffer.byteLength(file.content), 0),
  }
}

/** The stored data, if they are still those that the hash was made from. */
export function unchanged(row: ReportRow): ReportData {
  const data: ReportData = JSON.parse(row.data)
  if (sha256Hex(row.data) !== row.sha256 || canonicalJson(data) !== row.data)
    throw new Refusal('report-altered', say('report-altered'))
  return data
}

async function filesOf(
  context: CallContext<never>,
  data: ReportData,
  sha256: string,
  { format, language }: ExportWish,
): Promise<readonly OutFile[]> {
  if (format === 'csv') {
    const stem = fileStem(data, sha256, 'en')
    return [
      { name: `${stem}-figures.csv`, content: figuresCsv(data) },
      { name: `${stem}-ratings.csv`, content: ratingsCsv(data) },
    ]
  }
  const stem = fileStem(data, sha256, language)
  const html = reportHtml(data, sha256, language)
  if (format === 'html') return [{ name: `${stem}.html`, content: html }]
  if (!context.desktop) throw new Refusal('no-window', say('report-needs-window'))
  const pdf = await context.desktop.printPdf({
    html,
    footer: `${data.study.name} · SHA-256 ${sha256.slice(0, 16)}…`,
    mark: data.study.confidential ? writingIn(language).words.frame.confidential : '',
  })
  return [{ name: `${stem}.pdf`, content: pdf }]
}

/** Letters, digits and dashes alone: the same on every system. */
function fileStem({ study }: ReportData, sha256: string, language: ReportLanguage): string {
  const { frame } = writingIn(language).words
  const name = study.name
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
  const mark = study.confidential ? `${frame.confidential}-` : ''
  return `${mark}${frame.fileName}-${name === '' ? frame.unnamed : name}-v${study.version}-${sha256.slice(0, 8)}`
}
