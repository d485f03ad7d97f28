import { DateTime } from 'luxon'
import { expect, it } from 'vitest'
import { createZonedTimes } from '../../../../web/playback/zoned-time.ts'

const HOUR_MS = 3_600_000
const shanghai = createZonedTimes('Asia/Shanghai')
const newYork = createZonedTimes('America/New_York')

it('takes a time without a zone for the city\'s own and one with a zone as it is', () => {
  expect(shanghai.parse('2026-11-21T09:00')).toBe(Date.parse('2026-11-21T01:00:00Z'))
  expect(shanghai.parse('2026-11-21T09:00:30')).toBe(Date.parse('2026-11-21T01:00:30Z'))
  expect(shanghai.parse('2026-11-21T09:00+02:00')).toBe(Date.parse('2026-11-21T07:00:00Z'))
  expect(shanghai.parse('2026-11-21T09:00:00Z')).toBe(Date.parse('2026-11-21T09:00:00Z'))
})

it.each(['', 'yesterday', '2026-11-21', '2026-13-21T09:00', '2026-11-21T25:00', '09:00'])(
  'makes nothing of %j',
  text => expect(shanghai.parse(text)).toBeNull(),
)

it('agrees with luxon through a year of another zone, to and fro', () => {
  for (let hour = 0; hour < 365 * 24; hour += 7) {
    const ms = Date.UTC(2026, 0, 1) + hour * HOUR_MS
    const local = DateTime.fromMillis(ms, { zone: 'America/New_York' })
    expect(newYork.format(ms)).toBe(local.toFormat('yyyy-MM-dd\'T\'HH:mm:ss'))
    expect(newYork.parse(newYork.format(ms))).toBe(ms)
    expect(newYork.startOfDay(ms)).toBe(local.startOf('day').toMillis())
  }
})

it('knows the day that has 25 hours and takes the first of an hour that comes twice', () => {
  const day = newYork.startOfDay(Date.parse('2026-11-01T12:00:00-05:00'))
  expect(newYork.startOfDay(day + 27 * HOUR_MS) - day).toBe(25 * HOUR_MS)
  expect(newYork.parse('2026-11-01T01:30')).toBe(Date.parse('2026-11-01T01:30:00-04:00'))
})

it('makes something of an hour that the zone leaves out', () => {
  expect(newYork.parse('2026-03-08T02:30')).toBe(Date.parse('2026-03-08T02:30:00-05:00'))
})
