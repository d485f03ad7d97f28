import type { SurgeRule } from '../../../contract/alarm-rules.ts'
import { DateTime } from 'luxon'
import { describe, expect, it } from 'vitest'
import { readSurge, surgeLimit, surgeSpans, usualOf } from '../../../server/alarms/surge.ts'

const RULE: SurgeRule = {
  id: 'surge',
  kind: 'surge',
  label: { zh: '突增', en: 'Surge' },
  severity: 'alarm',
  level: 'county',
  windowMinutes: 60,
  weeks: 4,
  leastWeeks: 2,
  atLeast: 10,
  factor: 2,
  deviations: 3,
  clearShare: 0.5,
}

describe('what is usual', () => {
  it('is the mean of the weeks before, with their deviation', () => {
    // (8 + 12 + 10 + 14) / 4 = 11; squares 9 + 1 + 1 + 9 = 20; 20 / 3.
    const usual = usualOf([8, 12, 10, 14], 2)!
    expect(usual.mean).toBe(11)
    expect(usual.spread).toBeCloseTo(Math.sqrt(11), 12)
    expect(usualOf([0, 40, 0, 40], 2)!.spread).toBeCloseTo(Math.sqrt(1600 / 3), 12)
  })

  it('never has less spread than chance, nor than one case', () => {
    expect(usualOf([16, 16, 16], 2)!.spread).toBe(4)
    expect(usualOf([0, 0, 0], 2)!.spread).toBe(1)
  })

  it('is not known from fewer weeks than needed', () => {
    expect(usualOf([5], 2)).toBeNull()
    expect(usualOf([], 2)).toBeNull()
  })
})

describe('a surge', () => {
  it('must pass all three limits', () => {
    expect(surgeLimit({ mean: 1, spread: 1 }, RULE)).toBe(10)
    expect(surgeLimit({ mean: 40, spread: 7 }, RULE)).toBe(80)
    expect(surgeLimit({ mean: 40, spread: 20 }, RULE)).toBe(100)
    expect(surgeLimit({ mean: 4.2, spread: 3 }, RULE)).toBe(14)
  })

  it('is read of now against the weeks that lie in the ledger', () => {
    const counts = (now: number) => [now, 8, 12, 0, 0]
    // Two weeks known: mean 10, spread sqrt(10): limit max(10, 20, 19.5).
    expect(readSurge('n', 'order', counts(20), 2, RULE))
      .toEqual({ scope: 'n', subject: 'order', standing: 'bad', value: 20, limit: 20, usual: 10 })
    expect(readSurge('n', 'order', counts(19), 2, RULE).standing).toBe('between')
    expect(readSurge('n', 'order', counts(10), 2, RULE).standing).toBe('between')
    expect(readSurge('n', 'order', counts(9), 2, RULE).standing).toBe('good')
    expect(readSurge('n', 'order', counts(20), 1, RULE))
      .toEqual({ scope: 'n', subject: 'order', standing: 'unknown', value: 20, limit: null, usual: null })
  })
})

describe('the spans of a surge', () => {
  const local = (spans: { from: number, to: number }[], zone: string) => spans.map(({ from, to }) =>
    [from, to].map(at => DateTime.fromMillis(at, { zone }).toFormat('yyyy-LL-dd HH:mm ccc')))

  it('are the same minutes of the same weekday', () => {
    const now = Date.parse('2026-11-21T14:30:00+08:00')
    expect(local(surgeSpans(now, { windowMinutes: 60, weeks: 2 }, 'Asia/Shanghai'), 'Asia/Shanghai')).toEqual([
      ['2026-11-21 13:30 Sat', '2026-11-21 14:30 Sat'],
      ['2026-11-14 13:30 Sat', '2026-11-14 14:30 Sat'],
      ['2026-11-07 13:30 Sat', '2026-11-07 14:30 Sat'],
    ])
  })

  it('stay at their local hour where the clocks changed between', () => {
    const now = Date.parse('2011-11-08T09:00:00-05:00')
    const spans = surgeSpans(now, { windowMinutes: 30, weeks: 1 }, 'America/New_York')
    expect(local(spans, 'America/New_York')).toEqual([
      ['2011-11-08 08:30 Tue', '2011-11-08 09:00 Tue'],
      ['2011-11-01 08:30 Tue', '2011-11-01 09:00 Tue'],
    ])
    expect(spans[0]!.to - spans[1]!.to).toBe((7 * 24 + 1) * 3_600_000)
  })
})
