import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { InstructionPrompt } from '../../contract/instructions'
import {
  type PromptFamily,
  type RenderedPrompt,
  renderPrompt,
  type Segment,
} from '../../contract/prompt-families'
import { type TaskId, tasks } from '../../contract/tasks'

const promptFile = z.object({
  id: z.string(),
  version: z.number().int(),
  name: z.string(),
  belowParameters: z.number().nullable(),
  system: z.string(),
  question: z.string(),
  unanswerable: z.string(),
  answer: z.string(),
  unanswerableAnswer: z.string(),
  starts: z.array(z.string().regex(/^[A-Z][a-z]+$/)).default([]),
  tasks: z.record(z.string(), z.string()).optional(),
})

/** A prompt with what each task asks for; runs keep a copy of the one they used. */
export interface StoredPrompt extends InstructionPrompt {
  readonly tasks: Readonly<Record<string, string>>
  /** The first words that a question may have; empty where any will do. */
  readonly starts: readonly string[]
}

/** The prompts that come with the app, the newest version of each. */
export function builtInPrompts(resources: string): StoredPrompt[] {
  const folder = join(resources, 'prompts')
  const newest = new Map<string, StoredPrompt>()
  for (const file of readdirSync(folder).filter((name) => /^instruction.*\.json$/.test(name))) {
    const read = promptFile.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')))
    const { tasks: about = {}, ...words } = read
    const texts = [read.system, read.question, read.unanswerable, read.answer]
    const sha256 = createHash('sha256')
      .update(JSON.stringify([...texts, read.unanswerableAnswer, read.starts, about]))
      .digest('hex')
    const known = newest.get(read.id)
    if (!known || known.version < read.version)
      newest.set(read.id, { ...words, id: `${read.id}-v${read.version}`, tasks: about, sha256 })
  }
  return [...newest.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** The short prompt for a model too small for long lists of rules, else the full one. */
export function suitingPrompt(prompts: readonly StoredPrompt[], parameters: number): StoredPrompt {
  const fitting = prompts.find(
    (prompt) => prompt.belowParameters !== null && parameters < prompt.belowParameters,
  )
  const found = fitting ?? prompts.find((prompt) => prompt.belowParameters === null) ?? prompts[0]
  if (!found) throw new Error('No prompt for instructions came with the app.')
  return found
}

export interface Shown {
  readonly seeds: readonly string[]
  readonly earlier: readonly string[]
}

export function questionPrompt(
  family: PromptFamily,
  prompt: StoredPrompt,
  note: string,
  wish: { readonly task: TaskId; readonly unanswerable: boolean; readonly shown: Shown },
): RenderedPrompt {
  const words = wish.unanswerable ? prompt.unanswerable : prompt.question
  const examples = [...wish.shown.seeds, ...wish.shown.earlier].map((one) => `- ${one}`).join('\n')
  const name = tasks.find((task) => task.id === wish.task)?.name ?? wish.task
  const request = fill(words, { task: name, about: prompt.tasks[wish.task] ?? '', examples })
  return aboutNote(family, prompt.system, note, request)
}

export function answerPrompt(
  family: PromptFamily,
  prompt: StoredPrompt,
  note: string,
  wish: { readonly question: string; readonly unanswerable: boolean },
): RenderedPrompt {
  const words = wish.unanswerable ? prompt.unanswerableAnswer : prompt.answer
  return aboutNote(family, prompt.system, note, fill(words, { question: wish.question }))
}

/** Each placeholder once and all at the same time: a note that holds "{task}" stays as it is. */
function fill(words: string, values: Readonly<Record<string, string>>): string {
  return words.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
}

/**
 * The note first and the request last, in two segments: question and answer share all that stands
 * before the request, and the model process reads it once for both.
 */
function aboutNote(
  family: PromptFamily,
  system: string,
  note: string,
  request: string,
): RenderedPrompt {
  const head = `Discharge summary:\n${note.trim()}\n\n`
  const rendered = renderPrompt(family, {
    ...(system === '' ? {} : { system }),
    user: head + request,
  })
  const at = rendered.segments.findIndex((segment) => segment.text.endsWith(head + request))
  const whole = rendered.segments[at]
  if (!whole) return rendered
  const before = whole.text.slice(0, whole.text.length - request.length)
  const halves: Segment[] = [
    { text: before, special: false },
    { text: request, special: false },
  ]
  return {
    kind: 'segments',
    segments: [...rendered.segments.slice(0, at), ...halves, ...rendered.segments.slice(at + 1)],
    reusableSegments: at + 1,
  }
}

/**
 * One line that ends with the first "?" or with a full stop. A prompt may name the words that a
 * question begins with: small models otherwise write statements.
 */
export function questionGrammarOf({ starts }: Pick<StoredPrompt, 'starts'>): string {
  if (starts.length === 0) return 'root ::= [A-Z] [^\\n\\r?]+ ("?" | ".")'
  const words = starts.map((word) => JSON.stringify(`${word} `)).join(' | ')
  return `root ::= (${words}) [^\\n\\r?]+ ("?" | ".")`
}

export const refusalWords = 'The note does not say, because'
/** The honest beginning, and then one or two sentences of its own. */
export const refusalGrammar = `root ::= "${refusalWords} " [a-zA-Z0-9] [^\\n\\r.]+ "." (" " [A-Z] [^\\n\\r.]+ ".")?`
