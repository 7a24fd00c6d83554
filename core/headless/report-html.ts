import { gateDefinitions } from '../../contract/gates'
import type { Answer } from '../../contract/query'
import type { NoteFull, TextMark } from '../../contract/synthesis'
import { tasks } from '../../contract/tasks'
import { escapeHtml } from './html'
import { learningSection } from './report-learning'
import { reportStyle } from './report-style'
import type { SampleRunReport } from './sample-run'

/** Notes that are open from the start; a click opens each of the others. */
const openNotes = 2

/** The report as one HTML file without scripts or outside parts. */
export function htmlReport(report: SampleRunReport): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Sample run, Asclepius Workstation</title>
<meta name="viewport" content="width=device-width">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>${reportStyle}</style></head><body>
<p class="brand">Asclepius Workstation</p>
<h1>Sample run</h1>
<p class="soft">${escapeHtml(new Date(report.at).toUTCString())} · version ${escapeHtml(report.appVersion)}</p>
<p class="research">${escapeHtml(report.researchOnly)}</p>
${facts(report)}
${boardTable(report)}
<h2>Notes beside their sources</h2>
<p class="soft">Green ground: what is in both. A wave: what the report does not have.</p>
${report.notes.map(noteSection).join('\n') || '<p>No note was written.</p>'}
${learningSection(report)}
<h2>One question for each task</h2>
<p class="soft">Green ground: a statement that was found in the note. A wave: one that was not, or only in part.</p>
${report.answers.map(answerSection).join('\n') || '<p>No question was asked.</p>'}
</body></html>
`
}

function facts(report: SampleRunReport): string {
  const { model, machine } = report
  const rows: [string, string][] = [
    [
      'Model',
      model ? `${model.name}, ${model.quantisation}, prompt family ${model.family}` : 'none',
    ],
    ...(model ? [['Its SHA-256', model.sha256] satisfies [string, string]] : []),
    ['Machine', `${machine.cpu}, ${machine.cores} cores. ${machine.statement}`],
    ...report.collections.map((one): [string, string] => [
      one.name,
      `${one.records} records${one.confidential ? ', confidential' : ''}`,
    ]),
    [
      'Audit log',
      `${report.audit.intact ? 'chain intact' : 'CHAIN BROKEN'}, ${report.audit.entries} entries`,
    ],
    [
      'Time taken',
      Object.entries(report.seconds)
        .map(([step, seconds]) => `${step} ${duration(seconds)}`)
        .join(', '),
    ],
  ]
  return `<table>${rows.map(([name, value]) => `<tr><th>${escapeHtml(name)}</th><td>${escapeHtml(value)}</td></tr>`).join('')}</table>`
}

function duration(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${(seconds % 60) | 0} s`
}

function boardTable({ board }: SampleRunReport): string {
  if (!board) return ''
  const rows = board.gates.map(({ gate, caught, caughtAlone }) => {
    const name = gateDefinitions.find((one) => one.id === gate)?.name ?? gate
    return `<tr><td>${escapeHtml(name)}</td><td class="number">${caught}</td><td class="number">${caughtAlone}</td></tr>`
  })
  const back = board.restored > 0 ? `, ${board.restored} of them caught and brought back` : ''
  return `<h2>Quality gates</h2><p>${board.kept} of ${board.notes} notes kept${back}.</p>
<table><tr><th>Gate</th><th class="number">Caught</th><th class="number">By no other</th></tr>${rows.join('')}</table>`
}

function noteSection(note: NoteFull, index: number): string {
  const caught = note.gates.filter((gate) => gate.caught).map((gate) => escapeHtml(gate.detail))
  const { lineage } = note
  return `<details${index < openNotes ? ' open' : ''}><summary>${escapeHtml(note.title)}${stateOf(note)}</summary>
${caught.length > 0 ? `<p>${caught.join(' ')}</p>` : ''}
<div class="pair"><div><h4>Source</h4><pre>${marked(note.source.text, note.sourceMarks)}</pre></div>
<div><h4>Note</h4><pre>${marked(note.text, note.noteMarks)}</pre></div></div>
<p class="lineage">Seed ${lineage.seed}, ${escapeHtml(lineage.templateName)} version ${lineage.templateVersion}, ${lineage.tokens} tokens, source SHA-256 ${lineage.sourceSha256}</p></details>`
}

function stateOf({ kept, restored }: NoteFull): string {
  if (restored) return '<span class="state caught">caught, and brought back</span>'
  return kept ? '<span class="state kept">kept</span>' : '<span class="state caught">caught</span>'
}

function answerSection(answer: Answer): string {
  const name = tasks.find((task) => task.id === answer.task)?.name ?? 'Question'
  const edge = answer.confidential ? ' class="confidential"' : ''
  const marks = answer.statements.map((one) => ({
    ...one,
    kind: 'statement',
    supported: one.support === 'in-note',
  }))
  return `<section${edge}><h3>${escapeHtml(name)}</h3><p>${escapeHtml(answer.instruction)}</p>
<pre>${marked(answer.text, marks)}</pre>
<p class="lineage">Model output, unreviewed. ${answer.reusedTokens} of ${answer.promptTokens} tokens reused, first token after ${answer.firstTokenSeconds.toFixed(2)} s.</p></section>`
}

/** Text with its marks; what the other text does not bear out is underlined. */
function marked(text: string, marks: readonly TextMark[]): string {
  let at = 0
  let html = ''
  for (const mark of [...marks].sort((a, b) => a.start - b.start)) {
    if (mark.start < at) continue
    html += escapeHtml(text.slice(at, mark.start))
    const words = escapeHtml(text.slice(mark.start, mark.end))
    html += mark.supported ? `<i>${words}</i>` : `<u>${words}</u>`
    at = mark.end
  }
  return html + escapeHtml(text.slice(at))
}
