import type { ProofUnit } from '../../../../contract/proof.ts'
import { expect, it } from 'vitest'
import { inHalves, LONG, rankedUnits } from '../../../../web/desk/ranked-units.ts'
import { plainMetrics } from '../../../helpers/plain-metrics.ts'

const metrics = plainMetrics()
const definitionOf = (id: string) => metrics.find(metric => metric.id === id)!

type Maybe = number | null

function unit(code: string, rank: Maybe, value: Maybe, n: Maybe): ProofUnit {
  return { code, name: code, above: '', rank, numerator: null, denominator: n, value, proof: '' }
}

it('lists the best first, then those without a rank, last those without a number', () => {
  const units = [
    unit('none', null, null, 0),
    unit('third', 3, 0.8, 90),
    unit('few', null, 1, 4),
    unit('first', 1, 0.9, 50),
    unit('first too', 1, 0.9, 40),
  ]
  const found = rankedUnits({ units, unitsOf: 'lowest', definition: definitionOf('satisfaction') })
  // So many of the lowest have no number that they have no row.
  expect(found.rows.map(({ code }) => code)).toEqual(['first', 'first too', 'third', 'few'])
  expect(found).toMatchObject({ all: 5, valued: 4, ranked: 3, few: 1, least: 30 })
  const below = rankedUnits({ units, unitsOf: 'below', definition: definitionOf('satisfaction') })
  expect(below.rows.map(({ code }) => code)).toEqual(['first', 'first too', 'third', 'few', 'none'])
})

it('knows nothing of few where the units right below are ranked whatever their number', () => {
  const units = [unit('a', 1, 1, 4)]
  expect(rankedUnits({ units, unitsOf: 'below', definition: definitionOf('on_time') }))
    .toMatchObject({ valued: 1, ranked: 1, few: 0 })
})

it('lists counts by their size, and says how many have any', () => {
  const units = [unit('a', null, 0, null), unit('b', null, 2, null), unit('c', null, 7, null)]
  const found = rankedUnits({ units, unitsOf: 'below', definition: definitionOf('reported') })
  expect(found.rows.map(({ code }) => code)).toEqual(['c', 'b', 'a'])
  expect(found).toMatchObject({ valued: 2, ranked: 0, few: 0 })
})

it('has no rows where no units are told', () => {
  const none = { units: null, unitsOf: null, definition: definitionOf('on_time') }
  expect(rankedUnits(none).rows).toEqual([])
})

it('lists some units in two halves side by side, few and very many in one list', () => {
  const halves = (n: number) =>
    inHalves(Array.from({ length: n }, (_, i) => i)).map(half => [half[0], half.at(-1)])
  expect(halves(0)).toEqual([])
  expect(halves(5)).toEqual([[0, 4]])
  expect(halves(18)).toEqual([[0, 8], [9, 17]])
  expect(halves(19)).toEqual([[0, 9], [10, 18]])
  expect(halves(LONG + 1)).toEqual([[0, LONG]])
})
