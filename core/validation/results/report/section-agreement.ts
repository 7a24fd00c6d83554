import { escapeHtml } from '../../../headless/html'
import type { ReportData } from './data'
import { table } from './table'
import { armNameIn, type Writing } from './writing'

export function agreementSection({ figures }: ReportData, { words, estimate }: Writing): string {
  const { agreement } = words
  const rows = figures.agreement.map((one) => [
    escapeHtml(one.arm === null ? agreement.all : armNameIn(figures, one.arm)),
    String(one.answers),
    estimate(one.alpha),
    estimate(one.ac2),
  ])
  const pairs = figures.pairs.map((pair) => [
    escapeHtml(agreement.pair(pair.first, pair.second)),
    String(pair.answers),
    estimate(pair.kappa),
  ])
  const byPair =
    pairs.length === 0
      ? ''
      : `<h3>${agreement.pairs}</h3>${table([agreement.raters, agreement.both, agreement.kappa], pairs)}`
  return `<section><h2>${agreement.title}</h2>
<p class="small">${agreement.note}</p>
${table([agreement.answers, agreement.shared, agreement.alpha, agreement.ac2], rows)}
${byPair}</section>`
}

export function controlsSection({ figures }: ReportData, { words, share }: Writing): string {
  const { controls } = figures
  const said = words.controls
  const rows = controls.raters.map((rater) => [
    escapeHtml(rater.name),
    share(rater.planted),
    share(rater.repeats),
  ])
  const all = [said.all, share(controls.planted), share(controls.repeats)]
  return `<section><h2>${said.title}</h2>
<p class="small">${said.note(share(controls.unaltered))}</p>
${table([said.rater, said.planted, said.repeats], [...rows, all])}</section>`
}

export function judgeSection({ figures }: ReportData, { words, correlation }: Writing): string {
  const { judge } = figures
  const said = words.judge
  if (judge === null) return `<section><h2>${said.title}</h2><p>${said.none}</p></section>`
  const rows = judge.rows.map((row) => [
    row.arm === null ? words.agreement.all : armNameIn(figures, row.arm),
    said.answers(row.answers),
    correlation(row.pearson),
    correlation(row.kendall),
    correlation(row.spearman),
  ])
  return `<section><h2>${said.title}</h2>
<p class="small">${escapeHtml(said.note(judge.name))}</p>
${table(
  [words.agreement.answers, said.both, said.pearson, said.kendall, said.spearman],
  rows.map((row) => row.map(escapeHtml)),
)}</section>`
}
