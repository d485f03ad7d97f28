import type { HoursPanel } from '../../../../contract/panels/hours.ts'
import { DateTime } from 'luxon'
import { expect, it } from 'vitest'
import { en } from '../../../../web/i18n/en.ts'
import { zh } from '../../../../web/i18n/zh.ts'
import { hourPlaces } from '../../../../web/panels/hour-places.ts'
import { createZonedTimes } from '../../../../web/playback/zoned-time.ts'

/** A day with three cases in each hour so far, two in each of yesterday's. */
function dayOf(zone: string, day: string, begun: number): HoursPanel {
  const midnight = DateTime.fromISO(day, { zone })
  const length = midnight.plus({ days: 1 }).diff(midnight, 'hours').hours
  return {
    day,
    hours: Array.from({ length }, (_, i) => ({
      at: midnight.plus({ hours: i }).toISO({ suppressMilliseconds: true })!,
      reported: i < begun ? 3 : null,
      closed: i < begun ? 1 : null,
      reportedBefore: 2,
      closedBefore: 1,
    })),
  }
}

const SHANGHAI = 'Asia/Shanghai'
const BOSTON = 'America/New_York'
const shown = (from: string, to: string): string => `${from} ${to}`
const stretch = (href: string | null): number[] => (href ?? '').split(' ').map(Date.parse)

it('opens today\'s hours that are over, and yesterday\'s from the running one on', () => {
  const places = hourPlaces(dayOf(SHANGHAI, '2026-03-12', 15), createZonedTimes(SHANGHAI), zh, shown)
  expect(places).toHaveLength(24)
  expect(places[13]).toEqual({
    key: '2026-03-12T13:00:00+08:00',
    label: '13:00 3',
    href: '2026-03-12T13:00:00+08:00 2026-03-12T14:00:00+08:00',
  })
  expect(places[14]).toEqual({
    key: '2026-03-12T14:00:00+08:00',
    label: '昨日 14:00 受理 2',
    href: '2026-03-11T06:00:00.000Z 2026-03-11T07:00:00.000Z',
  })
  expect(places[23]!.href).toBe('2026-03-11T15:00:00.000Z 2026-03-11T16:00:00.000Z')
})

it('says in English as well that the hour is yesterday\'s', () => {
  const places = hourPlaces(dayOf(SHANGHAI, '2026-03-12', 15), createZonedTimes(SHANGHAI), en, shown)
  expect(places[20]!.label).toBe('Yesterday 20:00, reported 2')
})

it('opens all of a whole day, the last hour too', () => {
  const whole = dayOf(SHANGHAI, '2026-03-12', 24)
  const running = hourPlaces(whole, createZonedTimes(SHANGHAI), zh, shown)
  expect(running[22]!.href).toBe('2026-03-12T22:00:00+08:00 2026-03-12T23:00:00+08:00')
  expect(running[23]!.label).toBe('昨日 23:00 受理 2')
})

it('pairs hours by their distance from midnight where clocks changed', () => {
  const times = createZonedTimes(BOSTON)
  // 2026-03-08 had 23 hours in New York, 2026-11-01 has 25.
  const after = hourPlaces(dayOf(BOSTON, '2026-03-09', 1), times, en, shown)
  expect(after[12]!.label).toBe('Yesterday 13:00, reported 2')
  expect(stretch(after[12]!.href)[0]).toBe(Date.parse('2026-03-08T13:00:00-04:00'))
  expect(after[23]!.href).toBeNull()
  const on = hourPlaces(dayOf(BOSTON, '2026-11-01', 1), times, en, shown)
  expect(on).toHaveLength(25)
  expect(on[3]!.label).toBe('Yesterday 03:00, reported 2')
  expect(on[24]!.href).toBeNull()
})

it('opens nothing where nothing opens, and is empty without hours', () => {
  const places = hourPlaces(dayOf(SHANGHAI, '2026-03-12', 15), createZonedTimes(SHANGHAI), zh, () => null)
  expect(places.every(({ href }) => href === null)).toBe(true)
  expect(hourPlaces({ day: '', hours: [] }, createZonedTimes(SHANGHAI), zh, shown)).toEqual([])
})
