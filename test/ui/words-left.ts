import { english } from '../../renderer/i18n/english'
import { german } from '../../renderer/i18n/german'

type Words = { readonly [key: string]: string | Words }

function sentences(words: Words): string[] {
  return Object.values(words).flatMap((one) => (typeof one === 'string' ? [one] : sentences(one)))
}

const place = /\{\{.*?\}\}/g

/** Matches what a sentence with places becomes; null where it is nearly all places. */
function matcherOf(sentence: string): RegExp | null {
  if (!/\p{L}{4}/u.test(sentence.replaceAll(place, ''))) return null
  const parts = sentence.split(place).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.+')}$`, 'u')
}

const inGerman = new Set(sentences(german as unknown as Words))
const onlyEnglish = sentences(english as unknown as Words)
  .filter((sentence) => !inGerman.has(sentence))
  .flatMap((sentence) => matcherOf(sentence) ?? [])

/** What somebody reads or hears on the page now. */
function textsOfPage(): string[] {
  const texts: string[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    texts.push(node.textContent ?? '')
  for (const name of ['aria-label', 'placeholder', 'title'])
    for (const element of document.body.querySelectorAll(`[${name}]`))
      texts.push(element.getAttribute(name) ?? '')
  return texts.map((text) => text.trim()).filter((text) => text !== '')
}

/**
 * On a page in German: sentences of the English list, keys instead of words, and places that nothing
 * filled. Names and texts of the workspace are nobody's words, and are left out by `data`.
 */
export function notInGerman(data: RegExp): string[] {
  const texts = textsOfPage().filter((text) => !data.test(text))
  return texts.filter(
    (text) =>
      text.includes('{{') ||
      /^[a-z][A-Za-z]*:?([A-Za-z-]+\.)+[A-Za-z_-]+$/.test(text) ||
      onlyEnglish.some((matcher) => matcher.test(text)),
  )
}
