import { expect, it } from 'vitest'
import { isOn, nextTurn } from '../../../../web/playlist/next-turn.ts'

const day = { from: '08:00', to: '18:00' }
const night = { from: '22:00', to: '06:00' }
const LIST = [
  { scene: 'overview', seconds: 60 },
  { scene: 'opinion', seconds: 30, hours: day },
  { scene: 'map', seconds: 30, hours: night },
]

it.each([
  ['07:59', false],
  ['08:00', true],
  ['17:59', true],
  ['18:00', false],
])('a turn from eight to six is at %s: %s', (time, on) => {
  expect(isOn(LIST[1]!, time)).toBe(on)
})

it.each([
  ['21:59', false],
  ['22:00', true],
  ['00:30', true],
  ['06:00', false],
])('a turn over midnight is at %s: %s', (time, on) => {
  expect(isOn(LIST[2]!, time)).toBe(on)
})

it('goes round, without those whose hours are others', () => {
  expect(nextTurn(LIST, 0, '12:00')).toBe(1)
  expect(nextTurn(LIST, 1, '12:00')).toBe(0)
  expect(nextTurn(LIST, 0, '23:00')).toBe(2)
  expect(nextTurn(LIST, -1, '12:00')).toBe(0)
})

it('stays where no other may take its turn, and has none where none may', () => {
  expect(nextTurn(LIST, 0, '20:00')).toBe(0)
  expect(nextTurn([LIST[1]!], 0, '20:00')).toBeNull()
  expect(nextTurn([], -1, '20:00')).toBeNull()
})
