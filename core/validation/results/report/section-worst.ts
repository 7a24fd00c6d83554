import { escapeHtml } from '../../../headless/html'
import type { QuotedAnswer, ReportData } from './data'
import { named, type Writing } from './writing'

/** An answer of so many characters stays on one page with what was said of it. */
const shortAnswer = 1200

/** The worst answers word by word, with what was said of each. */
export function worstSection({ worst, worstTotal, figures }: ReportData, writing: Writing): string {
  const said = writing.words.worst
  if (worst.length === 0)
    return `<section><h2>${said.title}</h2><p>${figures.progress.rated === 0 ? said.noneRated : said.none}</p></section>`
  const rest = worstTotal - worst.length
  return `<section><h2>${said.title}</h2>
<p class="small">${said.note}${rest > 0 ? ` ${said.rest(rest)}` : ''}</p>
${worst.map((answer, at) => quotedCase(answer, at, writing)).join('\n')}</section>`
}

function quotedCase(answer: QuotedAnswer, at: number, writing: Writing): string {
  const { words, score, task } = writing
  const said = words.worst
  const { settled, judgeScore } = answer
  const facts = [said.caseNo(answer.caseNo), task(answer.task)]
  if (judgeScore !== null) facts.push(said.judge(judgeScore))
  const decided = settled
    ? `<p><b>${escapeHtml(said.settled(settled.name, settled.score, score(settled.score)))}</b> ${escapeHtml(settled.reason)}</p>`
    : ''
  const isShort = answer.text.length < shortAnswer && answer.verdicts.length < 6
  return `<div class="case"${isShort ? ' data-short' : ''}><h3>${at + 1}. ${score(answer.outcome)}: ${escapeHtml(answer.armName)}</h3>
<p class="small">${escapeHtml(facts.join(' · '))}</p>
<p><b>${said.question}</b> ${escapeHtml(answer.question)}</p>
<div class="quote">${escapeHtml(answer.text)}</div>
<ul>${answer.verdicts.map((verdict) => verdictLine(verdict, writing)).join('')}</ul>${decided}</div>`
}

function verdictLine(verdict: QuotedAnswer['verdicts'][number], { words, score }: Writing): string {
  const said = words.worst
  const found = [
    ...(verdict.errors.length > 0
      ? [verdict.errors.map((error) => words.errors[error]).join(', ')]
      : []),
    ...(verdict.harm === null ? [] : [words.harm[verdict.harm]]),
  ].map((part) => `; ${part}`)
  const remarks = [
    verdict.comment,
    verdict.expected === '' ? '' : said.expected(verdict.expected),
    ...verdict.marks.map((mark) => markText(mark, words)),
  ].filter((remark) => remark !== '')
  const head = said.verdict(verdict.name, verdict.score, score(verdict.score))
  return `<li><b>${escapeHtml(head)}</b>${found.join('')}${remarks.map((remark) => `<br>${escapeHtml(remark)}`).join('')}</li>`
}

function markText(
  mark: QuotedAnswer['verdicts'][number]['marks'][number],
  { worst, figures, relations }: Writing['words'],
): string {
  const said = worst.mark(figures.quote(mark.answer), named(relations, mark.relation))
  return mark.note === null ? said : `${said}: ${figures.quote(mark.note)}`
}
