import type { PromptFamily } from '../../../contract/prompt-families'
import { promptText } from '../../../contract/prompt-families'
import { say } from '../../../contract/sentences'
import type { JobContext } from '../../jobs/definition'
import { Refusal } from '../../kernel/refusal'
import { inspectionOf } from '../../models/queries'
import { readyModel } from '../../models/ready'
import { contextFor } from '../../synthesis/handlers'
import { chosen } from '../adapters'
import {
  type AskedItem,
  answersTo,
  armRows,
  askedItem,
  type JudgingRow,
  longestJudged,
  type RunRow,
  storeJudgement,
} from '../queries'
import { lettersFor, seedOf } from './letters'
import {
  type JudgePromptFile,
  type JudgeTask,
  judgeGrammar,
  judgeRequest,
  judgeTokens,
  type ReadMark,
  readJudgement,
} from './prompt'

export interface Judge {
  readonly run: RunRow
  readonly judging: JudgingRow
  readonly prompt: JudgePromptFile
  readonly family: PromptFamily
  readonly arms: readonly string[]
  readonly width: number
  /** Tokens a prompt with its reply may take. */
  readonly contextSize: number
}

/** Loads the judge with room for the longest note with all its answers. */
export async function prepareJudge(
  context: JobContext,
  run: RunRow,
  judging: JudgingRow,
  waiting: number,
): Promise<Judge> {
  const { services, signal } = context
  const db = services.vault.db()
  const { model, family } = chosen(services, {
    modelId: judging.model_id,
    adapterId: judging.adapter_id,
  })
  if (model.sha256 !== judging.model_sha256)
    throw new Refusal('judge-changed', say('judge-changed'))
  const prompt = JSON.parse(judging.prompt) as JudgePromptFile
  const arms = armRows(db, run.id).map((arm) => arm.arm)
  const characters = longestJudged(db, run.id) + prompt.system.length + prompt.user.length + 400
  const trained = model.context_size ?? inspectionOf(model).trainedContext
  const wish = {
    sequences: Math.min(run.parallel, waiting),
    contextSize: contextFor(characters, judgeTokens(arms.length), trained),
    adapterId: judging.adapter_id,
  }
  const { loaded } = await readyModel(services, judging.model_id, wish, { signal })
  return {
    run,
    judging,
    prompt,
    family,
    arms,
    width: loaded.sequences,
    contextSize: loaded.contextSize,
  }
}

/**
 * Judges all answers to one question at once. Output that does not fit is asked for again, at most
 * `retries` times; after that the question counts as unparseable and gets no score at all.
 */
export async function judgeItem(context: JobContext, judge: Judge, ordinal: number): Promise<void> {
  const db = context.services.vault.db()
  const item = askedItem(db, judge.run.id, ordinal)
  const given = answersTo(db, judge.run.id, ordinal).filter((answer) => answer.state === 'done')
  if (!item || given.length === 0) throw new Refusal('nothing-to-judge', say('nothing-to-judge'))
  const texts = new Map(given.map((answer) => [answer.arm, answer.text]))
  const places = lettersFor(
    judge.arms.filter((arm) => texts.has(arm)),
    judge.judging.seed,
    ordinal,
  )
  const answers = places.map(({ letter, arm }) => ({ letter, text: texts.get(arm) ?? '' }))
  const fitted = await fitNote(context, judge, item, answers)
  const letters = answers.map((answer) => answer.letter)
  let raw = ''
  let tries = 0
  let marks: ReadonlyMap<string, ReadMark> | null = null
  while (marks === null && tries <= judge.judging.retries) {
    const made = await context.services.inference.generate(
      {
        prompt: judgeRequest(judge.family, judge.prompt, {
          note: fitted.note,
          question: item.question,
          answers,
          isRetry: tries > 0,
        }),
        sampling: { temperature: 0 },
        seed: seedOf(judge.judging.seed, 'judge', ordinal, tries),
        maxTokens: judgeTokens(letters.length),
        grammar: judgeGrammar(letters),
      },
      { signal: context.signal },
    )
    context.signal.throwIfAborted()
    tries += 1
    raw = made.text
    marks = made.finishReason === 'aborted' ? null : readJudgement(raw, letters)
  }
  store(context, judge, ordinal, { marks, places, raw, tries, cutCharacters: fitted.cutCharacters })
}

function store(
  context: JobContext,
  judge: Judge,
  ordinal: number,
  made: {
    readonly marks: ReadonlyMap<string, ReadMark> | null
    readonly places: readonly { readonly letter: string; readonly arm: string }[]
    readonly raw: string
    readonly tries: number
    readonly cutCharacters: number
  },
): void {
  const { marks } = made
  const state = marks === null ? 'unparseable' : 'judged'
  context.commit(
    {
      action: `evaluation.${state}`,
      object: `${judge.judging.id}/${ordinal}`,
      detail: { tries: made.tries },
    },
    (db) =>
      storeJudgement(
        db,
        { judgingId: judge.judging.id, ordinal },
        {
          state,
          raw: made.raw.slice(0, 20_000),
          tries: made.tries,
          malformed: marks === null ? made.tries : made.tries - 1,
          cutCharacters: made.cutCharacters,
          scores:
            marks === null
              ? []
              : made.places.flatMap(({ letter, arm }) => {
                  const mark = marks.get(letter)
                  return mark ? [{ arm, letter, score: mark.score, reason: mark.reason }] : []
                }),
        },
      ),
  )
}

/** The note is cut at its end where it does not fit; question and answers never are. */
async function fitNote(
  context: JobContext,
  judge: Judge,
  item: AskedItem,
  answers: JudgeTask['answers'],
): Promise<{ note: string; cutCharacters: number }> {
  const room = judge.contextSize - judgeTokens(answers.length)
  let { note } = item
  for (let attempt = 0; attempt < 6; attempt += 1) {
    const whole = promptText(
      judgeRequest(judge.family, judge.prompt, {
        note,
        question: item.question,
        answers,
        isRetry: true,
      }),
    )
    // A token is at least one byte: what is short enough in bytes needs no counting.
    if (Buffer.byteLength(whole) <= room) break
    const { counts } = await context.services.inference.countTokens(
      { texts: [whole, note] },
      { signal: context.signal },
    )
    const [tokens = 0, noteTokens = 0] = counts
    const over = tokens + 16 - room
    if (over <= 0) break
    if (noteTokens <= over) throw new Refusal('answers-too-long', say('answers-too-long'))
    note = note.slice(0, Math.floor(note.length * (1 - (over * 1.05) / noteTokens)))
  }
  return { note, cutCharacters: item.note.length - note.length }
}
