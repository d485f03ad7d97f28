import type { WebSocket } from 'ws'
import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { startHeartbeat } from '../../../server/live/heartbeat.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

class FakePeer extends EventEmitter {
  pings = 0
  terminated = false
  isPaused = false
  constructor(readonly answers: boolean) {
    super()
  }

  ping(): void {
    this.pings++
    if (this.answers)
      this.emit('pong')
  }

  terminate(): void {
    this.terminated = true
  }
}

it('keeps a peer that answers and ends one that does not', () => {
  const alive = new FakePeer(true)
  const dead = new FakePeer(false)
  const clients = new Set([alive, dead]) as unknown as Set<WebSocket>
  const stop = startHeartbeat({ clients }, 1000)
  vi.advanceTimersByTime(1000)
  expect(dead.terminated).toBe(false)
  vi.advanceTimersByTime(1000)
  expect(dead.terminated).toBe(true)
  vi.advanceTimersByTime(8000)
  expect([alive.terminated, alive.pings]).toEqual([false, 10])
  expect(alive.listenerCount('pong')).toBe(1)
  stop()
})

it('asks nobody after it was stopped', () => {
  const peer = new FakePeer(true)
  startHeartbeat({ clients: new Set([peer]) as unknown as Set<WebSocket> }, 1000)()
  vi.advanceTimersByTime(5000)
  expect(peer.pings).toBe(0)
})

it('does not end a peer that is not read for the moment', () => {
  const peer = new FakePeer(false)
  startHeartbeat({ clients: new Set([peer]) as unknown as Set<WebSocket> }, 1000)
  vi.advanceTimersByTime(1000)
  peer.isPaused = true
  vi.advanceTimersByTime(5000)
  expect(peer.terminated).toBe(false)
})
