import type { PastFrame } from '../../../../web/playback/past-frame.ts'
import { expect, it } from 'vitest'
import { createPlayer } from '../../../../web/playback/player.ts'

const START = Date.parse('2026-11-21T09:00:00Z')
const MINUTE_MS = 60_000

/** A player whose frames are there at once, unless they are held back. */
function testPlayer() {
  const state = { steady: 0, present: START + 1e9, held: false, loadMs: 0 }
  const wanted: number[][] = []
  const player = createPlayer({
    queue: {
      want: moments => wanted.push([...moments]),
      get: atMs => state.held ? undefined : { seq: atMs } as PastFrame,
      clear: () => wanted.push([]),
      loadMs: () => state.loadMs,
    },
    presentMs: () => state.present,
    steadyNow: () => state.steady,
  })
  /** Moments shown while the clock goes on, minutes after START. */
  const run = (ms: number, paused = false): number[] => {
    const shown: number[] = []
    for (const end = state.steady + ms; state.steady < end; state.steady += 10) {
      const next = player.advance(paused)
      if (next !== null)
        shown.push((next.atMs - START) / MINUTE_MS)
    }
    return shown
  }
  return { player, state, wanted, run }
}

it('shows the moment it starts at and then one picture after another, in time', () => {
  const { player, run } = testPlayer()
  player.start(START, 1440)
  const shown = run(10_000)
  expect(shown.slice(0, 4)).toEqual([0, 5, 10, 15])
  // Ten seconds at 1440 times are four hours.
  expect(shown.at(-1)).toBeGreaterThanOrEqual(230)
  expect(shown.at(-1)).toBeLessThanOrEqual(240)
})

it('plays a day in about a minute', () => {
  const { player, run } = testPlayer()
  player.start(START, 1440)
  expect(run(60_000).at(-1)).toBeGreaterThanOrEqual(24 * 60 - 10)
})

it('takes round moments after one that is not', () => {
  const { player, run } = testPlayer()
  player.start(START + 7000, 1440)
  expect(run(700)).toEqual([7 / 60, 5, 10, 15])
})

it('waits for a picture that is late and does not race after it', () => {
  const { player, state, run } = testPlayer()
  player.start(START, 1440)
  run(500)
  state.held = true
  expect(run(5000)).toEqual([])
  state.held = false
  expect(run(500).length).toBeLessThanOrEqual(4)
})

it('never wants an earlier moment than before when steps change', () => {
  const { player, state, wanted, run } = testPlayer()
  player.start(START, 1440)
  for (const loadMs of [100, 400, 900, 150, 3000, 50]) {
    state.loadMs = loadMs
    run(1500)
  }
  player.setSpeed(3600)
  run(1500)
  const order = wanted.flat()
  const firsts = order.filter((at, i) => order.indexOf(at) === i)
  expect(firsts).toEqual([...firsts].sort((a, b) => a - b))
})

it('stands while it is paused, but shows the picture that was jumped to', () => {
  const { player, run } = testPlayer()
  player.start(START, 60)
  expect(run(3000, true)).toEqual([0])
  player.start(START + 60 * MINUTE_MS, 60)
  expect(run(3000, true)).toEqual([60])
  expect(run(1000)[0]).toBe(60.25)
})

it('goes over the same moments again when it becomes slower', () => {
  const { player, run } = testPlayer()
  player.start(START, 3600)
  expect(run(600)).toEqual([0, 15, 30])
  player.setSpeed(60)
  expect(run(600)).toEqual([30, 30.25, 30.5])
})

it('asks for nothing beyond the present and says when it is there', () => {
  const { player, state, wanted, run } = testPlayer()
  state.present = START + 12 * MINUTE_MS
  player.start(START, 1440)
  expect(player.atEnd()).toBe(false)
  expect(run(3000)).toEqual([0, 5, 10])
  expect(player.atEnd()).toBe(true)
  expect(Math.max(...wanted.flat())).toBe(START + 10 * MINUTE_MS)
  state.present += 10 * MINUTE_MS
  expect(run(1000)).toEqual([15, 20])
})
