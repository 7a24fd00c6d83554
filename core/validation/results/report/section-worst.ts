import { escapeHtml } from '../../../headless/html'
import type { QuotedAnswer, ReportData } from './data'
import { counted, scoreName, taskName } from './words'

/** An answer of so many characters stays on one page with what was said of it. */
const shortAnswer = 1200

/** The worst answers word by word, with what was said of each. */
export function worstSection({ worst, worstTotal, figures }: ReportData): string {
  if (worst.length === 0)
    return `<section><h2>The worst answers</h2><p>No rated answer came out as Unacceptable or Poor${figures.progress.rated === 0 ? ', because none was rated' : ''}.</p></section>`
  const rest = worstTotal - worst.length
  const more =
    rest > 0
      ? ` ${counted(rest, 'more answer')} with outcome 1 or 2 ${rest === 1 ? 'is' : 'are'} not printed; the table of ratings lists them.`
      : ''
  return `<section><h2>The worst answers</h2>
<p class="small">Word by word, the worst first.${more}</p>
${worst.map(quotedCase).join('\n')}</section>`
}

function quotedCase(answer: QuotedAnswer, at: number): string {
  const judge = answer.judgeScore === null ? '' : ` · judge ${answer.judgeScore}`
  const settled = answer.settled
    ? `<p><b>Settled by ${escapeHtml(answer.settled.name)}: ${answer.settled.score}, ${scoreName(answer.settled.score)}.</b> ${escapeHtml(answer.settled.reason)}</p>`
    : ''
  const isShort = answer.text.length < shortAnswer && answer.verdicts.length < 6
  return `<div class="case"${isShort ? ' data-short' : ''}><h3>${at + 1}. ${scoreName(answer.outcome)}: ${escapeHtml(answer.armName)}</h3>
<p class="small">Case ${answer.caseNo} · ${escapeHtml(taskName(answer.task))}${judge}</p>
<p><b>Question.</b> ${escapeHtml(answer.question)}</p>
<div class="quote">${escapeHtml(answer.text)}</div>
<ul>${answer.verdicts.map(verdictLine).join('')}</ul>${settled}</div>`
}

function verdictLine(verdict: QuotedAnswer['verdicts'][number]): string {
  const named = verdict.errors.length > 0 ? `; ${verdict.errors.join(', ')}` : ''
  const harm = verdict.harm === null ? '' : `; harm: ${verdict.harm}`
  const marks = verdict.marks.map(
    (mark) =>
      `<br>“${escapeHtml(mark.answer)}” is ${relations[mark.relation] ?? mark.relation}${mark.note === null ? '' : `: “${escapeHtml(mark.note)}”`}`,
  )
  const comment = verdict.comment === '' ? '' : `<br>${escapeHtml(verdict.comment)}`
  const expected = verdict.expected === '' ? '' : `<br>Expected: ${escapeHtml(verdict.expected)}`
  return `<li><b>${escapeHtml(verdict.name)}: ${verdict.score}, ${scoreName(verdict.score)}</b>${named}${harm}${comment}${expected}${marks.join('')}</li>`
}

const relations: Readonly<Record<string, string>> = {
  contradicted: 'contradicted by the note',
  'not-in-note': 'not in the note',
  supported: 'borne out by the note',
}
