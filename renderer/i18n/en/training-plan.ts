/** Words of the plan: fields with their help, presets, warnings. */
export const trainingPlan = {
  what: 'What is trained',
  lora: 'LoRA: a small add-on file that changes how the model answers; the model itself stays as it was.',
  departure:
    'The paper trained all weights of the model on eight GPUs. Training a LoRA adapter instead is a departure from it, under every preset.',
  range: '{{min}} to {{max}}',
  rangeUnit: '{{min}} to {{max}} {{unit}}',
  usual: 'preset {{value}}',
  reset: 'Back to {{value}}',
  outside: 'Takes {{range}}. The last value is kept.',
  more: 'More settings',
  saved: 'The plan is kept as you change it.',
  measure: 'Measure on this machine',
  reader: 'A builder makes the plan and starts the training. Runs and adapters are open to you.',
  units: {
    tokens: 'tokens',
    samples: 'samples',
    steps: 'steps',
    times: 'times',
    share: '',
    bytes: '',
    none: '',
  },
  presets: {
    title: 'Start from',
    paper: {
      name: 'As in the paper',
      text: 'Its learning rate, batch and passes, for a comparison with the published figures.',
    },
    lora: {
      name: 'Usual for LoRA',
      text: 'Higher learning rates and smaller batches, which suit an adapter. Start here.',
    },
    trial: {
      name: 'Quick trial',
      text: 'A few minutes on little data, to see that everything works. Not for use.',
    },
    figures: 'Learning rate {{rate}} · batch {{batch}} · {{epochs}} · {{tokens}} tokens',
    passes_one: '{{number}} pass',
    passes_other: '{{number}} passes',
    custom: 'Your own settings, begun from "{{name}}".',
    replaced: 'The settings are now those of "{{name}}".',
  },
  stages: {
    title: 'Two stages, one after the other',
    on: 'Train this stage',
    pretraining: {
      name: '1 Pretraining on notes',
      text: 'The model reads whole notes and learns how they are written.',
    },
    tuning: {
      name: '2 Instruction tuning',
      text: 'The model learns to answer: note and question are given, the answer is learned.',
    },
    notes_one: '{{number}} note',
    notes_other: '{{number}} notes',
    pairs_one: '{{number}} pair',
    pairs_other: '{{number}} pairs',
    train: '{{what}} to learn from',
    validation: '{{what}} to check with',
    confidential: '{{number}} confidential',
    steps_one: 'about {{number}} step',
    steps_other: 'about {{number}} steps',
  },
  parts: {
    adapter: 'Adapter',
    looks: 'Looks at the validation side',
    keeping: 'Checkpoints and sample answers',
    machine: 'Machine',
  },
  fields: {
    modelId: {
      label: 'Base model',
      help: 'The adapter will work with this very model and with no other.',
    },
    startAdapterId: {
      label: 'Go on from',
      help: 'An earlier adapter of this model to train further; otherwise a new one begins.',
      none: 'A new adapter',
    },
    style: {
      label: 'Prompt',
      help: 'How note and question are laid before the model. The adapter will be asked in the same way.',
      asclepius: 'The published template',
      model: 'The model’s own ({{family}})',
    },
    device: {
      label: 'Runs on',
      help: 'Automatic takes the graphics card where there is one.',
      auto: 'Automatic',
      cpu: 'Processor',
      cuda: 'Graphics card (CUDA)',
      vulkan: 'Graphics card (Vulkan)',
    },
    precision: {
      label: 'Arithmetic',
      help: 'How finely products are computed while it learns. Half as many digits are about half faster on processors that multiply them (AVX512-BF16); others and graphics cards refuse them. The self-test before each training holds the difference under a limit.',
      single: 'Single precision (32 bits)',
      bfloat16: 'bfloat16 (16 bits)',
    },
    context: {
      label: 'Longest sample',
      help: 'In tokens, pieces of words. A longer note is cut at its end; question and answer never are.',
    },
    seed: {
      label: 'Seed',
      help: 'Decides the order and every draw: the same seed gives the same adapter again.',
    },
    threads: {
      label: 'Threads',
      help: 'Cores that compute side by side. 0: all of the machine less one.',
    },
    lora: {
      rank: {
        label: 'Rank',
        help: 'How much the adapter can learn, and how large its file is.',
      },
      alpha: {
        label: 'Alpha',
        help: 'How strongly it acts: usually twice the rank.',
      },
      targets: {
        label: 'Parts of each layer',
        help: 'q, k, v and o steer attention; gate, up and down transform. All seven is usual.',
      },
    },
    validateEvery: {
      label: 'Look every',
      help: 'Steps between two looks at samples it does not learn from. 0: never.',
    },
    validationSamples: {
      label: 'Samples a look',
      help: 'More make the validation loss steadier and each look slower.',
    },
    patience: {
      label: 'Patience',
      help: 'Looks without gain after which a stage ends early with its best state. 0: never.',
    },
    minimumGain: {
      label: 'Least gain',
      help: 'A look counts as a gain when the validation loss falls by more than this.',
    },
    checkpointEvery: {
      label: 'Checkpoint every',
      help: 'Steps between two stored states. After a power cut it goes on from the last one.',
    },
    sampleQuestions: {
      label: 'Sample questions',
      help: 'Answered at each checkpoint beside the base, so that you see it change. 0: none.',
    },
    sampleTokens: {
      label: 'Longest sample answer',
      help: 'In tokens; longer ones cost more time at each checkpoint.',
    },
    plantedStrings: {
      label: 'Planted strings',
      help: 'Made-up numbers laid among the training data. Afterwards a test asks how well they were learned by heart. 0: none.',
    },
    stage: {
      epochs: { label: 'Passes', help: 'How often each sample is seen.' },
      learningRate: {
        label: 'Learning rate',
        help: 'How far each step goes; 2e-5 is 0.00002. Too high forgets, too low learns nothing.',
      },
      schedule: {
        label: 'Course of the rate',
        help: 'After the warm-up it stays, falls in a line, or falls along a cosine.',
        constant: 'Stays',
        linear: 'Falls in a line',
        cosine: 'Falls along a cosine',
      },
      warmupShare: {
        label: 'Warm-up',
        help: 'Part of the steps in which the rate rises from nothing.',
      },
      finalFraction: {
        label: 'Left at the end',
        help: 'Part of the learning rate that the fall ends at.',
      },
      batch: {
        label: 'Batch',
        help: 'Samples that together make one step. Larger is steadier and takes fewer steps.',
      },
      weightDecay: {
        label: 'Weight decay',
        help: 'Pulls the adapter back toward doing nothing. The paper has 0.',
      },
      beta1: { label: 'Beta 1', help: 'How long the optimiser remembers the direction.' },
      beta2: { label: 'Beta 2', help: 'How long the optimiser remembers the size of steps.' },
      epsilon: { label: 'Epsilon', help: 'Keeps the optimiser from dividing by nothing.' },
      clip: {
        label: 'Clip gradients at',
        help: 'A step that would be larger is shortened to this. 0: never.',
      },
      maxSamples: {
        label: 'At most',
        help: 'Notes or pairs drawn by the seed. Empty: all.',
        all: 'all',
      },
    },
  },
  data: {
    title: 'What goes in',
    notes: 'Notes',
    pairs: 'Pairs',
    ofThem: '{{train}} to learn, {{validation}} to check',
    confidential: 'Confidential',
    confidentialText:
      'It learns from local notes: the adapter will be marked confidential for ever and cannot be shared.',
    none: 'none',
    mean: 'A pair has',
    meanText: 'about {{mean}} characters, at most {{max}}',
    context: 'Model’s context',
    link: 'Look at the split',
  },
  care: {
    title: 'Worth a look',
    none: 'Nothing odd in this plan.',
    stop_one: '{{number}} thing stands in the way',
    stop_other: '{{number}} things stand in the way',
    care_one: '{{number}} odd choice',
    care_other: '{{number}} odd choices',
  },
  warnings: {
    'both-stages-off': 'Both stages are off: nothing would be trained. Switch one on.',
    'no-notes': 'There are no notes to learn from. Make some in Synthesis, or switch this off.',
    'no-pairs':
      'There are no pairs to learn from. Make and split some in Instructions, or switch this off.',
    'no-validation':
      'Nothing is on the validation side: it cannot be seen whether it learns or memorises.',
    'patience-without-validation':
      'Ending early needs looks at the validation side, and there are none.',
    'learning-rate-low-for-lora':
      '{{rate}} is the rate for training all weights. An adapter learns little at it; {{usual}} is usual.',
    'learning-rate-high': '{{rate}} is high: the model may fall apart. {{usual}} is usual.',
    'few-steps': 'Few steps come of this: about {{steps}}. A smaller batch gives more.',
    'batch-above-data': 'A batch of {{batch}} is more than there is: about {{samples}}.',
    'few-samples': 'Only {{samples}} to learn from: enough for a trial, not for use.',
    'many-epochs': 'After {{epochs}} passes it will know its {{samples}} samples by heart.',
    'context-beyond-model': 'The model was made for {{model}} tokens; beyond that it reads badly.',
    'context-short-for-data':
      'The longest pair has about {{longest}} tokens: its note would be cut. The mean is {{mean}}.',
    'context-long-for-data':
      'The longest pair has about {{longest}} tokens. A shorter context needs less memory.',
    'rank-high-for-data': 'Rank {{rank}} for {{samples}} samples invites learning by heart.',
    'alpha-odd': 'Alpha {{alpha}} is far from rank {{rank}}. Between one and two times is usual.',
    'few-targets': 'Only {{targets}} of seven parts can change. The adapter may learn little.',
    'warmup-long': '{{share}} of the steps ({{steps}}) go into warming up.',
    'warmup-none': 'At {{rate}} without a warm-up the first steps may do harm.',
    'weight-decay-not-paper': 'The paper has no weight decay; this has {{decay}}.',
    'checkpoint-never':
      'A stage is shorter than this (about {{steps}}): no checkpoint before its end, and no samples on the way.',
    'validation-costly':
      '{{looks}} looks at {{samples}} samples take about {{share}} of the time of learning.',
    'start-adapter-decides': 'Its rank, alpha and parts replace those of this plan.',
    'style-of-base':
      'With the model’s own prompt the adapter does not compare with the published ones.',
  },
  empty: {
    model: {
      title: 'There is no model yet',
      text: 'An adapter is trained for a model on this machine. Bring one in, or take the sample model.',
      action: 'Go to Models',
    },
    data: {
      title: 'There is nothing to learn from yet',
      text: 'An adapter learns from the notes and the questions with their answers, split by case.',
      action: 'Go to Instructions',
    },
  },
}
