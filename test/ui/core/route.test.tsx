import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatRoute, pageIds, parseRoute } from '../../../renderer/core/route'

const word = fc.string({ minLength: 1, maxLength: 12 })
const params = fc.dictionary(
  word.filter((name) => name !== 'project' && name !== '__proto__'),
  word,
  { maxKeys: 4 },
)

test('an address that was written is read back as it was', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...pageIds),
      fc.option(word, { nil: null }),
      params,
      (page, project, given) => {
        const route = { page, project, params: { ...given } }
        expect(parseRoute(formatRoute(route))).toEqual(route)
      },
    ),
  )
})

test('what is not an address leads to the start page', () => {
  expect(['', '#', '#/nowhere', '#/../etc', 'garbage'].map((hash) => parseRoute(hash))).toEqual(
    Array.from({ length: 5 }, () => ({ page: 'home', project: null, params: {} })),
  )
})
