import { expect, test } from 'vitest'
import { roles } from '../../../contract/operation'
import { mayOpen, startPage } from '../../../renderer/core/access'
import { pageIds } from '../../../renderer/core/route'

test('each role sees the parts that it uses, and starts on one of them', () => {
  const stages = [
    'sources',
    'synthesis',
    'instructions',
    'training',
    'evaluation',
    'validation',
    'release',
  ]
  const seen = Object.fromEntries(
    roles.map((role) => [
      role,
      { start: startPage(role), pages: pageIds.filter((page) => mayOpen(role, page)) },
    ]),
  )
  expect(seen).toEqual({
    // Who plans a study or could look an arm up does not rate.
    administrator: { start: 'home', pages: pageIds.filter((page) => page !== 'rate') },
    builder: { start: 'home', pages: ['home', ...stages, 'query', 'models'] },
    clinician: { start: 'query', pages: ['home', 'query'] },
    reviewer: { start: 'rate', pages: ['home', 'rate'] },
    'validation-lead': { start: 'home', pages: ['home', ...stages, 'query'] },
    auditor: { start: 'audit', pages: ['home', 'audit'] },
  })
})
