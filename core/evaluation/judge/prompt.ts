import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { JudgePrompt } from '../../../contract/evaluation-comparison'
import {
  type PromptFamily,
  type RenderedPrompt,
  renderPrompt,
} from '../../../contract/prompt-families'
import { say } from '../../../contract/sentences'
import { Refusal } from '../../kernel/refusal'

const promptFile = z.object({
  id: z.string(),
  version: z.number().int(),
  name: z.string(),
  system: z.string(),
  /** Holds {note}, {question}, {answers}, {letters} and {example}. */
  user: z.string(),
  /** One answer, with {letter} and {text}. */
  answer: z.string(),
  /** Put after the prompt where a reply could not be read: at temperature 0 the same prompt gives the same reply. */
  retry: z.string(),
})
/** A judge's prompt as stored with each judging. */
export type JudgePromptFile = z.infer<typeof promptFile>

export function judgePrompts(resources: string): JudgePromptFile[] {
  const folder = join(resources, 'prompts')
  return readdirSync(folder)
    .filter((name) => /^judge-.*\.json$/.test(name))
    .map((name) => promptFile.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))))
    .sort((a, b) => b.version - a.version || (a.id < b.id ? -1 : 1))
}

export function judgePromptOf(resources: string, id: string | null): JudgePromptFile {
  const all = judgePrompts(resources)
  const found = id === null ? all[0] : all.find((prompt) => promptId(prompt) === id)
  if (!found) throw new Refusal('no-judge-prompt', say('no-judge-prompt'))
  return found
}

export function promptId(prompt: JudgePromptFile): string {
  return `${prompt.id}-v${prompt.version}`
}

/** Everything of a prompt that a judgement depends on. */
export function judgePromptHash(prompt: JudgePromptFile): string {
  const { system, user, answer, retry } = prompt
  return createHash('sha256')
    .update(JSON.stringify([system, user, answer, retry]))
    .digest('hex')
}

export function toJudgePrompt(prompt: JudgePromptFile): JudgePrompt {
  return {
    id: promptId(prompt),
    name: prompt.name,
    version: prompt.version,
    sha256: judgePromptHash(prompt),
    system: prompt.system,
    user: prompt.user,
  }
}

export interface LetteredAnswer {
  readonly letter: string
  readonly text: string
}

export interface JudgeTask {
  readonly note: string
  readonly question: string
  /** In the order of their letters. */
  readonly answers: readonly LetteredAnswer[]
  readonly isRetry: boolean
}

/** The prompt for one question: all answers at once, no reference answer. */
export function judgeRequest(
  family: PromptFamily,
  prompt: JudgePromptFile,
  task: JudgeTask,
): RenderedPrompt {
  const letters = task.answers.map((answer) => answer.letter)
  const answers = task.answers.map(({ letter, text }) =>
    fill(prompt.answer, { letter, text: text.trim() === '' ? '(no text)' : text.trim() }),
  )
  const example = `{${letters.map((letter) => `"${letter}": {"reason": "...", "mark": 1 to 4}`).join(', ')}}`
  const user = fill(prompt.user, {
    note: task.note.trim(),
    question: task.question.trim(),
    answers: answers.join('\n\n'),
    letters: letters.join(', '),
    example,
  })
  return renderPrompt(family, {
    system: prompt.system,
    user: task.isRetry ? `${user}\n\n${prompt.retry}` : user,
  })
}

/** Each placeholder in one pass, so that braces inside a note fill nothing. */
function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
}

/** A reason may have so many characters; the grammar ends it there, so that the mark is always reached. */
const longestReason = 200

/** The GBNF grammar of a reply: every letter once, in order, a reason and a mark from 1 to 4. */
export function judgeGrammar(letters: readonly string[]): string {
  const entries = letters.map(
    (letter) => `"\\"${letter}\\": {\\"reason\\": \\"" reason "\\", \\"mark\\": " mark "}"`,
  )
  return [
    `root ::= "{" ${entries.join(' ", " ')} "}"`,
    `reason ::= char{1,${longestReason}}`,
    'char ::= [^"\\\\\\x00-\\x1F\\x7F]',
    'mark ::= [1-4]',
    '',
  ].join('\n')
}

/** Tokens a whole reply may take: for each letter its reason and the JSON round it. */
export function judgeTokens(letters: number): number {
  return letters * (Math.ceil(longestReason / 2) + 24) + 16
}

export interface ReadMark {
  readonly score: 1 | 2 | 3 | 4
  readonly reason: string
}

const replySchema = z.record(
  z.string(),
  z.object({
    reason: z.string().max(4000),
    mark: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  }),
)

/**
 * The marks of a reply, or null where it is not exactly one mark from 1 to 4 for every letter. What
 * cannot be read is never guessed at.
 */
export function readJudgement(
  reply: string,
  letters: readonly string[],
): ReadonlyMap<string, ReadMark> | null {
  let parsed: unknown
  try {
    parsed = JSON.parse(reply.trim())
  } catch {
    return null
  }
  const shape = replySchema.safeParse(parsed)
  if (!shape.success) return null
  const entries = Object.entries(shape.data)
  const isWhole =
    entries.length === letters.length &&
    letters.every((letter) => Object.hasOwn(shape.data, letter))
  if (!isWhole) return null
  return new Map(
    entries.map(([letter, { reason, mark }]) => [letter, { score: mark, reason: reason.trim() }]),
  )
}
