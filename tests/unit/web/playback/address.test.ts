import { expect, it } from 'vitest'
import { readPlayback, writePlayback } from '../../../../web/playback/address.ts'
import { createZonedTimes } from '../../../../web/playback/zoned-time.ts'

const times = createZonedTimes('Asia/Shanghai')
const NINE = Date.parse('2026-11-21T09:00:00+08:00')

it('reads the moment, the speed and whether it stands', () => {
  expect(readPlayback('?scope=370502&at=2026-11-21T09:00&speed=1440', times))
    .toEqual({ atMs: NINE, speed: 1440, paused: false })
  expect(readPlayback('?at=2026-11-21T01:00:00Z&paused=1', times))
    .toEqual({ atMs: NINE, speed: 60, paused: true })
})

it('reads a zone whose plus was not encoded', () => {
  expect(readPlayback('?at=2026-11-21T09:00+08:00', times).atMs).toBe(NINE)
})

it('shows now when there is no moment, or none that makes sense', () => {
  expect(readPlayback('?scope=370502', times).atMs).toBeNull()
  expect(readPlayback('?at=soon', times).atMs).toBeNull()
})

it('writes an address that reads the same and keeps what else is in it', () => {
  const state = { atMs: NINE, speed: 300, paused: true }
  const search = writePlayback('?scope=370502&motion=off&at=2020-01-01T00:00', state, times)
  expect(search).toBe('?scope=370502&motion=off&at=2026-11-21T09:00:00&speed=300&paused=1')
  expect(readPlayback(search, times)).toEqual(state)
})

it('leaves no trace of playback in the address of now', () => {
  const live = { atMs: null, speed: 60, paused: true }
  expect(writePlayback('?scope=1&at=x&speed=2&paused=1', live, times)).toBe('?scope=1')
  expect(writePlayback('?at=x', live, times)).toBe('')
})
