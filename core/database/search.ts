/**
 * Turns what a person typed into an FTS5 expression: every word must be there, the last one may be
 * a beginning, and words in double quotes stand together. Null when nothing can be searched for.
 */
export function searchExpression(typed: string): string | null {
  const phrases = [...typed.matchAll(/"([^"]+)"|(\S+)/g)]
  const terms = phrases
    .map((match) => ({
      // SQLite ends a text at a NUL, and would see a quote that never closes.
      text: (match[1] ?? match[2] ?? '').replace(/["\0]/g, ' ').trim(),
      quoted: match[1] !== undefined,
    }))
    .filter((term) => /[\p{L}\p{N}]/u.test(term.text))
  if (terms.length === 0) return null
  return terms
    .map((term, index) => {
      const isBeginning = !term.quoted && index === terms.length - 1 && !/\s$/.test(typed)
      return `"${term.text}"${isBeginning ? '*' : ''}`
    })
    .join(' AND ')
}
