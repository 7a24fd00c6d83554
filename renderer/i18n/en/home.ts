export const home = {
  title: 'Home',
  purpose:
    'Makes clinical language models from synthetic notes on this machine, and proves whether they may be used.',
  continue: 'Go on',
  jobs: 'Jobs',
  lately: 'Lately',
  seal: 'Network seal',
  machine: 'This machine',
  waiting: {
    title: 'What waits for you',
    nothing: 'Nothing waits for you.',
    spotCheck_one: '{{count}} note to check by eye',
    spotCheck_other: '{{count}} notes to check by eye',
    other_one: '{{count}} item: {{what}}',
    other_other: '{{count}} items: {{what}}',
    open: 'Open',
  },
  workspace: {
    title: 'Workspace',
    models_zero: 'No models',
    models_one: '{{count}} model',
    models_other: '{{count}} models',
    database: 'Database',
    encrypted: '{{size}}, encrypted',
    folder: 'Folder',
    backup: 'Last backup',
    noBackup: 'Backups come in a later version: copy the folder while the app is closed',
    version: 'Version',
  },
  next: {
    noProject: {
      title: 'Start with the sample project',
      text: 'Fictional case reports and local notes that you may try everything on.',
      action: 'Open the sample project',
    },
    sources: {
      title: 'Bring in case reports',
      text: 'Files of several formats are recognised by themselves; you see them before they are stored.',
      action: 'Go to Sources',
    },
    models: {
      title: 'Choose a model',
      text: 'The reports are here. A model on this machine can turn them into discharge notes.',
      action: 'Go to Models',
    },
    synthesis: {
      title: 'Make discharge notes',
      text: 'Reports and a model are here. Choose how many reports to begin with.',
      action: 'Go to Synthesis',
    },
    running: {
      title: 'Notes are being made',
      text: 'You can read the finished ones while the others come.',
      action: 'Watch the run',
    },
    check: {
      title: 'Check some notes by eye',
      text: 'The stage counts as done when a random draw of notes has been read and ticked off.',
      action: 'Go to Synthesis',
    },
    training: {
      title: 'Train an adapter',
      text: 'The pairs are split. A plan, a few measured steps, and you know what it takes before it starts.',
      action: 'Go to Training',
    },
    trained: {
      title: 'An adapter is being trained',
      text: 'You can watch its loss and what it answers. It goes on while you work elsewhere.',
      action: 'Watch the training',
    },
    halted: {
      title: 'A training stands still',
      text: 'Nothing up to its last checkpoint is lost. Resume it, or keep what it has learned.',
      action: 'Look at it',
    },
    evaluation: {
      title: 'Compare with the base',
      text: 'The same questions to both, judged without knowing who answered: that shows what training changed.',
      action: 'Go to Evaluation',
    },
    instructions: {
      title: 'Make questions and answers',
      text: 'Kept notes are here. A model asks about them and answers: the examples for fine-tuning.',
      action: 'Go to Instructions',
    },
    asking: {
      title: 'Questions and answers are being written',
      text: 'You can read the finished ones while the others come.',
      action: 'Watch the run',
    },
    split: {
      title: 'Split the rows and check them',
      text: 'Training learns from one part and is judged on another. A check shows that nothing leaks between them.',
      action: 'Go to Instructions',
    },
    query: {
      title: 'Ask about a note',
      text: 'One note, one question, one answer, with the places in the note it comes from.',
      action: 'Go to Query',
    },
  },
}
