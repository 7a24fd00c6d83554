/** What is said of the machine and of how a model fits it, in English; see job-sentences.ts. */
export const machineSentences = {
  'gpu-used': 'Found {{names}}, used through {{backend}}.',
  'gpu-not-tried': 'No GPU support was tried.',
  'gpu-not-usable': 'No GPU that can be used was found.',
  'gpu-no-device': '{{backend}}: no device.',
  'gpu-software-only': '{{backend}}: only a software device ({{names}}).',
  'gpu-no-driver': '{{backend}}: no driver or no device.',
  'runs-on-processor': 'Models run on the processor.',
  'needs-memory': 'Needs about {{memory, bytes}} of memory.',
  'needs-both-memories': 'Needs about {{memory, bytes}} of memory and {{gpu, bytes}} on the GPU.',
  'free-memory': 'Free now: {{memory, bytes}} of memory.',
  'free-both-memories': 'Free now: {{memory, bytes}} of memory and {{gpu, bytes}} on the GPU.',
  'fits-not': 'It does not fit.',
  'fit-not-known': 'Not known at the moment.',
  'context-as-trained':
    'The context was set to {{tokens, number}} tokens: this model reads no more at once.',
  'context-as-fits': 'The context was made {{tokens, number}} tokens long to fit the free memory.',
  'layers-as-fit': '{{layers, number}} of {{all, number}} layers fit on the GPU.',
} as const
