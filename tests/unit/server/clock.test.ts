import { expect, it } from 'vitest'
import { createClock } from '../../../server/clock.ts'

function wallAt(start: number) {
  const wall = { now: start }
  return { wall, wallNow: () => wall.now }
}

it('is the wall clock in wall mode, whatever events say', () => {
  const { wall, wallNow } = wallAt(1000)
  const clock = createClock('wall', wallNow)
  clock.observe(5)
  wall.now = 1500
  expect(clock.now()).toBe(1500)
})

it('is the wall clock in stream mode before the first event', () => {
  expect(createClock('stream', () => 1000).now()).toBe(1000)
})

it('goes on from the newest event at the pace of the wall clock', () => {
  const { wall, wallNow } = wallAt(1000)
  const clock = createClock('stream', wallNow)
  clock.observe(50)
  expect(clock.now()).toBe(50)
  wall.now = 1030
  expect(clock.now()).toBe(80)
})

it('leaps ahead with a newer event', () => {
  const { wall, wallNow } = wallAt(1000)
  const clock = createClock('stream', wallNow)
  clock.observe(50)
  wall.now = 1010
  clock.observe(9000)
  expect(clock.now()).toBe(9000)
})

it('does not run backwards when an older event arrives', () => {
  const { wall, wallNow } = wallAt(1000)
  const clock = createClock('stream', wallNow)
  clock.observe(50)
  wall.now = 1040
  clock.observe(60)
  expect(clock.now()).toBe(90)
})

it('stands still while the wall clock is set back', () => {
  const { wall, wallNow } = wallAt(1000)
  const clock = createClock('stream', wallNow)
  clock.observe(50)
  wall.now = 400
  expect(clock.now()).toBe(50)
})
