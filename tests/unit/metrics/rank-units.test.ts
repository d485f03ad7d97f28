import type { BulletinUnit } from '../../../server/metrics/bulletin/rank-units.ts'
import { expect, it } from 'vitest'
import { rankUnits } from '../../../server/metrics/bulletin/rank-units.ts'

function unit(code: string, value: number | null, direct = false): BulletinUnit {
  return {
    code,
    name: code,
    direct,
    reported: 0,
    closed: 0,
    validReviews: 0,
    contacted: 0,
    solved: 0,
    satisfied: 0,
    basicallySatisfied: 0,
    rates: [],
    score: value,
    few: false,
    value,
  }
}

it('gives equal values one rank and skips the next, the best first', () => {
  const rows = rankUnits([unit('a', 80), unit('b', 95), unit('c', 80), unit('d', 70)], null)
  expect(rows.map(({ code, rank }) => [code, rank]))
    .toEqual([['b', 1], ['a', 2], ['c', 2], ['d', 4]])
})

it('ranks neither who has no value nor what lies in no unit, and lists them last', () => {
  const rows = rankUnits([unit('s/', 99, true), unit('a', null), unit('b', 0)], null)
  expect(rows.map(({ code, rank }) => [code, rank])).toEqual([['b', 1], ['a', null], ['s/', null]])
})

it('says what was gained and lost, and nothing where there is nothing to compare', () => {
  const before = new Map([
    ['a', { value: 90.1, rank: 1 }],
    ['b', { value: 80, rank: 2 }],
    ['c', { value: null, rank: null }],
  ])
  const rows = rankUnits([unit('a', 80.4), unit('b', 85), unit('c', 70), unit('d', 60)], before)
  expect(rows.map(({ code, change, rankChange }) => [code, change, rankChange])).toEqual([
    ['b', 5, 1],
    ['a', -9.7, -1],
    ['c', null, null],
    ['d', null, null],
  ])
  expect(rankUnits([unit('a', 1)], null)[0]).toMatchObject({ change: null, rankChange: null })
})
