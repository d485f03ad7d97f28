import type { AlarmRule } from '../../../contract/alarm-rules.ts'
import type { Reading } from '../../../server/alarms/reading.ts'
import { describe, expect, it } from 'vitest'
import { buildBoard } from '../../../server/alarms/board.ts'
import { createBook, outdated } from '../../../server/alarms/book.ts'
import { smallCity } from '../../helpers/small-city.ts'

const MINUTE_MS = 60_000
const city = smallCity()
const label = { zh: '规则', en: 'Rule' }
const LATE: AlarmRule = { id: 'late', kind: 'overdue', label, severity: 'alarm', level: 'county', raiseAt: 5, clearAt: 2, coolDownMinutes: 10 }
const SOURCE: AlarmRule = { id: 'source', kind: 'source_late', label, severity: 'critical' }
const RATE: AlarmRule = { id: 'rate', kind: 'rate_under', label, severity: 'warning', level: 'county', metric: 'closure@1', window: '30d' }
const rules = [LATE, SOURCE, RATE]

function book(more: Partial<Parameters<typeof createBook>[0]> = {}) {
  return createBook({ rules, isScope: city.isScope, lasting: [], past: [], most: 100, ...more })
}

function reading(
  scope: string,
  value: number | null,
  standing: Reading['standing'],
  subject = '',
): Reading {
  return { scope, subject, standing, value, limit: 5, usual: null }
}

type TestBook = ReturnType<typeof book>

/** Looks at a rule at a minute of both clocks, which are a day apart. */
function look(of: TestBook, rule: AlarmRule, minute: number, ...readings: Reading[]) {
  const cases = minute * MINUTE_MS
  const at = { wall: cases + 86_400_000, cases }
  const now = rule === SOURCE ? at.wall : at.cases
  const absent = rule === RATE ? 'unknown' as const : 'good' as const
  return of.apply({ rule, readings, absent, now }, at)
}

describe('the book of alarms', () => {
  it('raises, follows and clears, each change as a record of its own', () => {
    const of = book()
    const [raised] = look(of, LATE, 1, reading('n', 7, 'bad'), reading('s', 1, 'good'))
    expect(raised).toMatchObject({
      revision: 1,
      state: 'raised',
      scope: 'n',
      ordinal: 1,
      value: 7,
      limit: 5,
      raisedAsOf: MINUTE_MS,
      raisedAt: MINUTE_MS + 86_400_000,
    })
    expect(look(of, LATE, 2, reading('n', 9, 'bad'))).toEqual([])
    expect(look(of, LATE, 3, reading('n', 3, 'between'))).toEqual([])
    expect(of.active()).toMatchObject([{ value: 3, worst: 9, revision: 1 }])
    // A region that is not among the readings has none.
    const [cleared] = look(of, LATE, 4)
    expect(cleared).toMatchObject({ id: raised!.id, revision: 2, state: 'cleared', value: 0, worst: 9, clearedAsOf: 4 * MINUTE_MS })
    expect(of.active()).toEqual([])
  })

  it('counts occurrences, each with an id that everybody would give it', () => {
    const ids = [book(), book()].map((of) => {
      const first = look(of, LATE, 0, reading('n', 7, 'bad'))
      look(of, LATE, 1)
      expect(look(of, LATE, 2, reading('n', 7, 'bad'))).toEqual([])
      const second = look(of, LATE, 11, reading('n', 7, 'bad'))
      return [...first, ...second].map(({ id }) => id)
    })
    expect(ids[0]).toHaveLength(2)
    expect(ids[0]![0]).not.toBe(ids[0]![1])
    expect(ids[1]).toEqual(ids[0])
  })

  it('goes on after a restart: what lasts, which occurrence it was, how long it rests', () => {
    const before = book()
    const [lasting] = look(before, LATE, 0, reading('n', 7, 'bad'))
    const past = [
      { rule: 'late', scope: 'n', subject: '', ordinal: 1, clearedAt: null, clearedAsOf: null },
      { rule: 'late', scope: 's', subject: '', ordinal: 4, clearedAt: 86_400_000, clearedAsOf: 0 },
    ]
    const after = book({ lasting: [lasting!], past })
    expect(look(after, LATE, 1, reading('n', 8, 'bad'), reading('s', 8, 'bad'))).toEqual([])
    expect(after.active()).toMatchObject([{ id: lasting!.id, value: 8, worst: 8 }])
    expect(look(after, LATE, 10, reading('n', 8, 'bad'), reading('s', 8, 'bad')))
      .toMatchObject([{ scope: 's', ordinal: 5 }])
  })

  it('keeps what is not known as it was', () => {
    const of = book()
    look(of, RATE, 0, { ...reading('n', 0.8, 'bad', 'closure@1'), limit: 0.9 })
    look(of, RATE, 1, { ...reading('n', 0.7, 'bad', 'closure@1'), limit: 0.9 })
    expect(look(of, RATE, 2, { ...reading('n', null, 'unknown', 'closure@1'), limit: null })).toEqual([])
    expect(look(of, RATE, 3)).toEqual([])
    expect(of.active()).toMatchObject([{ value: 0.7, worst: 0.7, limit: 0.9, state: 'raised' }])
  })

  it('clears a source that is no longer configured', () => {
    const of = book()
    look(of, SOURCE, 0, reading('c', 6, 'bad', 'hotline'))
    expect(look(of, SOURCE, 1)).toMatchObject([{ state: 'cleared', subject: 'hotline', value: 6 }])
  })

  it('raises no more than anybody can read', () => {
    const of = book({ most: 1 })
    expect(look(of, LATE, 0, reading('n', 7, 'bad'), reading('s', 7, 'bad'))).toHaveLength(1)
    expect(of.suppressed()).toBe(1)
    look(of, LATE, 1, reading('s', 7, 'bad'))
    expect(look(of, LATE, 2, reading('s', 7, 'bad'))).toMatchObject([{ scope: 's' }])
  })

  it('ends alarms of rules and regions that are gone', () => {
    const of = book()
    const lasting = [
      ...look(of, LATE, 0, reading('n', 7, 'bad')),
      ...look(of, SOURCE, 0, reading('c', 7, 'bad', 'hotline')),
    ]
    const known = { rules: [LATE], isScope: (code: string) => code !== 'gone' }
    expect(outdated(lasting, known, { wall: 5, cases: 4 }))
      .toMatchObject([{ rule: 'source', state: 'cleared', revision: 2, clearedAt: 5, clearedAsOf: 4 }])
    expect(book({ rules: [LATE], lasting }).active()).toMatchObject([{ rule: 'late' }])
  })
})

describe('a board', () => {
  const of = book()
  look(of, LATE, 0, reading('n', 7, 'bad'))
  look(of, LATE, 1, reading('n', 7, 'bad'), reading('s', 7, 'bad'))
  look(of, SOURCE, 2, reading('c', 7, 'bad', 'hotline'))
  const board = (scope: string) => buildBoard(scope, of.active(), city, at => `at ${at}`)
  const shown = (scope: string) => board(scope).active.map(one => `${one.rule} ${one.scope}`)

  it('has the alarms of a scope, of what lies below it, and of the server', () => {
    expect(shown('c')).toEqual(['source c', 'late s', 'late n'])
    expect(shown('n')).toEqual(['source c', 'late n'])
  })

  it('puts behind what somebody has', () => {
    const source = of.active().find(({ rule }) => rule === 'source')!
    of.put(of.acknowledged(source, { by: 'Wang', operator: null, note: '' }, 9))
    expect(shown('c')).toEqual(['late s', 'late n', 'source c'])
    expect(board('c')).toMatchObject({ total: 3, unacknowledged: 2 })
  })
})
