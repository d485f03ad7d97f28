import { DateTime } from 'luxon'
import { describe, expect, it } from 'vitest'
import { ZoneClock } from '../../../simulator/time/zone-clock.ts'

const boston = new ZoneClock('America/New_York')
const wall = (text: string): number => Date.parse(`${text}Z`)

describe('the clock of a zone', () => {
  it('takes the first of two readings in autumn', () => {
    expect(boston.toInstant(wall('2011-11-06T01:30:00'))).toBe(Date.parse('2011-11-06T01:30:00-04:00'))
    expect(boston.toInstant(wall('2011-11-06T02:00:00'))).toBe(Date.parse('2011-11-06T02:00:00-05:00'))
  })

  it('takes the moment of the change for a time that spring left out', () => {
    const change = Date.parse('2011-03-13T03:00:00-04:00')
    expect(boston.toInstant(wall('2011-03-13T02:00:00'))).toBe(change)
    expect(boston.toInstant(wall('2011-03-13T02:59:00'))).toBe(change)
    expect(boston.toInstant(wall('2011-03-13T03:00:00'))).toBe(change)
  })

  it('never turns the order of two wall times round', () => {
    for (const day of ['2011-03-13', '2011-11-06']) {
      const start = wall(`${day}T00:00:00`)
      const instants = Array.from({ length: 24 * 12 }, (_, i) =>
        boston.toInstant(start + i * 300_000))
      expect(instants).toEqual(instants.toSorted((a, b) => a - b))
    }
  })

  it('writes what luxon writes, in zones with odd offsets too', () => {
    for (const zone of ['Asia/Shanghai', 'America/New_York', 'Asia/Kathmandu', 'Europe/London']) {
      const clock = new ZoneClock(zone)
      for (let month = 0; month < 24; month++) {
        const instant = Date.UTC(2011, month, 13, 6, 59, 59)
        const expected = DateTime.fromMillis(instant, { zone })
          .toFormat('yyyy-MM-dd\'T\'HH:mm:ssZZ')
        expect(clock.format(instant)).toBe(expected)
      }
    }
  })

  it('writes milliseconds only where there are some', () => {
    expect(boston.format(Date.parse('2011-07-01T00:00:00.250-04:00'))).toBe('2011-07-01T00:00:00.250-04:00')
  })
})
