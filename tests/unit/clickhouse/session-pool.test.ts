import type { Session } from 'chdb'
import type { CleanSession } from '../../../server/clickhouse/embedded/clean-session.ts'
import type { SessionPool } from '../../../server/clickhouse/embedded/session-pool.ts'
import { describe, expect, it } from 'vitest'
import { createSessionPool } from '../../../server/clickhouse/embedded/session-pool.ts'

const never = new AbortController().signal

/** Runs tasks and counts how many it runs at once. */
function fakeSession(): CleanSession & { most: () => number, closed: () => boolean } {
  let running = 0
  let most = 0
  let closed = false
  return {
    async run(_, task) {
      most = Math.max(most, running += 1)
      try {
        return await task({} as Session)
      }
      finally {
        running -= 1
      }
    },
    close: () => {
      closed = true
    },
    most: () => most,
    closed: () => closed,
  }
}

interface HeldTask { result: Promise<string>, started: Promise<void>, end: () => void }

/** A task that ends when told to. */
function held(pool: SessionPool): HeldTask {
  let end: () => void = () => undefined
  let start: () => void = () => undefined
  const started = new Promise<void>(resolve => start = resolve)
  const result = pool.run('gw', never, async () => new Promise<string>((resolve) => {
    end = () => resolve('done')
    start()
  }))
  return { result, started, end: () => end() }
}

describe('a pool of sessions', () => {
  it('never gives one session to two requests, and serves all of them', async () => {
    const sessions = [fakeSession(), fakeSession()]
    const pool = createSessionPool(sessions, 100)
    const answers = await Promise.all(Array.from({ length: 50 }, async (_, i) => pool.run('gw', never, async () => i)))
    expect(answers).toEqual(Array.from({ length: 50 }, (_, i) => i))
    expect(sessions.map(session => session.most())).toEqual([1, 1])
  })

  it('serves who waits in the order of arrival', async () => {
    const pool = createSessionPool([fakeSession()], 100)
    const order: number[] = []
    await Promise.all([1, 2, 3].map(async i => pool.run('gw', never, async () => order.push(i))))
    expect(order).toEqual([1, 2, 3])
  })

  it('refuses who would wait behind too many', async () => {
    const pool = createSessionPool([fakeSession()], 1)
    const first = held(pool)
    const second = pool.run('gw', never, async () => 'second')
    await expect(pool.run('gw', never, async () => 'third')).rejects.toThrow('Code: 202.')
    first.end()
    expect(await second).toBe('second')
  })

  it('takes a request that is given up out of the line without running it', async () => {
    const pool = createSessionPool([fakeSession()], 2)
    const first = held(pool)
    const leaving = new AbortController()
    let ran = false
    const gone = pool.run('gw', leaving.signal, async () => ran = true)
    const staying = pool.run('gw', never, async () => 'stayed')
    leaving.abort()
    await expect(gone).rejects.toThrow('Code: 394.')
    first.end()
    expect(await staying).toBe('stayed')
    expect(ran).toBe(false)
    await expect(pool.run('gw', leaving.signal, async () => ran = true)).rejects.toThrow('Code: 394.')
  })

  it('has its session back after a task that failed', async () => {
    const pool = createSessionPool([fakeSession()], 0)
    await expect(pool.run('gw', never, async () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await pool.run('gw', never, async () => 'yes')).toBe('yes')
  })

  it('closes its sessions only when their requests are done', async () => {
    const session = fakeSession()
    const pool = createSessionPool([session], 1)
    const running = held(pool)
    await running.started
    const closing = pool.close()
    expect(session.closed()).toBe(false)
    running.end()
    await closing
    expect(session.closed()).toBe(true)
  })
})
