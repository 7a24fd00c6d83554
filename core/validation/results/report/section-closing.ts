import { escapeHtml } from '../../../headless/html'
import { ruleOfThree } from '../../../statistics/proportions'
import type { ReportData } from './data'
import { table } from './table'
import { counted, dayText, deviationText, percent } from './words'

export function deviationsSection({ deviations, versions }: ReportData): string {
  const list =
    deviations.length === 0
      ? '<p>None: everything that was planned was done, and the plan was not changed.</p>'
      : `<ul>${deviations.map((one) => `<li>${escapeHtml(deviationText(one))}</li>`).join('')}</ul>`
  const rows = versions.map((one) => [
    String(one.version),
    one.openedAt === null ? 'not opened' : dayText(one.openedAt),
    String(one.ratings),
    escapeHtml(one.reason || (one.version === 1 ? 'first plan' : '')),
    `<span class="hash">${one.sha256 ?? ''}</span>`,
  ])
  const all =
    versions.length > 1
      ? `<h3>Versions</h3>${table(['Version', 'Opened', 'Ratings', 'Why', 'SHA-256'], rows)}`
      : ''
  return `<section><h2>What did not go as planned</h2>${list}${all}</section>`
}

/** What a reader might take from the figures and should not. */
export function limitsSection(data: ReportData): string {
  const { figures, plan } = data
  const smallest = Math.min(
    ...figures.cells.filter((cell) => cell.task === null).map((cell) => cell.rated),
  )
  const rare = ruleOfThree(Number.isFinite(smallest) ? smallest : 0)
  const { planted } = figures.controls
  const missed = planted.among - planted.found
  const lines: (string | false)[] = [
    'It does not show that use in care is safe. Answers were rated one by one by people who looked for faults; a busy reader may not.',
    rare.kind === 'value' &&
      `It does not show rare faults: one that occurs in fewer than ${percent(rare.value)} of answers may well not occur among ${smallest}.`,
    'Intervals speak of other questions like these, rated by these same people. Other raters may be stricter or milder; the table of raters shows how far these differ.',
    plan.strata.length > 0 &&
      'Questions were drawn in equal shares over the strata, so figures over all are of that mix and not of daily work.',
    data.source?.splitSha256 != null &&
      'The notes are from the project’s own test split. It says nothing of notes of another kind, such as your own where they are written otherwise.',
    figures.notes < figures.questions &&
      `${figures.questions} questions are about ${figures.notes} notes. Means and their differences allow for that; the tests and the exact intervals take questions as independent and are somewhat too sure.`,
    !plan.askExpectedFirst &&
      'Raters saw the answer before they had said what it should hold, so omissions are likely counted too low.',
    planted.among === 0 &&
      'No error was planted, so it is not known how many errors raters overlook.',
    missed > 0 &&
      `Raters overlooked ${missed} of ${planted.among} planted errors, so real ones are likely more than were counted.`,
    planted.among > 0 &&
      'Intervals of planted errors and repeats take each look as independent, though several may be at the same answer.',
    figures.agreement[0]?.answers === 0 &&
      'No answer was rated by two people, so nothing is known of agreement.',
    !figures.arms.some((arm) => arm.isBase) && 'There was no base to compare with.',
    figures.paired.length > 1 &&
      'Several tests were made and none is adjusted for the others: a single small p among many is no proof.',
    data.plan.fileIds.length > 0 &&
      'Answers that were imported from a file are as the file says; this app did not see them made.',
  ]
  const found = lines.filter((line): line is string => line !== false)
  return `<section><h2>What this report does not show</h2><ul>${found.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ul></section>`
}

/** Each method by name, with the source of its formula. */
const methods = [
  'Scale: 1 Unacceptable, 2 Poor, 3 Satisfactory, 4 Excellent, as in the published method (Kweon et al. 2024).',
  'Interval of a mean and of a mean difference: percentile bootstrap, notes drawn whole (Efron & Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13).',
  'Interval of a share: exact, Clopper & Pearson (Biometrika 26, 1934). Its one-sided upper bound with no event among n is 1 − 0.05^(1/n), about 3/n (Hanley & Lippman-Hand, JAMA 249, 1983).',
  'Paired t-test (Student, Biometrika 6, 1908) with Cohen’s dz = mean difference / its standard deviation (Lakens, Front. Psychol. 4, 2013).',
  'Wilcoxon signed-rank test (Biometrics Bulletin 1, 1945), exact up to 50 differing pairs; effect: rank-biserial correlation (W⁺ − W⁻)/(W⁺ + W⁻) (Kerby, Compr. Psychol. 3, 2014).',
  'McNemar’s test (Psychometrika 12, 1947), mid-p (Fagerland et al., BMC Med. Res. Methodol. 13:91, 2013); difference of paired shares: Tango’s score interval (Stat. Med. 17, 1998).',
  'Krippendorff’s alpha, ordinal: 1 − observed / expected disagreement (Computing Krippendorff’s Alpha-Reliability, 2011); bootstrap over answers.',
  'Gwet’s AC2, quadratic weights over the whole scale (Handbook of Inter-Rater Reliability, 4th edition, 2014); bootstrap over answers.',
  'Cohen’s weighted kappa, quadratic (Psychol. Bull. 70, 1968); bootstrap over answers.',
  'Pearson (interval by Fisher’s z), Kendall’s tau-b, Spearman (interval after Bonett & Wright, Psychometrika 65, 2000).',
]

export function methodsSection({ figures }: ReportData): string {
  const lines = methods.map((line) => `<li>${escapeHtml(line)}</li>`)
  return `<section><h2>Methods</h2><p class="small">Every bootstrap has ${figures.draws} draws and a fixed seed: the same ratings give the same figures.</p><ul class="small">${lines.join('')}</ul></section>`
}

export function hashesSection(data: ReportData, sha256: string): string {
  const { seal, study } = data
  const checks = (seal?.checks ?? []).map((check) => [
    check.holds ? 'holds' : '<span class="not-met">does not hold</span>',
    escapeHtml(check.detail),
  ])
  const hashes: [string, string][] = [
    ['This report’s data', sha256],
    ['Plan and cases, fixed before the first rating', study.sha256],
  ]
  return `<section><h2>Seal and hashes</h2>
<p>${sealSentence(seal)} Made with version ${escapeHtml(data.appVersion)}.</p>
${checks.length === 0 ? '' : table(['Seal', 'What was looked at'], checks)}
${table(
  ['', 'SHA-256'],
  hashes.map(([name, hash]) => [name, `<span class="hash">${escapeHtml(hash)}</span>`]),
  { firstIsHead: true },
)}
<p class="small">Signatures are given in the app, each with name, time and meaning, and bind to the first hash: one changed byte of the stored data, and they no longer hold. ${counted(data.ratings.length, 'line')} of ratings are stored with it, from which every figure can be computed again.</p></section>`
}

function sealSentence(seal: ReportData['seal']): string {
  if (seal === null) return 'The report was made without a window, so nobody looked at the seal.'
  return seal.sealed
    ? 'When this report was made the app was sealed: no connection left the machine.'
    : 'When this report was made the seal of the app was not whole; see below.'
}
