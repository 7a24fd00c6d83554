import { escapeHtml } from '../../../headless/html'
import { ruleOfThree } from '../../../statistics/proportions'
import type { ReportData } from './data'
import type { Deviation } from './deviations'
import { table } from './table'
import { named, type Writing } from './writing'

export function deviationsSection(
  { deviations, versions }: ReportData,
  { words, moment }: Writing,
): string {
  const said = words.deviations
  const list =
    deviations.length === 0
      ? `<p>${said.none}</p>`
      : `<ul>${deviations.map((one) => `<li>${escapeHtml(deviationText(one, words))}</li>`).join('')}</ul>`
  const rows = versions.map((one) => [
    String(one.version),
    one.openedAt === null ? said.notOpened : moment(one.openedAt),
    String(one.ratings),
    escapeHtml(one.reason || (one.version === 1 ? said.firstPlan : '')),
    `<span class="hash">${one.sha256 ?? ''}</span>`,
  ])
  const head = [said.version, said.opened, said.ratings, said.why, 'SHA-256']
  const all = versions.length > 1 ? `<h3>${said.versions}</h3>${table(head, rows)}` : ''
  return `<section><h2>${said.title}</h2>${list}${all}</section>`
}

function deviationText(one: Deviation, { deviations: said }: Writing['words']): string {
  switch (one.kind) {
    case 'new-version':
      return said.newVersion(one.version, one.reason || said.noReason)
    case 'fewer-questions':
      return said.fewerQuestions(one.planned, one.drawn)
    case 'not-rated':
      return said.notRated(one.missing, one.assigned)
    case 'answers-without-outcome':
      return said.withoutOutcome(one.answers)
    case 'idle-raters':
      return said.idle(one.names.join(', '))
    case 'not-settled':
      return said.notSettled(one.answers)
    case 'settled-late':
      return said.settledLate(one.answers)
    case 'other-name':
      return said.otherName(one.rater, one.name)
    case 'changed-ratings':
      return said.changed(one.ratings)
    case 'packet-conflicts':
      return one.open === 0
        ? said.conflicts(one.conflicts)
        : said.conflictsOpen(one.conflicts, one.open)
  }
}

/** What a reader might take from the figures and should not. */
export function limitsSection(data: ReportData, { words, percent }: Writing): string {
  const { figures, plan } = data
  const { limits } = words
  const smallest = Math.min(
    ...figures.cells.filter((cell) => cell.task === null).map((cell) => cell.rated),
  )
  const rare = ruleOfThree(Number.isFinite(smallest) ? smallest : 0)
  const { planted } = figures.controls
  const missed = planted.among - planted.found
  const lines: (string | false)[] = [
    limits.care,
    rare.kind === 'value' && limits.rare(percent(rare.value), smallest),
    limits.sameRaters,
    plan.strata.length > 0 && limits.strata,
    data.source?.splitSha256 != null && limits.ownSplit,
    figures.notes < figures.questions && limits.sameNotes(figures.questions, figures.notes),
    !plan.askExpectedFirst && limits.seenFirst,
    planted.among === 0 && limits.nothingPlanted,
    missed > 0 && limits.overlooked(missed, planted.among),
    planted.among > 0 && limits.looks,
    figures.agreement[0]?.answers === 0 && limits.noAgreement,
    !figures.arms.some((arm) => arm.isBase) && limits.noBase,
    figures.paired.length > 1 && limits.manyTests,
    plan.fileIds.length > 0 && limits.imported,
  ]
  const found = lines.filter((line): line is string => line !== false)
  return `<section><h2>${limits.title}</h2><ul>${found.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ul></section>`
}

export function methodsSection({ figures }: ReportData, { words }: Writing): string {
  const { title, note, ...methods } = words.methods
  const lines = Object.values(methods).map((line) => `<li>${escapeHtml(line)}</li>`)
  return `<section><h2>${title}</h2><p class="small">${note(figures.draws)}</p><ul class="small">${lines.join('')}</ul></section>`
}

export function hashesSection(data: ReportData, sha256: string, { words }: Writing): string {
  const said = words.seal
  const checks = (data.seal?.checks ?? []).map(({ name, holds }) => [
    holds ? said.holds : `<span class="not-met">${said.fails}</span>`,
    escapeHtml(name === 'sockets' ? socketsText(data.seal, words) : named(said.checks, name)),
  ])
  const hashes: [string, string][] = [
    [said.data, sha256],
    [said.plan, data.study.sha256],
  ]
  return `<section><h2>${said.title}</h2>
<p>${sealSentence(data.seal, words)} ${escapeHtml(said.madeWith(data.appVersion))}</p>
${checks.length === 0 ? '' : table([said.state, said.looked], checks)}
${table(
  ['', 'SHA-256'],
  hashes.map(([name, hash]) => [name, `<span class="hash">${escapeHtml(hash)}</span>`]),
  { firstIsHead: true },
)}
<p class="small">${said.note(data.ratings.length)}</p></section>`
}

function socketsText(seal: ReportData['seal'], { seal: said }: Writing['words']): string {
  return seal === null || seal.connections === null
    ? said.socketsUncounted
    : said.sockets(seal.connections, seal.processes)
}

function sealSentence(seal: ReportData['seal'], { seal: said }: Writing['words']): string {
  if (seal === null) return said.notLooked
  return seal.sealed ? said.sealed : said.notSealed
}
