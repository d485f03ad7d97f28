import { expect, it } from 'vitest'
import { differingPanels } from '../../../server/history/compare-panels.ts'

it('names the panels in which a number differs, however deep', () => {
  const then = { summary: { today: { open: 3 } }, days: { days: [1, 2] }, map: { n: 1 } }
  const now = { summary: { today: { open: 4 } }, days: { days: [1, 2] }, map: { n: 1 } }
  expect(differingPanels(then, now)).toEqual(['summary'])
})

it('takes a number against null, and a longer list, for a difference', () => {
  expect(differingPanels({ a: { rate: null } }, { a: { rate: 0 } })).toEqual(['a'])
  expect(differingPanels({ a: { rate: 0 } }, { a: {} })).toEqual(['a'])
  expect(differingPanels({ a: [1] }, { a: [1, 2] })).toEqual(['a'])
  expect(differingPanels({ a: null }, { a: null })).toEqual([])
})

it('compares no texts, no lists of arrivals, and no panel that was unknown then', () => {
  const then = { a: { name: 'x', n: 1 }, latest: { perMinute: 3 } }
  const now = { a: { name: 'y', n: 1 }, latest: { perMinute: 4 }, b: { n: 1 } }
  expect(differingPanels(then, now)).toEqual([])
})

it('lets sums of doubles differ in their last digit only', () => {
  expect(differingPanels({ a: 118.123456789 }, { a: 118.123456789 + 1e-12 })).toEqual([])
  expect(differingPanels({ a: 118.12 }, { a: 118.13 })).toEqual(['a'])
})

it('does not take for another number what older frames do not say', () => {
  const days = (more: object) => ({ days: { days: [{ day: '2026-11-21', onTime: 0.5, ...more }] } })
  const counts = { onTimeMet: 1, onTimeOf: 2 }
  expect(differingPanels(days({}), days(counts))).toEqual([])
  expect(differingPanels(days(counts), days({ ...counts, onTimeOf: 3 }))).toEqual(['days'])
})
