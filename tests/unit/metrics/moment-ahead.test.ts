import { expect, it } from 'vitest'
import { PLAIN_CALENDAR } from '../../../city/check-calendar.ts'
import { createCalendar } from '../../../server/calendar.ts'
import { momentAhead, momentOf } from '../../../server/metrics/moment.ts'

const MINUTE_MS = 60_000
const DUE_SOON_HOURS = 24
const noonToNoon = createCalendar('Asia/Shanghai', { ...PLAIN_CALENDAR, dayStart: '12:00' })

function ahead(now: string, calendar = createCalendar('Asia/Shanghai', PLAIN_CALENDAR)) {
  const moment = momentOf(Date.parse(now), calendar, DUE_SOON_HOURS)
  return { moment, next: momentAhead(moment, 6 * MINUTE_MS) }
}

it('is the next hour\'s first moment, when that is near', () => {
  expect(ahead('2026-03-10T10:53:59+08:00').next).toBeNull()
  const { moment, next } = ahead('2026-03-10T10:54:00+08:00')
  const begins = Date.parse('2026-03-10T11:00:00+08:00')
  expect(next).toEqual(momentOf(begins, moment.calendar, DUE_SOON_HOURS))
  expect(next).toMatchObject({ now: begins, hour: begins, today: moment.today })
})

it('is of another day before midnight, or before noon where days begin then', () => {
  const midnight = ahead('2026-03-10T23:58:00+08:00')
  expect(midnight.next?.today).toBe(midnight.moment.today + 1)
  const noon = ahead('2026-03-10T11:58:00+08:00', noonToNoon)
  expect(noon.next).toMatchObject({
    now: Date.parse('2026-03-10T12:00:00+08:00'),
    today: noon.moment.today + 1,
  })
})
