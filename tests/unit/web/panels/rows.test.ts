import type { RankedRegion } from '../../../../contract/panels/ranking.ts'
import { describe, expect, it } from 'vitest'
import { answerShares, wholePercent } from '../../../../web/panels/answer-shares.ts'
import { foldRows } from '../../../../web/panels/folded-rows.ts'
import { pickLateCases } from '../../../../web/panels/late-cases.ts'
import { targetSpan, worstFirst } from '../../../../web/panels/ranked-rows.ts'

describe('the list of late cases', () => {
  const item = (caseId: string) => ({
    caseId,
    region: '',
    place: '',
    category: '',
    department: '',
    title: '',
    dueAt: '',
    urgedLevel: 0,
  })
  const cases = (prefix: string, n: number) =>
    Array.from({ length: n }, (_, i) => item(`${prefix}${i}`))
  const ids = (late: number, soon: number, rows: number) => pickLateCases({
    total: late,
    overdue: cases('late', late),
    dueSoonTotal: soon,
    dueSoon: cases('soon', soon),
  }, rows).map(row => row.item.caseId)

  it('keeps a row for what can still be saved', () => {
    expect(ids(9, 9, 4)).toEqual(['late0', 'late1', 'late2', 'soon0'])
  })

  it('gives free rows to the cases due next', () => {
    expect(ids(1, 9, 4)).toEqual(['late0', 'soon0', 'soon1', 'soon2'])
  })

  it('gives all rows to late cases when nothing is due soon', () => {
    expect(ids(9, 0, 3)).toEqual(['late0', 'late1', 'late2'])
  })

  it('is empty when nothing is late', () => {
    expect(ids(0, 0, 4)).toEqual([])
  })
})

describe('the ranking', () => {
  const row = (code: string, rank: number | null, overdue = 0, value: number | null = 0.9) =>
    ({ code, rank, overdue, onTime: { numerator: 0, denominator: 99, value } }) as RankedRegion
  const order = (rows: RankedRegion[], n: number) =>
    worstFirst({ rows }, n).map(r => r.code)

  it('begins with the worst and drops the best', () => {
    expect(order([row('a', 1), row('b', 2), row('c', 3)], 2)).toEqual(['c', 'b'])
  })

  it('puts regions without a value last: nothing is known against them', () => {
    expect(order([row('a', 1), row('none', null)], 2)).toEqual(['a', 'none'])
  })

  it('among equals begins with the one that has more overdue', () => {
    expect(order([row('a', 1, 2), row('b', 1, 7)], 2)).toEqual(['b', 'a'])
  })

  it('measures the largest distance from the target, ignoring what is not known', () => {
    expect(targetSpan([row('a', 1, 0, 0.95), row('b', 2, 0, null)], 0.99)).toBeCloseTo(0.04)
    expect(targetSpan([], 0.99)).toBe(0)
  })
})

describe('the case types', () => {
  const type = (code: string, today: number) =>
    ({ code, name: code, today, yesterday: 10, last30: 300, closed30: 290 })
  const panel = { rows: [type('a', 5), type('b', 9), type('c', 2), type('d', 1)] }

  it('begin with most of today', () => {
    expect(foldRows(panel, 4, n => `${n} more`).map(row => row.code)).toEqual(['b', 'a', 'c', 'd'])
  })

  it('fold what does not fit into one row, so that the parts sum to the whole', () => {
    const rows = foldRows(panel, 3, n => `${n} more`)
    expect(rows.at(-1)).toMatchObject({ name: '2 more', today: 3, yesterday: 20 })
    expect(rows.reduce((sum, { today }) => sum + today, 0)).toBe(17)
  })
})

describe('the answers', () => {
  const metric = { numerator: null, denominator: null, value: null }
  const panel = (answers: { answer: string | null, n: number }[]) =>
    ({ window: '30d' as const, satisfaction: metric, before: metric, answers, reviews: 0, closed: 0 })

  it('come in their official order with the missing ones as nothing', () => {
    const shares = answerShares(panel([{ answer: 'dissatisfied', n: 1 }, { answer: 'satisfied', n: 3 }]))
    expect(shares.map(({ n }) => n)).toEqual([0, 3, 0, 1, 0])
    expect(shares[1]!.share).toBe(0.75)
  })

  it('leave reviews without an answer out of the shares', () => {
    const shares = answerShares(panel([{ answer: null, n: 50 }, { answer: 'satisfied', n: 2 }]))
    expect(shares[1]!.share).toBe(1)
  })

  it('are nothing of nothing without reviews', () => {
    expect(answerShares(panel([])).every(({ share }) => share === 0)).toBe(true)
  })

  it('never round a real answer down to nothing', () => {
    expect([wholePercent(0.001), wholePercent(0), wholePercent(0.584)]).toEqual(['<1%', '0%', '58%'])
  })
})
