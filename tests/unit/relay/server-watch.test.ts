import type { Beacon } from '../../../server/relay/messages.ts'
import { expect, it } from 'vitest'
import { createServerWatch, SERVER_LOST_MS } from '../../../server/relay/server-watch.ts'

function beacon(epoch: string, startedAt: number, rest: Partial<Beacon> = {}): Beacon {
  return {
    epoch,
    startedAt,
    at: 0,
    profile: 'p',
    operators: true,
    refused: [],
    leaving: false,
    ...rest,
  }
}

function watching() {
  const steady = { now: 1000 }
  return { steady, watch: createServerWatch(() => steady.now) }
}

it('follows a server until it has been silent for too long', () => {
  const { steady, watch } = watching()
  expect(watch.current()).toBeNull()
  expect(watch.hear(beacon('a', 1))).toBe('new')
  steady.now += SERVER_LOST_MS - 1
  expect(watch.current()?.epoch).toBe('a')
  steady.now += 1
  expect(watch.current()).toBeNull()
  expect(watch.hear(beacon('a', 1))).toBe('same')
  expect(watch.current()?.epoch).toBe('a')
})

it('lets go at once of a server that leaves', () => {
  const { watch } = watching()
  watch.hear(beacon('a', 1))
  watch.hear(beacon('a', 1, { leaving: true }))
  expect(watch.current()).toBeNull()
})

it('goes over to a server that started later, and not back', () => {
  const { watch } = watching()
  watch.hear(beacon('a', 1))
  expect(watch.hear(beacon('b', 2))).toBe('new')
  expect(watch.hear(beacon('a', 1))).toBe('other')
  expect(watch.current()?.epoch).toBe('b')
})

it('takes a server of an earlier start once the other is silent: clocks are set back', () => {
  const { steady, watch } = watching()
  watch.hear(beacon('a', 2))
  steady.now += SERVER_LOST_MS
  expect(watch.hear(beacon('b', 1))).toBe('new')
  expect(watch.current()?.epoch).toBe('b')
})

it('takes the server\'s clock from the beacon that was under way the shortest', () => {
  const { steady, watch } = watching()
  expect(watch.now()).toBeNull()
  const skew = 50_000
  for (const delay of [80, 3, 400]) {
    const at = steady.now + skew
    steady.now += delay
    watch.hear(beacon('a', 1, { at }))
  }
  steady.now += 500
  expect(watch.now()).toBe(steady.now + skew - 3)
})

it('forgets the clock of another run, and a clock that was set right within half a minute', () => {
  const { steady, watch } = watching()
  watch.hear(beacon('a', 1, { at: 90_000 }))
  watch.hear(beacon('b', 2, { at: 5000 }))
  expect(watch.now()).toBe(5000)
  for (let i = 0; i < 30; i++) {
    steady.now += 1000
    watch.hear(beacon('b', 2, { at: steady.now - 500 }))
  }
  expect(watch.now()).toBe(steady.now - 500)
})
