import { expect, test } from 'vitest'
import { countsOf } from '../../../scripts/lib/vitest-run.mjs'

const file = (status: string, statuses: readonly string[]) => ({
  name: 'a.test.ts',
  status,
  message: 'Cannot find x\nat y',
  assertionResults: statuses.map((each, index) => ({ status: each, fullName: `test ${index}` })),
})

test('passed, failed and skipped tests are counted, and the last two are named', () => {
  const report = { testResults: [file('failed', ['passed', 'failed', 'pending', 'todo'])] }
  expect(countsOf(report, 1, 'unit')).toEqual({
    passed: 1,
    failed: 1,
    skipped: 2,
    notes: [
      'failed: a.test.ts: test 1',
      'skipped: a.test.ts: test 2',
      'skipped: a.test.ts: test 3',
    ],
  })
})

test('a file that could not be loaded is a failure', () => {
  expect(countsOf({ testResults: [file('failed', [])] }, 1, 'unit')).toEqual({
    passed: 0,
    failed: 1,
    skipped: 0,
    notes: ['failed: a.test.ts did not run: Cannot find x'],
  })
})

test('no report, no tests and a bad end with good tests are failures', () => {
  const one = (note: string, passed = 0) => ({ passed, failed: 1, skipped: 0, notes: [note] })
  expect([
    countsOf(null, 0, 'unit'),
    countsOf({ testResults: [] }, 0, 'unit'),
    countsOf({ testResults: [file('passed', ['passed'])] }, 1, 'unit'),
  ]).toEqual([
    one('unit: vitest ended without a report'),
    one('failed: unit: no tests were found'),
    one('failed: unit: vitest ended with 1 though every test passed', 1),
  ])
})
