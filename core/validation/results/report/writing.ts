import type { EstimateOrNot, TestOrNot } from '../../../../contract/statistics'
import type { CorrelationOrNot, Share } from '../../../../contract/study-figures'
import type { ReportLanguage } from '../../../../contract/study-results'
import type { TaskId } from '../../../../contract/tasks'
import type { Score } from '../../../../contract/validation-rating'
import { german } from './words/de'
import { english, type ReportWords } from './words/en'

type Write = (value: number) => string

/** How a report writes in one language. Nothing asks the machine's own habits: the same data are the same bytes everywhere. */
export interface Writing {
  readonly language: ReportLanguage
  readonly words: ReportWords
  readonly fixed: (value: number, digits?: number) => string
  readonly signed: (value: number, digits?: number) => string
  /** One decimal where it tells something: "2.4 %", "37 %". */
  readonly percent: Write
  /** "3.12 (2.98 to 3.27)", or why there is none. */
  readonly estimate: (figure: EstimateOrNot, write?: Write) => string
  /** A difference of shares: "−21.7 (−33.6 to −13.1) points". */
  readonly points: (figure: EstimateOrNot) => string
  readonly test: (test: TestOrNot) => string
  readonly correlation: (figure: CorrelationOrNot) => string
  /** "18 of 20: 90 % (68 % to 99 %)", or "none". */
  readonly share: (share: Share) => string
  readonly moment: (instant: string) => string
  readonly score: (score: number) => string
  readonly task: (task: TaskId | null) => string
  /** "Summarization · long note" */
  readonly stratum: (stratum: string) => string
}

/** A space at which no line ends. */
const gap = '\u00a0'

const wordsOf: Readonly<Record<ReportLanguage, ReportWords>> = { en: english, de: german }

export function writingIn(
  language: ReportLanguage,
  words: ReportWords = wordsOf[language],
): Writing {
  const { fixed, signed, percent } = numbersIn(language)
  const { figures } = words
  const range = (low: string, high: string): string =>
    `(${figures.range(low, high)})`.replaceAll(' ', gap)
  const estimate = (figure: EstimateOrNot, write: Write = fixed): string => {
    if (figure.kind === 'not-defined') return figures.reasons[figure.reason]
    if (figure.kind === 'no-interval')
      return `${write(figure.value)}. ${figures.reasons[figure.reason]}`
    return `${write(figure.value)} ${range(write(figure.low), write(figure.high))}`
  }
  const p = (value: number): string => {
    const said =
      value < 0.001 ? `p < ${fixed(0.001, 3)}` : `p = ${fixed(value, value < 0.1 ? 3 : 2)}`
    return said.replaceAll(' ', gap)
  }
  const task = (id: TaskId | null): string => (id === null ? words.allTasks : words.tasks[id])
  return {
    language,
    words,
    fixed,
    signed,
    percent,
    estimate,
    points: (figure) => {
      const text = estimate(figure, (value) => signed(value * 100, 1))
      return figure.kind === 'estimate' ? figures.points(text) : text
    },
    test: (test) => {
      if (test.kind === 'not-defined') return figures.reasons[test.reason]
      const effect = test.effect
        ? `; ${named(figures.effects, test.effect.name)} ${fixed(test.effect.value)}`
        : ''
      return `${p(test.p)}${figures.between}n = ${test.n}${effect}`
    },
    correlation: (figure) => {
      if (figure.kind === 'not-defined') return figures.reasons[figure.reason]
      const { value, interval } = figure
      const inside = interval ? ` ${range(fixed(interval.low), fixed(interval.high))}` : ''
      return `${fixed(value)}${inside}${figures.between}${p(figure.p)}`
    },
    share: ({ found, among, share }) =>
      among === 0 ? figures.none : figures.found(found, among, estimate(share, percent)),
    moment: (instant) => (instant === '' ? figures.unknown : momentIn(words, instant)),
    score: (score) => words.scores[score as Score],
    task,
    stratum: (stratum) =>
      stratum
        .split(' · ')
        .map((part) => named(words.tasks, part, named(words.stratumParts, part)))
        .join(' · '),
  }
}

function numbersIn(language: ReportLanguage) {
  const fixed = (value: number, digits = 2): string => {
    const text = value.toFixed(digits)
    const whole = /^-0\.?0*$/.test(text) ? text.slice(1) : text
    return language === 'de' ? whole.replace('.', ',') : whole
  }
  const signed = (value: number, digits = 2): string => {
    const text = fixed(value, digits)
    return Number(value.toFixed(digits)) > 0 ? `+${text}` : text.replace('-', '−')
  }
  const percent = (value: number): string => {
    const points = value * 100
    return `${points !== 0 && points < 10 ? fixed(points, 1) : fixed(points, 0)}${gap}%`
  }
  return { fixed, signed, percent }
}

/** "5 Jul 2026, 09:30 UTC", "05.07.2026, 09:30 UTC". */
function momentIn({ figures }: ReportWords, instant: string): string {
  const day = figures.day(instant.slice(0, 4), instant.slice(5, 7), instant.slice(8, 10))
  return `${day}, ${instant.slice(11, 16)} UTC`.replaceAll(' ', gap)
}

/** The word for a code; what has none is printed as it stands, such as a code of an earlier version. */
export function named(
  words: Readonly<Record<string, string>>,
  code: string,
  otherwise: string = code,
): string {
  return words[code] ?? otherwise
}

export function armNameIn(
  { arms }: { readonly arms: readonly { readonly arm: string; readonly name: string }[] },
  arm: string,
): string {
  return arms.find((one) => one.arm === arm)?.name ?? arm
}
