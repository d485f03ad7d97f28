import { describe, expect, it } from 'vitest'
import { compileTimeFormats, timeFormatProblem } from '../../../simulator/time/compile-time-formats.ts'
import { ZoneClock } from '../../../simulator/time/zone-clock.ts'

const clock = new ZoneClock('America/New_York')
function parse(format: string, text: string): string | null {
  const instant = compileTimeFormats([format], clock)(text)
  return instant === null ? null : new Date(instant).toISOString()
}

describe('time formats', () => {
  it.each([
    ['yyyy-MM-dd HH:mm:ss', '2011-07-01 01:32:33', '2011-07-01T05:32:33.000Z'],
    ['yyyy-MM-dd HH:mm:ss', '2011-12-01 01:32:33', '2011-12-01T06:32:33.000Z'],
    ['M/d/yyyy h:mm:ss a', '7/1/2011 12:05:00 AM', '2011-07-01T04:05:00.000Z'],
    ['M/d/yyyy h:mm:ss a', '7/1/2011 1:05:00 PM', '2011-07-01T17:05:00.000Z'],
    ['yyyy年M月d日 HH:mm', '2011年7月1日 01:32', '2011-07-01T05:32:00.000Z'],
    ['yyyy-MM-dd', '2011-07-01', '2011-07-01T04:00:00.000Z'],
    ['iso', '2011-07-01T01:32:33+08:00', '2011-06-30T17:32:33.000Z'],
    ['iso', '2011-07-01T01:32:33.5', '2011-07-01T05:32:33.500Z'],
    ['epochSeconds', '1309484400', '2011-07-01T01:40:00.000Z'],
    ['epochMillis', '1309484400250', '2011-07-01T01:40:00.250Z'],
  ])('reads %s from %s', (format, text, expected) => {
    expect(parse(format, text)).toBe(expected)
  })

  it.each([
    ['yyyy-MM-dd', '2011-06-31'],
    ['yyyy-MM-dd HH:mm', '2011-06-30 24:00'],
    ['yyyy-MM-dd', '2011-06-30 10:00'],
    ['iso', 'yesterday'],
  ])('with %s does not read %s', (format, text) => {
    expect(parse(format, text)).toBeNull()
  })

  it('tries the formats in turn', () => {
    const both = compileTimeFormats(['yyyy-MM-dd', 'M/d/yyyy'], clock)
    expect(both('7/1/2011')).toBe(both('2011-07-01'))
  })

  it('tells which part a format lacks', () => {
    expect(timeFormatProblem('HH:mm:ss')).toBe(`'HH:mm:ss' lacks yyyy, M, d`)
    expect(timeFormatProblem('iso')).toBeNull()
  })
})
