/** The pieces a JSON text is made of; each may follow white space. */
const token =
  /[ \t\n\r]*(?:([{}[\],:])|("[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[^"\\\u0000-\u001f]*)*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-]))/y

type Expected = 'value' | 'value-or-end' | 'name' | 'name-or-end' | 'colon' | 'comma-or-end'

/**
 * The offset at which a text stops being JSON. Only for texts that the platform's parser has refused: its own
 * message often names no place, and quotes the text.
 */
export function jsonFaultOffset(text: string): number {
  const open: string[] = []
  let expected: Expected = 'value'
  token.lastIndex = 0
  for (;;) {
    const start = token.lastIndex
    const found = token.exec(text)
    const mark = found?.[1] ?? (found?.[2] ? 'text' : 'scalar')
    const next: Expected | undefined = found ? follow(expected, mark, open) : undefined
    if (next === undefined) return afterSpace(text, start)
    expected = next
  }
}

function afterSpace(text: string, offset: number): number {
  let at = offset
  while (at < text.length && ' \t\n\r'.includes(text.charAt(at))) at++
  return at
}

/** What may stand behind a piece; undefined where the piece itself may not stand. */
function follow(expected: Expected, mark: string, open: string[]): Expected | undefined {
  const isValue = expected === 'value' || expected === 'value-or-end'
  const isName = expected === 'name' || expected === 'name-or-end'
  switch (mark) {
    case '{':
    case '[':
      if (!isValue) return undefined
      open.push(mark)
      return mark === '{' ? 'name-or-end' : 'value-or-end'
    case '}':
    case ']': {
      const mayEnd = mark === '}' ? 'name-or-end' : 'value-or-end'
      if (expected !== 'comma-or-end' && expected !== mayEnd) return undefined
      return open.pop() === (mark === '}' ? '{' : '[') ? 'comma-or-end' : undefined
    }
    case ',':
      if (expected !== 'comma-or-end' || open.length === 0) return undefined
      return open.at(-1) === '{' ? 'name' : 'value'
    case ':':
      return expected === 'colon' ? 'value' : undefined
    case 'text':
      return isName ? 'colon' : isValue ? 'comma-or-end' : undefined
    default:
      return isValue ? 'comma-or-end' : undefined
  }
}
