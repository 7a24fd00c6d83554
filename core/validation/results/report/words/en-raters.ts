import { counted } from './counted'

/* What a report says of raters, the judge, and the worst answers. */

export const agreement = {
  title: 'How far raters agree',
  note: 'Before anything was settled. 1 is full agreement, 0 what chance would give. Where nearly all scores are the same alpha is low though raters rarely differ; AC2 is less moved by that.',
  answers: 'Answers',
  all: 'All answers',
  shared: 'Rated by two or more',
  alpha: 'Krippendorff’s alpha (ordinal)',
  ac2: 'Gwet’s AC2 (quadratic)',
  pairs: 'Two by two',
  raters: 'Raters',
  both: 'Both rated',
  kappa: 'Cohen’s kappa (quadratic)',
  pair: (first: string, second: string) => `${first} and ${second}`,
}

export const controls = {
  title: 'How well raters see, and how steady they are',
  note: (unaltered: string) =>
    `An error planted into an answer counts as found where a rater gave 1 or 2, or named an error other than an omission. The same was said of unaltered answers in ${unaltered}: a rate to hold the first against. Steady is who gives the same score when an answer comes a second time.`,
  rater: 'Rater',
  all: 'All raters',
  planted: 'Planted errors found',
  repeats: 'Repeats scored the same',
}

export const judge = {
  title: 'The judge beside the clinicians',
  none: 'No automatic judge scored these answers, so there is nothing to compare.',
  note: (name: string) =>
    `Scores of the model ${name} against the clinicians’ outcomes. 1 is the same order, 0 none. Raters never saw them.`,
  both: 'Both scored',
  answers: (n: number) => counted(n, 'answer', 'answers'),
  pearson: 'Pearson',
  kendall: 'Kendall’s tau‑b',
  spearman: 'Spearman',
}

export const worst = {
  title: 'The worst answers',
  none: 'No rated answer came out as Unacceptable or Poor.',
  noneRated: 'No rated answer came out as Unacceptable or Poor, because none was rated.',
  note: 'Word by word, the worst first.',
  rest: (rest: number) =>
    `${counted(rest, 'more answer', 'more answers')} with outcome 1 or 2 ${rest === 1 ? 'is' : 'are'} not printed; the table of ratings lists them.`,
  caseNo: (caseNo: number) => `Case ${caseNo}`,
  judge: (score: number) => `judge ${score}`,
  question: 'Question.',
  settled: (name: string, score: number, scoreName: string) =>
    `Settled by ${name}: ${score}, ${scoreName}.`,
  verdict: (name: string, score: number, scoreName: string) => `${name}: ${score}, ${scoreName}`,
  expected: (text: string) => `Expected: ${text}`,
  mark: (quoted: string, relation: string) => `${quoted} is ${relation}`,
}
