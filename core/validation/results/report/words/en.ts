import type { EffectName, UndefinedReason } from '../../../../../contract/statistics'
import type { CriterionName } from '../../../../../contract/study-figures'
import type { TaskId } from '../../../../../contract/tasks'
import type { ErrorType, HarmGrade, RatedSpan } from '../../../../../contract/validation-rating'
import type { StratumName } from '../../../../../contract/validation-study'
import { counted } from './counted'
import { deviations, limits, methods, seal } from './en-closing'
import { agreement, controls, judge, worst } from './en-raters'
import type { FrameFacts, Verdict } from './facts'

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/*
 * Every word of a report in English. A second language has the same keys, or it does not compile.
 * Figures come in as they are to be read; words give back plain text.
 */
export const english = {
  frame: {
    kind: 'Validation report',
    title: (name: string, version: number) => `Validation report: ${name}, version ${version}`,
    facts: (facts: FrameFacts) =>
      `Version ${facts.version} of the study, in the project ${facts.project}. Opened ${facts.opened} by ${facts.openedBy}, closed ${facts.closed} by ${facts.closedBy}. Report made ${facts.made} by ${facts.madeBy} (${facts.role}).`,
    research:
      'Research use only. Not for patient care. This report is no certificate of a medical device.',
    confidential: 'CONFIDENTIAL',
    confidentialNotice:
      'This report quotes text made from confidential notes. It must not leave the hospital.',
    fileName: 'validation-report',
    unnamed: 'study',
  },
  figures: {
    range: (low: string, high: string) => `${low} to ${high}`,
    points: (value: string) => `${value} points`,
    found: (found: number, among: number, share: string) => `${found} of ${among}: ${share}`,
    none: 'none',
    day: (year: string, month: string, day: string) =>
      `${Number(day)} ${months[Number(month) - 1]} ${year}`,
    unknown: 'unknown',
    /** Between two figures of one text. */
    between: ', ',
    alone: (value: string) => `${value}, no interval`,
    quote: (text: string) => `“${text}”`,
    reasons: {
      'no-values': 'There is nothing to count.',
      'too-few-values': 'One value alone has no interval and no test.',
      'no-differences': 'All pairs are equal: there is nothing to test.',
      'no-variation': 'All values are the same, so agreement cannot be told from chance.',
      'no-overlap': 'No answer was rated by two people.',
      'one-rater': 'There was one rater only.',
      'one-category': 'One category only was in use.',
      'unsuitable-input': 'The values do not fit this figure.',
    } satisfies Record<UndefinedReason, string>,
    effects: {
      'cohens-dz': 'Cohen’s dz',
      'rank-biserial': 'rank-biserial correlation',
    } satisfies Record<EffectName, string>,
  },
  scores: {
    1: 'Unacceptable',
    2: 'Poor',
    3: 'Satisfactory',
    4: 'Excellent',
  },
  allTasks: 'All tasks',
  tasks: {
    'named-entity-recognition': 'Named Entity Recognition',
    'abbreviation-expansion': 'Abbreviation Expansion',
    'relation-extraction': 'Relation Extraction',
    'temporal-information-extraction': 'Temporal Information Extraction',
    'coreference-resolution': 'Coreference Resolution',
    paraphrasing: 'Paraphrasing',
    summarization: 'Summarization',
    'question-answering': 'Question Answering',
  } satisfies Record<TaskId, string>,
  errors: {
    fabrication: 'Fabrication',
    negation: 'Negation',
    causality: 'Causality',
    contextual: 'Context',
    omission: 'Omission',
    other: 'Other',
  } satisfies Record<ErrorType, string>,
  harm: {
    none: 'No harm',
    minor: 'Minor harm',
    moderate: 'Moderate harm',
    severe: 'Severe harm',
  } satisfies Record<HarmGrade, string>,
  notGraded: 'Not graded',
  relations: {
    contradicted: 'contradicted by the note',
    'not-in-note': 'not in the note',
    supported: 'borne out by the note',
  } satisfies Record<RatedSpan['relation'], string>,
  roles: {
    administrator: 'Administrator',
    'validation-lead': 'Validation lead',
  },
  strata: {
    task: 'task',
    'note-length': 'note length',
    doses: 'doses',
    allergies: 'allergies',
    negations: 'negations',
  } satisfies Record<StratumName, string>,
  /** What a stratum is called in a study's sample, part by part. */
  stratumParts: {
    'no task': 'no task',
    'short note': 'short note',
    'middling note': 'medium note',
    'long note': 'long note',
    doses: 'doses',
    'no doses': 'no doses',
    allergies: 'allergies',
    'no allergies': 'no allergies',
    negations: 'negations',
    'no negations': 'no negations',
  },
  summary: {
    title: 'The answer in short',
    asked: (purpose: string) => `Asked: ${purpose}`,
    meets: {
      met: (arm: string, _met: number, all: number) => `${arm} meets all ${all} criteria.`,
      'not-met': (arm: string, met: number, all: number) =>
        `${arm} meets ${met} of ${all} criteria.`,
      'cannot-be-said': (arm: string, met: number, all: number) =>
        `${arm} meets ${met} of ${all} criteria; the others cannot be said.`,
    } satisfies Record<Verdict, unknown>,
    unrated: 'None of its answers was rated.',
    rate: (bad: number, rated: number, share: string) =>
      `${bad} of ${counted(rated, 'rated answer', 'rated answers')} ${bad === 1 ? 'was' : 'were'} Unacceptable: ${share}`,
    upper: (bound: string) => `; with 95 % confidence it is no more than ${bound}`,
    mean: (figure: string) => `The mean score is ${figure} of 4.`,
    better: (questions: number, base: string, figure: string) =>
      `On the same ${counted(questions, 'question', 'questions')} it is better than ${base}: ${figure} points.`,
    worse: (questions: number, base: string, figure: string) =>
      `On the same ${counted(questions, 'question', 'questions')} it is worse than ${base}: ${figure} points.`,
    unclear: (questions: number, base: string, figure: string) =>
      `On the same ${counted(questions, 'question', 'questions')} it is not shown to differ from ${base}: ${figure} points.`,
    criteria: 'Criteria, fixed before the first rating',
    asks: 'What was asked',
    notAsked: 'not asked',
  },
  verdicts: {
    met: 'met',
    'not-met': 'not met',
    'cannot-be-said': 'cannot be said',
  } satisfies Record<Verdict, string>,
  criteria: {
    asks: {
      'unacceptable-upper': (required: string) =>
        `With 95 % confidence no more than ${required} of answers are Unacceptable`,
      'mean-score': (required: string) => `Mean score of at least ${required}`,
      alpha: (required: string) => `Krippendorff’s alpha among raters of at least ${required}`,
      sensitivity: (required: string) => `Raters find at least ${required} of planted errors`,
      'not-worse': (required: string) =>
        `Mean difference to the base, lower end of its interval: at least ${required}`,
      'no-severe-harm': (_required: string) => 'No answer graded as able to cause severe harm',
    } satisfies Record<CriterionName, unknown>,
    came: {
      'unacceptable-upper': (figure: string, n: number) =>
        `at most ${figure}, from ${counted(n, 'answer', 'answers')}`,
      'mean-score': (figure: string, n: number) =>
        `${figure}, from ${counted(n, 'answer', 'answers')}`,
      alpha: (figure: string, n: number) =>
        `${figure}, from ${counted(n, 'shared answer', 'shared answers')}`,
      sensitivity: (figure: string, n: number) => `${figure} of ${counted(n, 'look', 'looks')}`,
      'not-worse': (figure: string, n: number) => `${figure}, from ${counted(n, 'pair', 'pairs')}`,
      'no-severe-harm': (figure: string, n: number) =>
        `${figure} of ${counted(n, 'answer', 'answers')}`,
    } satisfies Record<CriterionName, unknown>,
    noFigure: 'no figure',
    harmOpen: 'poor answers without a harm grade leave it open',
  },
  sample: {
    title: 'Sample, raters and blinding',
    study: 'This study',
    questions: 'Questions',
    aboutNotes: (questions: number, notes: number) =>
      `${questions}, about ${counted(notes, 'note', 'notes')}`,
    source: 'Where they come from',
    ofComparison: (questions: string, comparison: string) =>
      `${questions} (comparison “${comparison}”)`,
    testSplit: 'Test split',
    /** Sources that the app named itself. */
    sources: { Complaints: 'Complaints' },
    notKnown: 'not known',
    drawn: 'How they were drawn',
    bySeed: (seed: number) => `by seed ${seed}`,
    overStrata: (strata: string) => `, in equal shares over ${strata}`,
    tasks: 'Tasks',
    everyTask: 'all that the comparison has',
    byStratum: 'Questions by stratum',
    answers: 'Answers to rate',
    withOutcome: (answers: number, rated: number) =>
      `${answers}, of which ${rated} have an outcome`,
    ratings: 'Ratings',
    done: (done: number, assigned: number) =>
      `${done} of ${assigned} assigned, hidden controls included`,
    overlap: 'Rated by everybody',
    overlapShare: (share: string) => `${share} of the questions; the others by one rater each`,
    apart: 'Far apart',
    apartOf: (answers: number, distance: number, settled: number) =>
      `${counted(answers, 'answer', 'answers')} with scores ${distance} or more apart, ${settled} of them settled by a third person`,
    compared: 'What was compared',
    base: 'base',
    arm: 'Arm',
    model: 'Model, SHA-256',
    adapter: 'Adapter, SHA-256',
    raters: 'Raters',
    rater: 'Rater',
    rated: 'Rated',
    ratedOf: (done: number, assigned: number) => `${done} of ${assigned}`,
    meanGiven: 'Mean score given',
    medianTime: 'Median time an answer',
    blinding: 'Blinding',
    blinded:
      'Raters saw the note, the question and one answer at a time, in an order shuffled for each of them. They saw neither the model, the arm, the judge’s score, nor each other’s ratings; the app’s core refuses these to a reviewer’s account. Answers with a planted error and repeats were mixed in unmarked.',
    expectedFirst: 'Before an answer was shown, they noted what it should hold.',
    armsHidden: 'Figures by arm were not shown to anybody before the study was closed.',
  },
  results: {
    title: 'Results',
    note: (level: string) =>
      `Intervals are at ${level}. An answer’s outcome is the score a third person settled, else the median of its raters’ scores, rounded down.`,
    noMean: 'There is no mean score: nothing was rated.',
    meanPlot: 'Mean score, 1 (Unacceptable) to 4 (Excellent)',
    outcomePlot: 'Answers by outcome',
    unacceptablePlot: 'Share of Unacceptable answers, exact intervals',
    differencePlot: (arm: string, base: string) =>
      `${arm} against ${base}: difference of mean scores; right of the line is better`,
    noDifference: 'no difference',
    against: (base: string) => `Against ${base}, question by question`,
    arm: 'Arm',
    figure: 'Figure',
    came: 'What came out',
    difference: 'Mean difference',
    tTest: 'Paired t-test',
    wilcoxon: 'Wilcoxon signed-rank test',
    outcomes: 'Better, equal, worse',
    oneSide: 'Unacceptable at one alone',
    oneSideOf: (fixed: number, made: number, test: string) =>
      `${fixed} at the base alone, ${made} at this arm alone; McNemar ${test}`,
    rateDifference: 'Difference of Unacceptable rates',
    byTask: 'By task',
    task: 'Task',
    rated: 'Rated',
    mean: 'Mean score',
    unacceptable: 'Unacceptable',
    noneRated: 'none rated',
    mistakes: 'Errors and harm',
    mistakesNote:
      'An answer counts if any rater named the error, or if who settled it did. Harm is the gravest grade that anybody gave.',
    error: 'Error',
    couldFollow: 'What could follow',
  },
  agreement,
  controls,
  judge,
  worst,
  deviations,
  limits,
  methods,
  seal,
}
export type ReportWords = typeof english
