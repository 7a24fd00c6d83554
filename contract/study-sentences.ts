/** Why a study or its report is not planned, opened, changed or made, in English. */
export const studyRefusals = {
  'study-blocked-run': 'Choose a comparison of this project: its questions and answers are rated.',
  'study-blocked-arm': 'Choose at least one arm whose answers are rated.',
  'study-blocked-question':
    'No question has an answer from every chosen arm. Choose other arms or tasks, or wait until the comparison is done.',
  'study-blocked-rater':
    'Choose at least one rater. Raters have the role reviewer; an administrator adds them under People.',
  'study-blocked-purpose': 'Say in a sentence what the study is to find out.',
  'study-gone': 'This study is not here any more.',
  'study-fixed':
    'This study is fixed: its plan and its sample do not change any more. Make a new version of it, with a reason.',
  'study-closes-open': 'Only a study that is open can be closed.',
  'study-is-draft': 'A draft needs no new version: change it where it stands.',
  'comparison-gone': 'This comparison is not here any more. Choose another.',
  'comparison-elsewhere': 'This comparison belongs to another project. Choose one of this.',
  'no-comparison':
    'There is no comparison yet. Make one under Evaluation: its questions and answers are what clinicians rate.',
  'target-out-of-reach': 'No number of questions reaches this target. Choose another.',
  'study-elsewhere':
    'This study came in a packet and holds no arms. The report is made where the study was planned.',
  'study-open':
    'The study is not closed yet, so nothing was made. Close it first: figures by arm are shown after that.',
  'study-altered':
    'What was fixed when this study was opened was changed afterwards, so no report was made. Its ratings are kept. Compare with a backup, and tell whoever answers for safety.',
  'report-gone': 'This report is not here any more.',
  'report-file-there':
    'There is a file {{name}} in that folder already. Nothing was written. Choose another folder.',
  'report-altered':
    'This report is not what it was when it was made, so nothing was written. Make a new one; tell your administrator.',
  'report-needs-window':
    'A PDF is printed by the app with its window, which is not here. Take the report as HTML; it holds the same.',
} as const
