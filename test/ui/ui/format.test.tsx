import { expect, test } from 'vitest'
import {
  formatBytes,
  formatDuration,
  formatMoment,
  formatNumber,
  formatParameters,
  formatPercent,
  formatRate,
  formatWhen,
  roundTimeLeft,
} from '../../../renderer/ui/format'

const plain = (text: string): string => text.replaceAll('\u00a0', ' ')

test('numbers have separated thousands in the way of the language', () => {
  expect([
    formatNumber('en', 158_114),
    formatNumber('de', 158_114),
    formatNumber('en', 4.8234, 2),
    formatNumber('de', 4.8234, 2),
  ]).toEqual(['158,114', '158.114', '4.82', '4,82'])
})

test('a share is never rounded to all or nothing while it is not', () => {
  expect([0, 0.001, 0.645, 0.9999, 1].map((share) => plain(formatPercent('en', share)))).toEqual([
    '0 %',
    '1 %',
    '65 %',
    '99 %',
    '100 %',
  ])
})

test('sizes go up in steps of 1,024', () => {
  expect(
    [0, 1023, 1536, 98_566_144, 7.2 * 1024 ** 3].map((bytes) => plain(formatBytes('en', bytes))),
  ).toEqual(['0 B', '1,023 B', '1.5 KB', '94 MB', '7.2 GB'])
})

test('lengths of time have as many digits as anybody wants', () => {
  expect(
    [0.0432, 4.25, 42, 90, 59.7 * 60, 19_200, 30 * 3600, 80 * 3600].map((seconds) =>
      plain(formatDuration('en', seconds)),
    ),
  ).toEqual(['43 ms', '4.3 s', '42 s', '2 min', '1 h', '5 h 20 min', '30 h', '3 d'])
})

test('time left is rounded up so that it does not flicker', () => {
  expect([0, 3, 42, 61, 719, 1201, 4000].map(roundTimeLeft)).toEqual([
    5, 5, 45, 120, 720, 1500, 4200,
  ])
})

test('a rate has two or three sensible digits', () => {
  expect([0.4234, 4.23, 41.2, 1237.8].map((rate) => formatRate('en', rate))).toEqual([
    '0.42',
    '4.2',
    '41',
    '1,240',
  ])
})

test('a moment names its time zone, and today is told by the clock alone', () => {
  const instant = '2026-03-12T14:05:00.000Z'
  const later = new Date('2026-03-12T20:00:00.000Z')
  const nextDay = new Date('2026-03-13T02:00:00.000Z')
  expect([
    formatMoment('en', instant, 'UTC'),
    formatWhen('en', instant, later, 'UTC'),
    formatWhen('en', instant, nextDay, 'UTC'),
  ]).toEqual(['12 Mar 2026, 14:05 UTC', '14:05', '12 Mar 2026'])
})

test('parameters are told in millions and billions', () => {
  expect([134_515_008, 7_241_732_096].map((count) => plain(formatParameters('en', count)))).toEqual(
    ['135 M', '7.2 B'],
  )
})
