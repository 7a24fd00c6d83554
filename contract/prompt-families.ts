/**
 * How a prompt is written for each family of models. A model's own chat template is a program
 * inside a file from elsewhere: it is recognised by its content and never run. Everything here is
 * pure, and every family's bytes are tested.
 *
 * A prompt is a list of segments. Only segments marked `special` may become control tokens; text
 * of notes, reports and people is always tokenised as plain text, so that a note that contains
 * `<|im_end|>` ends nothing.
 */

export const PROMPT_FAMILIES = [
  'asclepius',
  'chatml',
  'llama-2',
  'llama-3',
  'mistral',
  'gemma',
  'plain',
] as const

export type PromptFamily = (typeof PROMPT_FAMILIES)[number]

export type Segment = { readonly text: string; readonly special: boolean }

export type RenderedPrompt = {
  readonly kind: 'segments'
  readonly segments: Segment[]
  /** Leading segments that are the same for every instruction about the same note. */
  readonly reusableSegments: number
}

/** A conversation of one turn. */
export type ChatInput = { readonly system?: string | undefined; readonly user: string }
/** A note and one instruction about it. */
export type NoteInput = {
  readonly system?: string | undefined
  readonly note: string
  readonly instruction: string
}

const BEFORE_NOTE = [
  "Below is a snippet of patient's discharge summary and a following instruction from healthcare professional.",
  'Write a response that appropriately completes the instruction.',
  'The response should provide the accurate answer to the instruction, while being concise.',
  '',
  '[Discharge Summary Begin]',
  '',
].join('\n')
const BETWEEN = '\n[Discharge Summary End]\n\n[Instruction Begin]\n'
const AFTER = '\n[Instruction End]'

/** The misspelling is part of the format: models of this family were trained on these bytes. */
const ASCLEPIUS_FIRST_LINE = 'You are an intelligent clinical languge model.\n'
const CHAT_FIRST_LINE = 'You are an intelligent clinical language model.\n'

const stripNewlines = (text: string): string => text.replace(/^\n+|\n+$/g, '')

const special = (text: string): Segment => ({ text, special: true })
const plain = (text: string): Segment => ({ text, special: false })

type Frame = {
  /** Segments before and after the user's text, for a given system text. */
  readonly before: (system: string) => Segment[]
  readonly after: () => Segment[]
}

/** Segments that would be empty say nothing and are left out, except where the format has them. */
const FRAMES: Record<Exclude<PromptFamily, 'asclepius'>, Frame> = {
  chatml: {
    before: (system) => [
      ...(system === ''
        ? []
        : [
            special('<|im_start|>'),
            plain(`system\n${system}`),
            special('<|im_end|>'),
            plain('\n'),
          ]),
      special('<|im_start|>'),
      plain('user\n'),
    ],
    after: () => [
      special('<|im_end|>'),
      plain('\n'),
      special('<|im_start|>'),
      plain('assistant\n'),
    ],
  },
  'llama-2': {
    before: (system) => [
      plain(system === '' ? '[INST] ' : `[INST] <<SYS>>\n${system}\n<</SYS>>\n\n`),
    ],
    after: () => [plain(' [/INST]')],
  },
  'llama-3': {
    before: (system) => [
      ...(system === '' ? [] : llama3Turn('system', system)),
      ...llama3Head('user'),
    ],
    after: () => [special('<|eot_id|>'), ...llama3Head('assistant')],
  },
  mistral: {
    before: (system) => [special('[INST]'), plain(system === '' ? ' ' : ` ${system}\n\n`)],
    after: () => [special('[/INST]')],
  },
  gemma: {
    before: (system) => [
      special('<start_of_turn>'),
      plain(system === '' ? 'user\n' : `user\n${system}\n\n`),
    ],
    after: () => [
      special('<end_of_turn>'),
      plain('\n'),
      special('<start_of_turn>'),
      plain('model\n'),
    ],
  },
  plain: {
    before: (system) => (system === '' ? [] : [plain(`${system}\n\n`)]),
    after: () => [plain('\n\n')],
  },
}

function llama3Head(role: string): Segment[] {
  return [special('<|start_header_id|>'), plain(role), special('<|end_header_id|>'), plain('\n\n')]
}

function llama3Turn(role: string, text: string): Segment[] {
  return [...llama3Head(role), plain(text), special('<|eot_id|>')]
}

/**
 * The prompt for one turn in the bytes the family expects, without the beginning-of-text token,
 * which the tokenizer adds where the model wants one. The `asclepius` family has no chat form: a
 * lone `user` text is given to it as it is.
 */
export function renderPrompt(family: PromptFamily, input: ChatInput | NoteInput): RenderedPrompt {
  if ('note' in input) return renderNote(family, input)
  const system = input.system ?? ''
  if (family === 'asclepius') {
    const text = system === '' ? input.user : `${system}\n\n${input.user}`
    return { kind: 'segments', segments: [plain(text)], reusableSegments: 0 }
  }
  const frame = FRAMES[family]
  const segments = [...frame.before(system), plain(input.user), ...frame.after()]
  return { kind: 'segments', segments, reusableSegments: 0 }
}

/**
 * Note first and instruction last. For the `asclepius` family the bytes are those of the paper's
 * code: newlines stripped from both ends of each field, one space after the last bracket, then a
 * newline. Other families get the same text, spelt rightly, as the user's turn of their own format.
 */
function renderNote(family: PromptFamily, input: NoteInput): RenderedPrompt {
  const note = stripNewlines(input.note)
  const instruction = stripNewlines(input.instruction)
  if (family === 'asclepius') {
    const segments = [
      plain(`${ASCLEPIUS_FIRST_LINE}${BEFORE_NOTE}`),
      plain(note),
      plain(BETWEEN),
      plain(instruction),
      plain(`${AFTER} \n`),
    ]
    return { kind: 'segments', segments, reusableSegments: 3 }
  }
  const frame = FRAMES[family]
  const head = [
    ...frame.before(input.system ?? ''),
    plain(`${CHAT_FIRST_LINE}${BEFORE_NOTE}`),
    plain(note),
    plain(BETWEEN),
  ]
  const segments = [...head, plain(instruction), plain(AFTER), ...frame.after()]
  return { kind: 'segments', segments, reusableSegments: head.length }
}

/** The exact text of a prompt, for display and for the record of how an answer was made. */
export function promptText(prompt: { readonly segments: readonly Segment[] }): string {
  return prompt.segments.map((segment) => segment.text).join('')
}

export type TemplateEvidence = {
  readonly chatTemplate?: string | undefined
  readonly name?: string | undefined
}

type Recognised = {
  readonly family: PromptFamily
  readonly isRecognised: boolean
  readonly defaultSystem?: string
  readonly statement: string
}

/**
 * Which family a model belongs to, from its name and the text of its chat template. Falls back to
 * `plain` and says so.
 */
export function recogniseFamily(evidence: TemplateEvidence): Recognised {
  if (/asclepius/i.test(evidence.name ?? '')) {
    return recognised('asclepius', 'The name says that this is an Asclepius model.')
  }
  const template = evidence.chatTemplate ?? ''
  if (template.trim() === '') {
    return {
      family: 'plain',
      isRecognised: false,
      statement: 'This file has no chat template. Prompts are written as plain text.',
    }
  }
  const family = familyOfTemplate(template)
  if (family === undefined) {
    return {
      family: 'plain',
      isRecognised: false,
      statement: 'The chat template of this file is not one we know. Prompts are plain text.',
    }
  }
  const system = family === 'chatml' ? defaultChatmlSystem(template) : undefined
  return {
    ...recognised(family, `The chat template of this file is the ${family} one.`),
    ...(system === undefined ? {} : { defaultSystem: system }),
  }
}

function recognised(family: PromptFamily, statement: string): Recognised {
  return { family, isRecognised: true, statement }
}

function familyOfTemplate(template: string): PromptFamily | undefined {
  const has = (text: string): boolean => template.includes(text)
  if (has('<|im_start|>') && has('<|im_end|>')) return 'chatml'
  if (has('<|start_header_id|>') && has('<|eot_id|>')) return 'llama-3'
  if (has('<start_of_turn>') && has('<end_of_turn>')) return 'gemma'
  if (has('[INST]') && has('<<SYS>>')) return 'llama-2'
  if (has('[INST]') && has('[/INST]')) return 'mistral'
  return undefined
}

/** The system text that ChatML templates add when the conversation has none. */
function defaultChatmlSystem(template: string): string | undefined {
  const match = /<\|im_start\|>system(?:\\n|\n)([^'"{}<]{1,400})<\|im_end\|>/.exec(template)
  return match?.[1]?.replaceAll('\\n', '\n')
}
