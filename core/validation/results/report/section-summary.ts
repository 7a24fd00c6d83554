import {
  type CriterionOutcome,
  criterionNames,
  type StudyCell,
} from '../../../../contract/study-figures'
import { escapeHtml } from '../../../headless/html'
import { areMet } from '../criteria'
import type { ReportData } from './data'
import { table } from './table'
import {
  armNameIn,
  counted,
  criterionText,
  estimateText,
  percent,
  signed,
  taskName,
  verdictWords,
} from './words'

/** The answer first: each arm in a few sentences, then the criteria it was held to. */
export function summarySection(data: ReportData): string {
  const { figures, plan } = data
  return `<section><h2>The answer in short</h2>
${plan.purpose === '' ? '' : `<p>Asked: ${escapeHtml(plan.purpose)}</p>`}
${figures.arms.map((arm) => armInShort(data, arm.arm)).join('\n')}
<h3>Criteria, fixed before the first rating</h3>
${criteriaTable(data)}</section>`
}

function armInShort(data: ReportData, arm: string): string {
  const { figures } = data
  const outcomes = figures.criteria.find((one) => one.arm === arm)?.outcomes ?? []
  const met = outcomes.filter((one) => one.verdict === 'met').length
  const isOpen = outcomes.every((one) => one.verdict !== 'not-met')
  const verdict = areMet(outcomes) ? 'met' : isOpen ? 'cannot-be-said' : 'not-met'
  const words = {
    met: `meets all ${outcomes.length} criteria`,
    'not-met': `meets ${met} of ${outcomes.length} criteria`,
    'cannot-be-said': `meets ${met} of ${outcomes.length} criteria; the others cannot be said`,
  }
  const cell = figures.cells.find((one) => one.arm === arm && one.task === null)
  return `<div class="answer" data-verdict="${verdict}"><p><strong>${escapeHtml(armNameIn(figures, arm))} ${words[verdict]}.</strong></p>
<p>${cell ? rateSentence(cell) : ''} ${cell ? meanSentence(cell) : ''} ${differenceSentence(data, arm)}</p></div>`
}

function rateSentence(cell: StudyCell): string {
  if (cell.rated === 0) return 'None of its answers was rated.'
  const bad = cell.distribution[0]
  const share = `${bad} of ${counted(cell.rated, 'rated answer')} ${bad === 1 ? 'was' : 'were'} Unacceptable`
  const upper =
    cell.upper === null ? '' : `; with 95 % confidence it is no more than ${percent(cell.upper)}`
  return `${share}: ${estimateText(cell.unacceptable, percent)}${upper}.`
}

function meanSentence({ mean }: StudyCell): string {
  return mean.kind === 'estimate' ? `The mean score is ${estimateText(mean)} of 4.` : ''
}

function differenceSentence({ figures }: ReportData, arm: string): string {
  const paired = figures.paired.find((one) => one.arm === arm && one.task === null)
  if (paired?.difference.kind !== 'estimate') return ''
  const { low, high } = paired.difference
  const way = low > 0 ? 'better than' : high < 0 ? 'worse than' : 'not shown to differ from'
  const base = figures.arms.find((one) => one.isBase)?.name ?? ''
  return `On the same ${counted(paired.pairs, 'question')} it is ${way} ${escapeHtml(base)}: ${estimateText(paired.difference, signed)} points.`
}

/** One row a criterion, one column an arm. */
function criteriaTable({ figures }: ReportData): string {
  const names = criterionNames.filter((name) =>
    figures.criteria.some(({ outcomes }) => outcomes.some((one) => one.criterion === name)),
  )
  const rows = names.map((name) => {
    const cells = figures.criteria.map(({ outcomes }) =>
      outcomes.find((one) => one.criterion === name),
    )
    const asked = cells.find((one) => one !== undefined)
    return [asked ? criterionText(asked).asks : '', ...cells.map(criterionCell)]
  })
  const arms = figures.criteria.map(({ arm }) => escapeHtml(armNameIn(figures, arm)))
  return table(['What was asked', ...arms], rows)
}

function criterionCell(one: CriterionOutcome | undefined): string {
  if (!one) return 'not asked'
  return `<span class="${one.verdict}">${verdictWords[one.verdict]}</span>: ${criterionText(one).came}`
}

/** What was rated, by whom, and what they could not see. */
export function sampleSection(data: ReportData): string {
  const { figures, plan, source } = data
  const { progress } = figures
  const strata = data.strata.map((one) => `${escapeHtml(one.stratum)}: ${one.questions}`)
  const rows = [
    ['Questions', `${figures.questions}, about ${counted(figures.notes, 'note')}`],
    [
      'Where they come from',
      source ? escapeHtml(`${source.questions} (comparison “${source.comparison}”)`) : 'not known',
    ],
    [
      'How they were drawn',
      `by seed ${plan.seed}${plan.strata.length > 0 ? `, in equal shares over ${plan.strata.join(', ').replaceAll('-', ' ')}` : ''}`,
    ],
    [
      'Tasks',
      plan.tasks.length === 0 ? 'all that the comparison has' : plan.tasks.map(taskName).join(', '),
    ],
    ...(strata.length > 1 ? [['Questions by stratum', strata.join('; ')]] : []),
    ['Answers to rate', `${progress.answers}, of which ${progress.rated} have an outcome`],
    ['Ratings', `${progress.done} of ${progress.assigned} assigned, hidden controls included`],
    [
      'Rated by everybody',
      `${percent(plan.overlap)} of the questions; the others by one rater each`,
    ],
    [
      'Far apart',
      `${progress.disagreements} answers with scores ${plan.disagreement} or more apart, ${progress.settled} of them settled by a third person`,
    ],
  ]
  const arms = data.arms.map((arm) => [
    escapeHtml(arm.name) + (arm.isBase ? ' (base)' : ''),
    hash(arm.modelSha256),
    hash(arm.adapterSha256),
  ])
  return `<section><h2>Sample, raters and blinding</h2>
${table(['', 'This study'], rows, { firstIsHead: true })}
<h3>What was compared</h3>
${table(['Arm', 'Model, SHA-256', 'Adapter, SHA-256'], arms)}
<h3>Raters</h3>
${ratersTable(data)}
<h3>Blinding</h3>
<p>Raters saw the note, the question and one answer at a time, in an order shuffled for each of them. They saw neither the model, the arm, the judge’s score, nor each other’s ratings; the app’s core refuses these to a reviewer’s account. Answers with a planted error and repeats were mixed in unmarked.${plan.askExpectedFirst ? ' Before an answer was shown, they noted what it should hold.' : ''} Figures by arm were not shown to anybody before the study was closed.</p></section>`
}

function ratersTable({ figures }: ReportData): string {
  const rows = figures.controls.raters.map((rater) => [
    escapeHtml(rater.name),
    `${rater.done} of ${rater.assigned}`,
    rater.mean === null ? '–' : rater.mean.toFixed(2),
    rater.medianSeconds === null ? '–' : `${Math.round(rater.medianSeconds)} s`,
  ])
  return table(['Rater', 'Rated', 'Mean score given', 'Median time an answer'], rows)
}

function hash(sha256: string | null): string {
  return sha256 === null ? 'none' : `<span class="hash">${escapeHtml(sha256)}</span>`
}
