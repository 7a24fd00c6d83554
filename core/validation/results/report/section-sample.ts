import { escapeHtml } from '../../../headless/html'
import type { ReportData } from './data'
import { table } from './table'
import { named, type Writing } from './writing'

/** What was rated, by whom, and what they could not see. */
export function sampleSection(data: ReportData, writing: Writing): string {
  const said = writing.words.sample
  const arms = data.arms.map((arm) => [
    escapeHtml(arm.name) + (arm.isBase ? ` (${said.base})` : ''),
    hash(arm.modelSha256, writing),
    hash(arm.adapterSha256, writing),
  ])
  const blinding = [
    said.blinded,
    ...(data.plan.askExpectedFirst ? [said.expectedFirst] : []),
    said.armsHidden,
  ]
  return `<section><h2>${said.title}</h2>
${table(['', said.study], sampleRows(data, writing), { firstIsHead: true })}
<h3>${said.compared}</h3>
${table([said.arm, said.model, said.adapter], arms)}
<h3>${said.raters}</h3>
${ratersTable(data, writing)}
<h3>${said.blinding}</h3>
<p>${blinding.join(' ')}</p></section>`
}

function sampleRows(data: ReportData, { words, percent, task, stratum }: Writing) {
  const { figures, plan } = data
  const { progress } = figures
  const said = words.sample
  const over = plan.strata.map((name) => words.strata[name]).join(', ')
  const strata = data.strata.map((one) => `${stratum(one.stratum)}: ${one.questions}`).join('; ')
  const rows: [string, string][] = [
    [said.questions, said.aboutNotes(figures.questions, figures.notes)],
    [said.source, sourceText(data, words)],
    [said.drawn, said.bySeed(plan.seed) + (over === '' ? '' : said.overStrata(over))],
    [said.tasks, plan.tasks.length === 0 ? said.everyTask : plan.tasks.map(task).join(', ')],
    ...(data.strata.length > 1 ? [[said.byStratum, strata] as [string, string]] : []),
    [said.answers, said.withOutcome(progress.answers, progress.rated)],
    [said.ratings, said.done(progress.done, progress.assigned)],
    [said.overlap, said.overlapShare(percent(plan.overlap))],
    [said.apart, said.apartOf(progress.disagreements, plan.disagreement, progress.settled)],
  ]
  return rows.map(([name, text]) => [name, escapeHtml(text)])
}

function sourceText({ source }: ReportData, { sample }: Writing['words']): string {
  if (source === null) return sample.notKnown
  const questions = source.splitSha256 === null ? source.questions : null
  return sample.ofComparison(
    questions === null ? sample.testSplit : named(sample.sources, questions),
    source.comparison,
  )
}

function ratersTable({ figures }: ReportData, { words, fixed }: Writing): string {
  const said = words.sample
  const rows = figures.controls.raters.map((rater) => [
    escapeHtml(rater.name),
    said.ratedOf(rater.done, rater.assigned),
    rater.mean === null ? '–' : fixed(rater.mean),
    rater.medianSeconds === null ? '–' : `${Math.round(rater.medianSeconds)} s`,
  ])
  return table([said.rater, said.rated, said.meanGiven, said.medianTime], rows)
}

function hash(sha256: string | null, { words }: Writing): string {
  return sha256 === null ? words.figures.none : `<span class="hash">${escapeHtml(sha256)}</span>`
}
