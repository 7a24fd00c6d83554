import type { PerplexityTable } from '../../contract/evaluation-scoring'
import type { EstimateOrNot } from '../../contract/statistics'
import { tasks } from '../../contract/tasks'
import { escapeHtml } from './html'
import type { LearningReport } from './learning-run'
import type { SampleRunReport } from './sample-run'

/** Instructions, training and evaluation of a sample run. */
export function learningSection({ learning }: SampleRunReport): string {
  if (learning === null) return ''
  const { instructions, split, run, adapter } = learning
  const sides = split.sides.map((one) => `${one.side} ${one.rows}`).join(', ')
  return `<h2>Instructions</h2>
<p>${instructions.kept} of ${instructions.rows} rows kept, ${instructions.unanswerable} of them made to be unanswerable. By source case: ${escapeHtml(sides)}. Leakage check: ${escapeHtml(split.state)}.</p>
<h2>Training</h2>
<p>${escapeHtml(run.name)}: adapter ${escapeHtml(adapter.name)}, SHA-256 ${escapeHtml(adapter.sha256)}.</p>
${perplexityTable(learning.perplexity)}
${scores(learning)}
${answers(learning)}`
}

/** Corpora as rows, the model alone and with the adapter as columns. */
function perplexityTable(given: readonly PerplexityTable[]): string {
  const tables = [...given].sort(
    (one, other) => Number(!!one.adapterId) - Number(!!other.adapterId),
  )
  const head = tables.map(
    (one) => `<th class="number">${escapeHtml(one.adapterName ?? 'model alone')}</th>`,
  )
  const corpora = tables[0]?.rows.map((row) => row.corpus) ?? []
  const lines = corpora.map((corpus) => {
    const cells = tables.map((one) => {
      const row = one.rows.find((other) => other.corpus === corpus)
      return `<td class="number">${row ? figure(row.perplexity) : ''}</td>`
    })
    return `<tr><td>${escapeHtml(corpus.replaceAll('-', ' '))}</td>${cells.join('')}</tr>`
  })
  return `<h2>Perplexity before and after</h2>
<p class="soft">Of each text's tokens, with the 95 % interval; it measures style, not truth.</p>
<table><tr><th></th>${head.join('')}</tr>${lines.join('')}</table>`
}

function scores({ results }: LearningReport): string {
  const lines = results.arms.map((arm) => {
    const cell = results.cells.find((one) => one.armId === arm.id && one.task === null)
    const read = cell ? `${cell.judged} judged, ${cell.unparseable} judgements not readable` : ''
    return `<tr><td>${escapeHtml(arm.name)}</td><td class="number">${cell ? figure(cell.mean) : ''}</td><td>${read}</td></tr>`
  })
  return `<h2>Judge's scores</h2>
<p class="soft">Four-point scale; the judge is the sample model itself, which is too small to judge. The figures show the way, not a result.</p>
<table>${lines.join('')}</table>`
}

function answers({ answers: [base, adapted] }: LearningReport): string {
  const task = tasks.find((one) => one.id === base.task)?.name ?? 'Question'
  return `<h2>The same question, before and after</h2>
<h3>${escapeHtml(task)}: ${escapeHtml(base.instruction)}</h3>
<div class="pair"><div><h4>Model alone</h4><pre>${escapeHtml(base.text)}</pre></div>
<div><h4>With the adapter</h4><pre>${escapeHtml(adapted.text)}</pre></div></div>
<p class="lineage">Model output, unreviewed.</p>`
}

function figure(value: EstimateOrNot): string {
  if (value.kind === 'not-defined') return escapeHtml(`not defined: ${value.reason}`)
  if (value.kind === 'no-interval') return value.value.toFixed(2)
  return `${value.value.toFixed(2)} (${value.low.toFixed(2)} to ${value.high.toFixed(2)})`
}
