import { expect, it } from 'vitest'
import { waitsOf } from '../../../bench/freshness/arrivals.ts'

it('waits for the first frame that contains the event, on every screen', () => {
  const departures = [{ dueMs: 10, seq: 20 }, { dueMs: 0, seq: 10 }]
  const screens = [
    { seqs: [5, 15, 40], atMs: [50, 100, 200] },
    { seqs: [40], atMs: [300] },
  ]

  expect([...waitsOf(departures, screens)]).toEqual([100, 190, 300, 290])
})

it('counts a frame at exactly the event\'s point as containing it', () => {
  expect([...waitsOf([{ dueMs: 0, seq: 7 }], [{ seqs: [6, 7], atMs: [1, 2] }])]).toEqual([2])
})

it('does not pass over an event that a screen never showed', () => {
  expect(() => [...waitsOf([{ dueMs: 0, seq: 8 }], [{ seqs: [7], atMs: [1] }])])
    .toThrow('screen 0 never showed point 8')
})
