import lexicon from '../../../resources/lexicons/drugs.json'
import { createPhraseTable } from '../../text/phrases'
import type { Token } from '../../text/tokens'

export interface DrugMention {
  /** Tokens, `next` exclusive. */
  readonly from: number
  readonly next: number
  /** The generic names it stands for: two for a combination. */
  readonly ingredients: readonly string[]
  /** False where the word says something else than that the patient has the drug. */
  readonly isMention: boolean
}

interface DrugEntry {
  readonly ingredients: readonly string[]
  /** Compared letter by letter, for abbreviations such as "ASA". */
  readonly exact?: string
}

const includes = new Map(Object.entries(lexicon.includes))
const measured = new Set(lexicon.measured)

function ingredientsOf(name: string): readonly string[] {
  return name.split(' + ')
}

function* entries(): Generator<readonly [string, DrugEntry]> {
  for (const [name, aliases] of Object.entries(lexicon.drugs)) {
    const entry = { ingredients: ingredientsOf(name) }
    yield [name.replaceAll(' + ', ' '), entry]
    for (const alias of aliases) yield [alias, entry]
  }
}

const table = createPhraseTable(entries())
/** In a table of their own, so that "epi" in lower case never hides a longer name. */
const abbreviations = createPhraseTable(
  Object.entries(lexicon.abbreviations).map(
    ([abbreviation, name]) =>
      [abbreviation, { ingredients: ingredientsOf(name), exact: abbreviation }] as const,
  ),
)

const exceptions = new Set(lexicon.suffixExceptions)
const suffixCache = new Map<string, boolean>()
const longestCache = 20_000

/** New drugs are known by the endings that WHO gives to their class: "-mab", "-tinib", "-pril". */
function hasDrugEnding(word: string): boolean {
  if (word.length < 8 || exceptions.has(word)) return false
  const known = suffixCache.get(word)
  if (known !== undefined) return known
  const isDrug = lexicon.suffixes.some(
    (suffix) => word.length > suffix.length + 2 && word.endsWith(suffix),
  )
  if (suffixCache.size < longestCache) suffixCache.set(word, isDrug)
  return isDrug
}

const aboutGerms =
  /^(?:resistan(?:t|ce)|dependent|dependence|receptors?|sensitive|susceptible|analogues?|antibod(?:y|ies)|antagonists?|inhibitors?)$/
const asMedicine =
  /^(?:supplement(?:s|ation)?|tablets?|infusions?|injections?|drip|drops|replacement|therapy|treatment|iv|po|oral|orally|im|sc|cream|patch|gel|spray|daily|bid|tid|dose|doses)$/

function isMedicineHere(tokens: readonly Token[], next: number, ingredients: readonly string[]) {
  const after = tokens[next]?.text === '-' ? tokens[next + 1] : tokens[next]
  const following = after?.lower ?? ''
  if (aboutGerms.test(following)) return false
  if (!ingredients.every((name) => measured.has(name))) return true
  return asMedicine.test(following) || isDoseNumber(tokens, next)
}

function isDoseNumber(tokens: readonly Token[], at: number): boolean {
  if (tokens[at]?.kind !== 'number') return false
  return (
    /^(?:mg|mcg|µg|g|units?|iu|meq|tablets?)$/.test(tokens[at + 1]?.lower ?? '') &&
    tokens[at + 2]?.text !== '/'
  )
}

function withParents(ingredients: readonly string[]): readonly string[] {
  const parents = ingredients.flatMap((name) => {
    const parent = name.startsWith('insulin ') ? 'insulin' : includes.get(name)
    return parent === undefined ? [] : [parent]
  })
  return parents.length === 0 ? ingredients : [...ingredients, ...parents]
}

/** All names that a mention in the source lends support to. */
export function supportedNames(mention: DrugMention): readonly string[] {
  return withParents(mention.ingredients)
}

function isExact(tokens: readonly Token[], from: number, next: number, exact: string): boolean {
  let letters = ''
  for (let at = from; at < next; at++) letters += tokens[at]!.text
  return letters.replace(/[-/]/g, '') === exact.replace(/[-/]/g, '')
}

/** Every drug of a text in order. */
export function readDrugs(tokens: readonly Token[]): DrugMention[] {
  const found: DrugMention[] = []
  const taken = new Uint8Array(tokens.length)
  const push = (from: number, next: number, ingredients: readonly string[]) => {
    for (let at = from; at < next; at++) if (taken[at] === 1) return
    taken.fill(1, from, next)
    found.push({ from, next, ingredients, isMention: isMedicineHere(tokens, next, ingredients) })
  }
  for (const hit of table.find(tokens)) push(hit.from, hit.next, hit.value.ingredients)
  for (const hit of abbreviations.find(tokens)) {
    if (isExact(tokens, hit.from, hit.next, hit.value.exact))
      push(hit.from, hit.next, hit.value.ingredients)
  }
  tokens.forEach((token, at) => {
    if (token.kind === 'word' && taken[at] === 0 && hasDrugEnding(token.lower)) {
      push(at, at + 1, [token.lower])
    }
  })
  return found.sort((a, b) => a.from - b.from)
}

/** True for words that differ by one letter at most: "levofloxacine" is levofloxacin. */
export function isNearlyEqual(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  let start = 0
  while (start < a.length && a[start] === b[start]) start++
  let fromEnd = 0
  const room = Math.min(a.length, b.length) - start
  while (fromEnd < room && a[a.length - 1 - fromEnd] === b[b.length - 1 - fromEnd]) fromEnd++
  return Math.max(a.length, b.length) - start - fromEnd <= 1
}
