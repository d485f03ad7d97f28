import type { CaseEvent } from '../../../contract/case-event.ts'
import type { MetricValue } from '../../../contract/metrics.ts'
import type { LedgerRecount } from '../../../recount/ledger-recount.ts'
import { describe, expect, it } from 'vitest'
import { createLedgerRecount } from '../../../recount/ledger-recount.ts'
import { toRecountEvent } from '../../../recount/recount-event.ts'
import { rulesOf } from '../../helpers/rules-of.ts'
import { smallCity } from '../../helpers/small-city.ts'

const START = Date.parse('2025-03-10T08:00:00Z')
const HOUR = 3_600_000
const NOW = START + 4 * HOUR

function event(
  caseId: string,
  type: CaseEvent['type'],
  hours: number,
  more: Partial<CaseEvent> = {},
): CaseEvent {
  const at = new Date(START + hours * HOUR).toISOString()
  return { id: `${caseId}-${type}-${hours}`, caseId, type, at, ...more }
}

function due(hours: number): string {
  return new Date(START + hours * HOUR).toISOString()
}

function recountOf(events: readonly CaseEvent[]): LedgerRecount {
  const recount = createLedgerRecount(rulesOf(smallCity()))
  recount.add(events.map((one, i) => toRecountEvent(one, i + 1)))
  recount.moveTo(recount.lastSeq())
  return recount
}

/** A metric to date, pooled. */
function metric(
  recount: LedgerRecount,
  id: string,
  scope = 'c',
  counting: 'net' | 'all' = 'net',
): MetricValue {
  const span = recount.rules.time.window('todate', NOW)
  const definition = recount.rules.profile.metrics.find(one => one.id === id)!
  return recount.inWindow({ span, now: NOW })(definition, scope, { counting, aggregation: 'pooled' })
}

describe('a followed case', () => {
  it('is read in the order of the times of its events, not of their arrival', () => {
    const [only] = recountOf([
      event('a', 'reopened', 3),
      event('a', 'reviewed', 5, { satisfaction: 'satisfied', contacted: true }),
      event('a', 'closed', 2),
      event('a', 'reported', 0, { region: 'n-grid', category: 'order', dueAt: due(4) }),
      event('a', 'amended', 1, { region: 's' }),
      event('a', 'accepted', 0.25),
      event('a', 'dispatched', 0.5),
    ]).casesOf('c')
    expect(only).toMatchObject({
      caseId: 'a',
      region: 's',
      category: 'order',
      due: START + 4 * HOUR,
      closed: null,
      lastClosed: START + 2 * HOUR,
      reopened: true,
      dispatched: START + HOUR / 2,
      // The acceptance was of an earlier dispatch.
      acceptedInTime: false,
      review: { answer: 'satisfied', valid: true, contacted: true, solved: false },
      excluded: false,
    })
  })

  it('is none before its report, and its steps begin with it', () => {
    expect(recountOf([event('a', 'closed', 2)]).casesOf('c')).toEqual([])
    const [only] = recountOf([
      event('a', 'closed', 0),
      event('a', 'reported', 1, { region: 's' }),
    ]).casesOf('c')
    expect(only).toMatchObject({ closed: null, lastClosed: null })
  })

  it('keeps a due time that was taken back from being the rules\' one', () => {
    const [only] = recountOf([
      event('a', 'reported', 0, { region: 's', dueAt: due(4) }),
      event('a', 'amended', 1, { dueAt: null }),
    ]).casesOf('s')
    expect(only!.due).toBeNull()
  })
})

describe('metrics', () => {
  const events = [
    event('met', 'reported', 0, { region: 'n-grid', dueAt: due(2) }),
    event('met', 'closed', 2),
    event('met', 'reviewed', 3, { satisfaction: 'basically_satisfied' }),
    event('late', 'reported', 0, { region: 's', dueAt: due(2) }),
    event('late', 'closed', 3),
    event('late', 'reviewed', 4, { satisfaction: 'dissatisfied' }),
    event('overdue', 'reported', 0, { region: 's', dueAt: due(1) }),
    event('tomorrow', 'reported', 0, { region: 's', dueAt: due(30) }),
    event('tomorrow', 'closed', 1),
    event('gone', 'reported', 0, { region: 's', dueAt: due(1) }),
    event('gone', 'excluded', 1),
  ]

  it('count what lies in the scope, excluded cases apart', () => {
    const recount = recountOf(events)
    expect(metric(recount, 'reported').value).toBe(4)
    expect(metric(recount, 'reported', 'n').value).toBe(1)
    expect(metric(recount, 'reported', 'c', 'all').value).toBe(5)
    expect(metric(recount, 'closed').value).toBe(3)
    expect(metric(recount, 'open').value).toBe(1)
    expect(metric(recount, 'overdue', 'c', 'all').value).toBe(2)
    expect(metric(recount, 'closure')).toEqual({ numerator: 3, denominator: 4, value: 0.75 })
    // Due tomorrow is in no window that ends today.
    expect(metric(recount, 'on_time')).toEqual({ numerator: 1, denominator: 3, value: 1 / 3 })
    expect(metric(recount, 'satisfaction')).toEqual({ numerator: 0.9, denominator: 2, value: 0.45 })
    expect(metric(recount, 'hours_p50')).toEqual({ numerator: null, denominator: 3, value: 2 })
    expect(metric(recount, 'hours_mean').value).toBe(2)
  })

  it('have no rate where there is nothing to divide by, and no score without its parts', () => {
    const recount = recountOf([])
    expect(metric(recount, 'closure').value).toBeNull()
    expect(metric(recount, 'hours_p90')).toEqual({ numerator: null, denominator: 0, value: null })
    expect(metric(recount, 'score').value).toBeNull()
  })

  it('as mean of units weigh each child the same, and leave out one without a rate', () => {
    const recount = recountOf(events)
    const span = recount.rules.time.window('todate', NOW)
    const of = recount.inWindow({ span, now: NOW })
    const definition = (id: string) => recount.rules.profile.metrics.find(one => one.id === id)!
    const mean = { counting: 'net', aggregation: 'mean' } as const
    // North 1/1, south 2/3.
    expect(of(definition('closure'), 'c', mean))
      .toEqual({ numerator: null, denominator: null, value: (1 + 2 / 3) / 2, units: 2 })
    expect(of(definition('closure'), 'n', mean)).toMatchObject({ value: null, units: 0 })
    expect(of(definition('reported'), 'c', mean)).toMatchObject({ value: 4 })
  })
})

describe('a recount', () => {
  const events = [
    event('a', 'reported', 0, { region: 'n-grid' }),
    event('b', 'reported', 1, { region: 'n' }),
    event('a', 'closed', 2),
    event('a', 'amended', 3, { region: 's' }),
  ]

  it('can be stood at any point of the ledger, forwards and back', () => {
    const recount = recountOf(events)
    const shown = (): unknown[] => [
      metric(recount, 'reported', 'n').value,
      metric(recount, 'reported', 's').value,
      metric(recount, 'closed').value,
    ]
    expect(shown()).toEqual([1, 1, 1])
    recount.moveTo(3)
    expect(shown()).toEqual([2, 0, 1])
    recount.moveTo(0)
    expect(shown()).toEqual([0, 0, 0])
    recount.moveTo(2)
    expect(shown()).toEqual([2, 0, 0])
    expect(recount.directCasesOf('c')).toEqual([])
    expect(() => recount.moveTo(5)).toThrow('the recount has 4 events, not 5')
  })

  it('refuses a ledger with a gap', () => {
    const recount = recountOf(events)
    expect(() => recount.add([toRecountEvent(event('c', 'reported', 0), 6)]))
      .toThrow('event 6 of the ledger follows on 4')
  })
})
