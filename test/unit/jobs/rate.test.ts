import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRateMeter } from '../../../core/jobs/rate'

const second = 1000

test('items that come in bursts do not look faster than they are', () => {
  const meter = createRateMeter()
  meter.tell(0, 0)
  for (const at of [120, 121, 122, 123]) meter.tell(at - 119, at * second)
  expect({
    rate: meter.perMinute(123 * second),
    later: meter.perMinute(240 * second),
    left: meter.secondsLeft(8, 240 * second),
  }).toEqual({ rate: (4 / (123 * second)) * 60_000, later: 1, left: 240 })
})

test('a slow start does not weigh on a long job', () => {
  const meter = createRateMeter()
  meter.tell(0, 0)
  meter.tell(1, 600 * second)
  for (let item = 2; item <= 200; item += 1) meter.tell(item, (600 + item) * second)
  const rate = meter.perMinute(800 * second) ?? 0
  expect(rate).toBeGreaterThan(55)
  expect(rate).toBeLessThanOrEqual(60)
})

test('nothing is claimed before anything was finished', () => {
  const meter = createRateMeter()
  meter.tell(0, 0)
  expect([meter.perMinute(60 * second), meter.secondsLeft(10, 60 * second)]).toEqual([null, null])
})

test('an even pace is told as it is, whatever the pace', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 5, max: 300 }), (step, n) => {
      const meter = createRateMeter()
      for (let item = 0; item <= n; item += 1) meter.tell(item, item * step)
      const rate = meter.perMinute(n * step)
      if (n * step >= 500) expect(rate).toBeCloseTo(60_000 / step, 6)
    }),
  )
})
