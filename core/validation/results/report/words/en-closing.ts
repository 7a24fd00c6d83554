import { counted } from './counted'

/* What a report says of deviations, limits, methods and hashes. */

export const deviations = {
  title: 'What did not go as planned',
  none: 'None: everything that was planned was done, and the plan was not changed.',
  noReason: 'no reason was given',
  newVersion: (version: number, reason: string) =>
    `The plan was changed after it had been fixed (version ${version}): ${reason}. Ratings of earlier versions are not part of the figures.`,
  fewerQuestions: (planned: number, drawn: number) =>
    `${counted(planned, 'question was', 'questions were')} planned, and there were enough for ${drawn}.`,
  notRated: (missing: number, assigned: number) =>
    `${missing} of ${counted(assigned, 'assigned rating', 'assigned ratings')} ${missing === 1 ? 'was' : 'were'} not finished.`,
  withoutOutcome: (answers: number) =>
    `${counted(answers, 'answer', 'answers')} got no rating and ${answers === 1 ? 'is' : 'are'} in no figure.`,
  idle: (names: string) => `Planned as raters and without a finished rating: ${names}.`,
  notSettled: (answers: number) =>
    `Raters are far apart on ${counted(answers, 'answer', 'answers')} that no third person settled; the median rounded down counts there.`,
  settledLate: (answers: number) =>
    `${counted(answers, 'answer was', 'answers were')} settled after rating had ended, when figures by arm could be seen already.`,
  otherName: (rater: string, name: string) =>
    `The ratings of ${rater} came back in a packet from somebody signed in as ${name}; the lead took them in as those of ${rater}.`,
  changed: (ratings: number) =>
    `${counted(ratings, 'rating was', 'ratings were')} opened again after being finished and given another score; what was said last counts, earlier scores are kept.`,
  conflicts: (conflicts: number) =>
    `${counted(conflicts, 'rating', 'ratings')} that came back in a packet differed from one already here; the lead decided each.`,
  conflictsOpen: (conflicts: number, open: number) =>
    `${counted(conflicts, 'rating', 'ratings')} that came back in a packet differed from one already here; ${open} of them ${open === 1 ? 'is' : 'are'} undecided.`,
  versions: 'Versions',
  version: 'Version',
  opened: 'Opened',
  ratings: 'Ratings',
  why: 'Why',
  notOpened: 'not opened',
  firstPlan: 'first plan',
}

export const limits = {
  title: 'What this report does not show',
  care: 'It does not show that use in care is safe. Answers were rated one by one by people who looked for faults; a busy reader may not.',
  rare: (share: string, answers: number) =>
    `It does not show rare faults: one that occurs in fewer than ${share} of answers may well not occur among ${answers}.`,
  sameRaters:
    'Intervals speak of other questions like these, rated by these same people. Other raters may be stricter or milder; the table of raters shows how far these differ.',
  strata:
    'Questions were drawn in equal shares over the strata, so figures over all are of that mix and not of daily work.',
  ownSplit:
    'The notes are from the project’s own test split. It says nothing of notes of another kind, such as your own where they are written otherwise.',
  sameNotes: (questions: number, notes: number) =>
    `${questions} questions are about ${counted(notes, 'note', 'notes')}. Means and their differences allow for that; the tests and the exact intervals take questions as independent and are somewhat too sure.`,
  seenFirst:
    'Raters saw the answer before they had said what it should hold, so omissions are likely counted too low.',
  nothingPlanted: 'No error was planted, so it is not known how many errors raters overlook.',
  overlooked: (missed: number, planted: number) =>
    `Raters overlooked ${missed} of ${counted(planted, 'planted error', 'planted errors')}, so real ones are likely more than were counted.`,
  looks:
    'Intervals of planted errors and repeats take each look as independent, though several may be at the same answer.',
  noAgreement: 'No answer was rated by two people, so nothing is known of agreement.',
  noBase: 'There was no base to compare with.',
  manyTests:
    'Several tests were made and none is adjusted for the others: a single small p among many is no proof.',
  imported:
    'Answers that were imported from a file are as the file says; this app did not see them made.',
}

/** Each method by name, with the source of its formula. */
export const methods = {
  title: 'Methods',
  note: (draws: number) =>
    `Every bootstrap has ${draws} draws and a fixed seed: the same ratings give the same figures.`,
  scale:
    'Scale: 1 Unacceptable, 2 Poor, 3 Satisfactory, 4 Excellent, as in the published method (Kweon et al. 2024).',
  mean: 'Interval of a mean and of a mean difference: percentile bootstrap, notes drawn whole (Efron & Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13).',
  share:
    'Interval of a share: exact, Clopper & Pearson (Biometrika 26, 1934). Its one-sided upper bound with no event among n is 1 − 0.05^(1/n), about 3/n (Hanley & Lippman-Hand, JAMA 249, 1983).',
  tTest:
    'Paired t-test (Student, Biometrika 6, 1908) with Cohen’s dz = mean difference / its standard deviation (Lakens, Front. Psychol. 4, 2013).',
  wilcoxon:
    'Wilcoxon signed-rank test (Biometrics Bulletin 1, 1945), exact up to 50 differing pairs; effect: rank-biserial correlation (W⁺ − W⁻)/(W⁺ + W⁻) (Kerby, Compr. Psychol. 3, 2014).',
  mcNemar:
    'McNemar’s test (Psychometrika 12, 1947), mid-p (Fagerland et al., BMC Med. Res. Methodol. 13:91, 2013); difference of paired shares: Tango’s score interval (Stat. Med. 17, 1998).',
  alpha:
    'Krippendorff’s alpha, ordinal: 1 − observed / expected disagreement (Computing Krippendorff’s Alpha-Reliability, 2011); bootstrap over answers.',
  ac2: 'Gwet’s AC2, quadratic weights over the whole scale (Handbook of Inter-Rater Reliability, 4th edition, 2014); bootstrap over answers.',
  kappa: 'Cohen’s weighted kappa, quadratic (Psychol. Bull. 70, 1968); bootstrap over answers.',
  correlations:
    'Pearson (interval by Fisher’s z), Kendall’s tau‑b, Spearman (interval after Bonett & Wright, Psychometrika 65, 2000).',
}

export const seal = {
  title: 'Seal and hashes',
  notLooked: 'The report was made without a window, so nobody looked at the seal.',
  sealed: 'When this report was made the app was sealed: no connection left the machine.',
  notSealed: 'When this report was made the seal of the app was not whole; see below.',
  madeWith: (version: string) => `Made with version ${version}.`,
  state: 'Seal',
  looked: 'What was looked at',
  holds: 'holds',
  fails: 'does not hold',
  sockets: (connections: number, processes: number) =>
    `${counted(connections, 'socket', 'sockets')} beyond the machine, in ${counted(processes, 'process', 'processes')} of the app`,
  socketsUncounted: 'Sockets of the app; this system does not let it count them',
  checks: {
    node: 'Network functions of the app’s programs',
    page: 'Addresses that pages may load from',
    names: 'Looking up names of hosts',
    app: 'The app’s own look at its seal',
  },
  data: 'This report’s data',
  plan: 'Plan and cases, fixed before the first rating',
  note: (lines: number) =>
    `Signatures are given in the app, each with name, time and meaning, and bind to the first hash: one changed byte of the stored data, and they no longer hold. ${counted(lines, 'line', 'lines')} of ratings are stored with it, from which every figure can be computed again.`,
}
