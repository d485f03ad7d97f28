import type { CompactEvent } from '../../../simulator/delivery/compact-event.ts'
import { describe, expect, it } from 'vitest'
import { readTrueCases } from '../../../bench/load/true-cases.ts'
import { countMetrics } from '../../../bench/load/true-metrics.ts'
import { toAttributes } from '../../../simulator/delivery/compact-event.ts'
import { smallCity } from '../../helpers/small-city.ts'

const START = Date.parse('2025-03-10T08:00:00+08:00')
const HOUR = 3_600_000

function event(
  caseId: string,
  type: CompactEvent['type'],
  hours: number,
  more: object = {},
  dueHours?: number,
): CompactEvent {
  return {
    id: `${caseId}-${type}-${hours}`,
    caseId,
    type,
    at: START + hours * HOUR,
    dueAt: dueHours === undefined ? undefined : START + dueHours * HOUR,
    attributes: toAttributes(more),
  }
}

describe('true cases', () => {
  it('reads a case from its events in the order of their times, not of their arrival', () => {
    const cases = readTrueCases([
      event('a', 'reopened', 3),
      event('a', 'reviewed', 5, { satisfaction: 'satisfied' }),
      event('a', 'closed', 2),
      event('a', 'reported', 0, { region: 'n-grid' }, 4),
      event('a', 'amended', 1, { region: 's' }),
    ])

    expect(cases).toEqual([{
      caseId: 'a',
      region: 's',
      due: START + 4 * HOUR,
      closedAt: null,
      answer: 'satisfied',
      excluded: false,
    }])
  })

  it('leaves out what was never reported', () => {
    expect(readTrueCases([event('a', 'closed', 2)])).toEqual([])
  })

  it('does not count a review that says it is not valid', () => {
    const [only] = readTrueCases([
      event('a', 'reported', 0, { region: 'n-grid' }),
      event('a', 'reviewed', 1, { satisfaction: 'satisfied', valid: false }),
    ])
    expect(only!.answer).toBeNull()
  })
})

describe('true metrics', () => {
  const cases = readTrueCases([
    event('met', 'reported', 0, { region: 'n-grid' }, 2),
    event('met', 'closed', 2),
    event('met', 'reviewed', 3, { satisfaction: 'basically_satisfied' }),
    event('late', 'reported', 0, { region: 's' }, 2),
    event('late', 'closed', 3),
    event('late', 'reviewed', 4, { satisfaction: 'dissatisfied' }),
    event('overdue', 'reported', 0, { region: 's' }, 1),
    event('tomorrow', 'reported', 0, { region: 's' }, 30),
    event('tomorrow', 'closed', 1),
    event('gone', 'reported', 0, { region: 's' }, 1),
    event('gone', 'excluded', 1),
  ])
  const asOf = '2025-03-10T12:00:00+08:00'

  it('counts what lies in the scope, excluded cases apart', () => {
    const city = smallCity()
    const all = countMetrics(cases, 'c', city, asOf)

    expect(all.reported.value).toBe(4)
    expect(all.closed.value).toBe(3)
    expect(all.open.value).toBe(1)
    expect(all.overdue.value).toBe(1)
    expect(all.closure).toEqual({ numerator: 3, denominator: 4, value: 0.75 })
    // Due tomorrow is in no window that ends today.
    expect(all.on_time).toEqual({ numerator: 1, denominator: 3, value: 1 / 3 })
    expect(all.satisfaction).toEqual({ numerator: 0.9, denominator: 2, value: 0.45 })
    expect(countMetrics(cases, 'n', city, asOf).reported.value).toBe(1)
  })

  it('has no rate where there is nothing to divide by', () => {
    const nowhere = countMetrics([], 'c', smallCity(), asOf)
    expect(nowhere.closure.value).toBeNull()
    expect(nowhere.satisfaction).toEqual({ numerator: 0, denominator: 0, value: null })
  })
})
