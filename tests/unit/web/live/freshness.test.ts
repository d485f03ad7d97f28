import { expect, it } from 'vitest'
import { freshnessOf } from '../../../../web/live/freshness.ts'

const computedAt = '2026-11-21T06:00:00.000Z'
const at = (seconds: number) => Date.parse(computedAt) + seconds * 1000
function state(seconds: number, staleSince: string | null = null) {
  return freshnessOf({ computedAt, staleSince }, at(seconds)).state
}

it('is loading until the first frame', () => {
  expect(freshnessOf(null, at(0)).state).toBe('loading')
})

it.each([[0, 'live'], [10, 'live'], [11, 'late'], [25, 'late'], [26, 'stale']] as const)(
  'is after %i seconds %s',
  (seconds, expected) => expect(state(seconds)).toBe(expected),
)

it('counts from when ticks began to fail, even if a frame was sent since', () => {
  expect(state(1, '2026-11-21T05:54:00.000Z')).toBe('failing')
  expect(state(1, '2026-11-21T05:59:55.000Z')).toBe('live')
  expect(freshnessOf({ computedAt, staleSince: '2026-11-21T05:54:00.000Z' }, at(1)).ageMs)
    .toBe(361_000)
})

it('has no negative age when the screen runs ahead of the server', () => {
  expect(freshnessOf({ computedAt, staleSince: null }, at(-9)).ageMs).toBe(0)
})
