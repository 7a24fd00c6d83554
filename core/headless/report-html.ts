import { gateDefinitions } from '../../contract/gates'
import type { Answer } from '../../contract/query'
import type { NoteFull, TextMark } from '../../contract/synthesis'
import { tasks } from '../../contract/tasks'
import { escapeHtml } from './html'
import { learningSection } from './report-learning'
import type { SampleRunReport } from './sample-run'

/** The report as one HTML file without scripts or outside parts. */
export function htmlReport(report: SampleRunReport): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Sample run, Asclepius Workstation</title>
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>${style}</style></head><body>
<p class="research">${escapeHtml(report.researchOnly)}</p>
<h1>Sample run</h1>
<p>${escapeHtml(new Date(report.at).toUTCString())} · version ${escapeHtml(report.appVersion)} · ${escapeHtml(report.machine.statement)} · ${escapeHtml(report.machine.cpu)}, ${report.machine.cores} cores</p>
${facts(report)}
${boardTable(report)}
<h2>Notes beside their sources</h2>
${report.notes.map(noteSection).join('\n') || '<p>No note was written.</p>'}
${learningSection(report)}
<h2>One question for each task</h2>
${report.answers.map(answerSection).join('\n') || '<p>No question was asked.</p>'}
</body></html>
`
}

function facts(report: SampleRunReport): string {
  const model = report.model
    ? `${report.model.name}, ${report.model.quantisation}, prompt family ${report.model.family}, SHA-256 ${report.model.sha256}`
    : 'none'
  const rows: [string, string][] = [
    ['Model', model],
    ...report.collections.map((one): [string, string] => [
      one.name,
      `${one.records} records${one.confidential ? ', confidential' : ''}`,
    ]),
    [
      'Audit log',
      `${report.audit.intact ? 'chain intact' : 'CHAIN BROKEN'}, ${report.audit.entries} entries`,
    ],
    [
      'Seconds',
      Object.entries(report.seconds)
        .map(([step, s]) => `${step} ${s}`)
        .join(', '),
    ],
  ]
  return `<table>${rows.map(([k, v]) => `<tr><th>${escapeHtml(k)}</th><td>${escapeHtml(v)}</td></tr>`).join('')}</table>`
}

function boardTable({ board }: SampleRunReport): string {
  if (!board) return ''
  const rows = board.gates.map((gate) => {
    const name = gateDefinitions.find((one) => one.id === gate.gate)?.name ?? gate.gate
    return `<tr><th>${escapeHtml(name)}</th><td>${gate.caught}</td><td>${gate.caughtAlone}</td></tr>`
  })
  return `<h2>Quality gates</h2><p>${board.kept} of ${board.notes} notes kept.</p>
<table><tr><th>Gate</th><td>caught</td><td>caught by nothing else</td></tr>${rows.join('')}</table>`
}

function noteSection(note: NoteFull): string {
  const caught = note.gates.filter((gate) => gate.caught).map((gate) => escapeHtml(gate.detail))
  return `<section><h3>${escapeHtml(note.title)}</h3>
<p>${note.kept ? 'Kept.' : 'Caught: '}${caught.join(' ')}</p>
<div class="pair"><div><h4>Source</h4><pre>${marked(note.source.text, note.sourceMarks)}</pre></div>
<div><h4>Note</h4><pre>${marked(note.text, note.noteMarks)}</pre></div></div>
<p class="lineage">Seed ${note.lineage.seed}, ${escapeHtml(note.lineage.templateName)} version ${note.lineage.templateVersion}, ${note.lineage.tokens} tokens, source SHA-256 ${note.lineage.sourceSha256}</p></section>`
}

function answerSection(answer: Answer): string {
  const name = tasks.find((task) => task.id === answer.task)?.name ?? 'Question'
  const edge = answer.confidential ? ' class="confidential"' : ''
  const marks = answer.statements.map((one) => ({
    ...one,
    kind: 'statement',
    supported: one.support === 'in-note',
  }))
  return `<section${edge}><h3>${escapeHtml(name)}</h3><p><b>${escapeHtml(answer.instruction)}</b></p>
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

const style = `body{font:15px/1.5 system-ui,sans-serif;max-width:75rem;margin:2rem auto;padding:0 1rem;color:#1d2a2d}
h1,h2,h3{color:#0b5c63}pre{white-space:pre-wrap;font:inherit;max-width:68ch}table{border-collapse:collapse}
th,td{text-align:left;padding:.25rem 1rem .25rem 0;border-bottom:1px solid #d7dfe0;vertical-align:top;font-weight:normal}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:2rem}i{font-style:normal;background:#e3f1f1}
u{text-decoration:underline wavy #b3541e}.lineage{color:#5a6b6e;font-size:13px}.research{font-weight:600}
.confidential{border-left:4px solid #7a3d9a;padding-left:1rem}`
