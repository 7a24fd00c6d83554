import { escapeHtml } from '../../../headless/html'
import type { ReportData } from './data'
import { table } from './table'
import { armNameIn, correlationText, counted, estimateText, shareText } from './words'

export function agreementSection({ figures }: ReportData): string {
  const rows = figures.agreement.map((one) => [
    one.arm === null ? 'All answers' : escapeHtml(armNameIn(figures, one.arm)),
    String(one.answers),
    estimateText(one.alpha),
    estimateText(one.ac2),
  ])
  const pairs = figures.pairs.map((pair) => [
    escapeHtml(`${pair.first} and ${pair.second}`),
    String(pair.answers),
    estimateText(pair.kappa),
  ])
  return `<section><h2>How far raters agree</h2>
<p class="small">Before anything was settled. 1 is full agreement, 0 what chance would give. Where nearly all scores are the same alpha is low though raters rarely differ; AC2 is less moved by that.</p>
${table(['Answers', 'Rated by two or more', 'Krippendorff’s alpha (ordinal)', 'Gwet’s AC2 (quadratic)'], rows)}
${pairs.length === 0 ? '' : `<h3>Two by two</h3>${table(['Raters', 'Both rated', 'Cohen’s kappa (quadratic)'], pairs)}`}</section>`
}

export function controlsSection({ figures }: ReportData): string {
  const { controls } = figures
  const rows = controls.raters.map((rater) => [
    escapeHtml(rater.name),
    shareText(rater.planted),
    shareText(rater.repeats),
  ])
  const all = ['All raters', shareText(controls.planted), shareText(controls.repeats)]
  return `<section><h2>How well raters see, and how steady they are</h2>
<p class="small">An error planted into an answer counts as found where a rater gave 1 or 2, or named an error other than an omission. The same was said of unaltered answers in ${shareText(controls.unaltered)}: a rate to hold the first against. Steady is who gives the same score when an answer comes a second time.</p>
${table(['Rater', 'Planted errors found', 'Repeats scored the same'], [...rows, all])}</section>`
}

export function judgeSection({ figures }: ReportData): string {
  const { judge } = figures
  if (judge === null)
    return '<section><h2>The judge beside the clinicians</h2><p>No automatic judge scored these answers, so there is nothing to compare.</p></section>'
  const rows = judge.rows.map((row) => [
    row.arm === null ? 'All answers' : escapeHtml(armNameIn(figures, row.arm)),
    counted(row.answers, 'answer'),
    correlationText(row.pearson),
    correlationText(row.kendall),
    correlationText(row.spearman),
  ])
  return `<section><h2>The judge beside the clinicians</h2>
<p class="small">Scores of the model ${escapeHtml(judge.name)} against the clinicians’ outcomes. 1 is the same order, 0 none. Raters never saw them.</p>
${table(['Answers', 'Both scored', 'Pearson', 'Kendall’s tau-b', 'Spearman'], rows)}</section>`
}
