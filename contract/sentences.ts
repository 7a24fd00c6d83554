import { z } from 'zod'
import { fileFaults } from './fault-sentences'
import { jobEndings, jobSteps, jobTitles } from './job-sentences'
import { machineSentences } from './machine-sentences'
import { modelFaults, trainerFaults } from './model-sentences'
import { entryRefusals, ratingRefusals, releaseRefusals, sourceRefusals } from './refusal-sentences'
import { studyRefusals } from './study-sentences'
import { workRefusals } from './work-sentences'

/**
 * Every sentence that the core says by its code, in English. The page's German has the same codes,
 * which the compiler checks; the figures stay figures until somebody's language is known.
 */
export const sentences = {
  ...jobTitles,
  ...jobSteps,
  ...jobEndings,
  ...machineSentences,
  ...modelFaults,
  ...trainerFaults,
  ...entryRefusals,
  ...sourceRefusals,
  ...fileFaults,
  ...releaseRefusals,
  ...ratingRefusals,
  ...workRefusals,
  ...studyRefusals,
} as const

type Key = keyof typeof sentences
type CodeOf<K> = K extends `${infer Code}_one` | `${infer Code}_other` ? Code : K
export type SentenceCode = CodeOf<Key>

type TemplateOf<C extends SentenceCode> = (typeof sentences)[Extract<
  Key,
  C | `${C}_one` | `${C}_other`
>]
type NameIn<Hole extends string> = Hole extends `${infer Name}, ${string}` ? Name : Hole
type Names<T extends string> = T extends `${string}{{${infer Hole}}}${infer Rest}`
  ? NameIn<Hole> | Names<Rest>
  : never
type Counted<C extends SentenceCode> = `${C}_one` extends Key ? 'count' : never

/** What fills the holes of a sentence: names as text, everything counted or measured as a number. */
export type ValuesOf<C extends SentenceCode> = {
  readonly [Name in Names<TemplateOf<C>> | Counted<C>]: Name extends 'count'
    ? number
    : string | number
}

const codes = Object.keys(sentences).map((key) => key.replace(/_(one|other)$/, ''))

export const sentence = z.object({
  code: z.custom<SentenceCode>((code) => codes.includes(code as string)),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
})
/** Something the core says to people: which sentence, and with which figures and names. */
export type Sentence = z.infer<typeof sentence>

/** Makes a sentence; the compiler asks for what its template needs. */
export function say<C extends SentenceCode>(
  code: C,
  ...values: keyof ValuesOf<C> extends never ? [] : [ValuesOf<C>]
): Sentence {
  return { code, values: { ...values[0] } }
}

/** How a figure is written where its hole says so; the page has the same names. */
const formats: Readonly<Record<string, (value: string | number) => string>> = {
  number: (value) => Number(value).toLocaleString('en', { maximumFractionDigits: 1 }),
  bytes: (value) => `${(Number(value) / 1024 ** 3).toFixed(1)} GB`,
  day: (value) => String(value).slice(0, 10),
  roles: String,
}

/** Sentences as the command line, the log and the database have them. */
export function inEnglish(said: readonly Sentence[]): string {
  return said.map(fill).join(' ')
}

function fill({ code, values }: Sentence): string {
  const templates: Readonly<Record<string, string>> = sentences
  const template = templates[code] ?? templates[`${code}_${values.count === 1 ? 'one' : 'other'}`]
  return (template ?? '').replace(/\{\{(\w+)(?:, (\w+))?\}\}/g, (_, name: string, format = '') => {
    const value = values[name] ?? ''
    return formats[format]?.(value) ?? String(value)
  })
}
